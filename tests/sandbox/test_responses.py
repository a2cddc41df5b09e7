"""Answers to a command's acknowledgement and to response_urls: five in thirty minutes, seen by the right people."""

from typing import Any

import httpx
import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import actions, button, section
from tests.sandbox.quick import Bot, Quick


def acknowledging(answer: Any) -> Any:
    async def reply(_bot: Bot, _payload: Json) -> Any:
        return answer

    return reply


@pytest.fixture
def url(box: Quick, ana: Person) -> str:
    """The response_url of a command of Ana's."""
    ana.types("/journey go")
    given: str = box.bot.received[-1]["response_url"]
    return given


def pressed_url(box: Quick, ana: Person) -> str:
    """The response_url of a press on a message that everybody sees."""
    box.api("chat.postMessage", channel="C0JOURNEY", text="original", blocks=[section("original"), actions(button())])
    ana.presses("Press")
    given: str = box.bot.received[-1]["response_url"]
    return given


@pytest.mark.parametrize(
    "answer", ["done", {"text": "done"}, httpx.Response(200, text="done"), {"blocks": [section("done")]}]
)
def test_an_acknowledgement_with_words_is_for_the_person_alone(box: Quick, ana: Person, answer: Any) -> None:
    box.bot.reply = acknowledging(answer)
    ana.types("/journey go")
    assert ana.reads() == ["done"]
    assert box.player.person("Ben").reads() == []


def test_a_public_acknowledgement_shows_the_command_too(box: Quick, ana: Person) -> None:
    box.bot.reply = acknowledging({"text": "done", "response_type": "in_channel"})
    ana.types("/journey go")
    (message,) = box.player.person("Ben").screen()["messages"]
    assert (message["text"], message["command"]) == ("done", "/journey go")
    box.bot.reply = acknowledging({"response_type": "in_channel"})
    ana.types("/journey again")
    assert box.player.person("Ben").reads()[-1] == "/journey again"


def test_an_acknowledgement_slack_cannot_show_warns(box: Quick, ana: Person) -> None:
    box.bot.reply = acknowledging({"blocks": [section("")]})
    ana.types("/journey go")
    assert "invalid_blocks" in ana.notices[0]
    assert ana.reads() == []


def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(box: Quick, ana: Person, url: str) -> None:
    assert box.client.post(url, json={"text": "private"}).text == "ok"
    assert box.client.post(url, json={"text": "public", "response_type": "in_channel"}).text == "ok"
    assert ana.reads() == ["private", "public"]
    assert box.player.person("Ben").reads() == ["public"]


def test_five_answers_are_all(box: Quick, ana: Person, url: str) -> None:
    answers = [box.client.post(url, json={"text": str(number)}) for number in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert answers[-1].text == "used_url"
    assert len(ana.reads()) == 5


def test_half_an_hour_is_all(box: Quick, ana: Person, url: str) -> None:
    box.player.forward(29 * 60)
    assert box.client.post(url, json={"text": "in time"}).status_code == 200
    box.player.forward(2 * 60)
    assert box.client.post(url, json={"text": "late"}).text == "expired_url"


def test_an_unknown_address_has_expired(box: Quick) -> None:
    assert box.client.post("/respond/made-up", json={"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{", "invalid_payload"),
        (b"{}", "no_text"),
        (b'{"blocks": [{"type": "header"}]}', "invalid_blocks"),
        (b'{"delete_original": true}', "message_not_found"),
    ],
)
def test_an_answer_slack_cannot_show_is_refused(box: Quick, ana: Person, url: str, body: bytes, error: str) -> None:
    answer = box.client.post(url, content=body)
    assert (answer.status_code, answer.text) == (400, error)
    assert ana.reads() == []


def test_a_message_may_be_replaced_in_place(box: Quick, ana: Person) -> None:
    url = pressed_url(box, ana)
    box.client.post(url, json={"replace_original": True, "text": "replaced"})
    assert box.player.person("Ben").reads() == ["replaced"]


def test_a_message_may_be_deleted_by_its_answer(box: Quick, ana: Person) -> None:
    url = pressed_url(box, ana)
    box.client.post(url, json={"delete_original": True})
    assert ana.reads() == []


def test_what_only_one_person_sees_is_replaced_for_them_and_stays_theirs(box: Quick, ana: Person) -> None:
    box.api("chat.postEphemeral", channel="C0JOURNEY", user=ana.id, text="x", blocks=[actions(button())])
    ana.presses("Press")
    public = {"replace_original": True, "text": "still yours", "response_type": "in_channel"}
    box.client.post(box.bot.received[-1]["response_url"], json=public)
    assert ana.reads() == ["still yours"]
    assert box.player.person("Ben").reads() == []


def test_a_command_is_answered_even_where_the_bot_is_not(box: Quick, ana: Person) -> None:
    ana.goes_to("support").types("/journey go")
    box.client.post(box.bot.received[-1]["response_url"], json={"text": "please invite me"})
    assert ana.reads() == ["please invite me"]
