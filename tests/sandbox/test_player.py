"""The player acts like a person, and says what was on the screen when something cannot be done."""

from typing import Any

import pytest

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import actions, asked, button, dialog, mrkdwn, section, select, words, written
from tests.sandbox.quick import Quick


def post(box: Quick, *blocks: Json, text: str = "fallback") -> None:
    answer = box.api("chat.postMessage", channel="C0JOURNEY", text=text, blocks=list(blocks))
    assert answer["ok"], answer


def test_it_reads_what_stands_on_the_screen(box: Quick, ana: Person) -> None:
    post(
        box,
        {"type": "header", "text": words("Title & more")},
        section("*R&amp;D* for <@U0BEN0002> in <#C0JOURNEY> see <https://e.org|this> <!here> <!date^1^{date}|today>"),
        {"type": "section", "fields": [mrkdwn("left"), words("right")]},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("small"), {"type": "image", "alt_text": "x", "image_url": "https://e.org/a.png"}]},
        {"type": "image", "alt_text": "a map", "image_url": "https://e.org/a.png"},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "a < b "}, {"type": "user", "user_id": "U0EMI0005"}],
                }
            ],
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
        actions(button("not a word of the message")),
    )  # fmt: skip
    (text,) = ana.reads()
    assert text.splitlines() == [
        "Title & more",
        "*R&D* for @Ben in #journey see this @here today",
        "left",
        "right",
        "small",
        "a map",
        "a < b @Emi",
        "cell",
    ]


def test_it_finds_fields_by_label_block_or_action(box: Quick, ana: Person) -> None:
    blocks = [
        asked("one", "First", written("a")),
        asked("two", "Second", written("b")),
        asked("three", "Third", written("c")),
    ]
    box.opens(dialog(*blocks))
    ana.fills({"First": "1", "two": "2", "c": "3"})
    values = ana.looks().dialog()["values"]
    assert [values[block]["abc"[n]]["value"] for n, block in enumerate(("one", "two", "three"))] == ["1", "2", "3"]


def test_it_presses_the_newest_button_of_a_name(box: Quick, ana: Person) -> None:
    post(box, section("old"), actions(button("Next", value="old")))
    post(box, section("new"), actions(button("Next", value="new")))
    ana.presses("Next")
    assert box.bot.received[-1]["actions"][0]["value"] == "new"
    ana.presses("Next", on="old")
    assert box.bot.received[-1]["actions"][0]["value"] == "old"


def test_a_dialog_covers_what_is_behind_it(box: Quick, ana: Person) -> None:
    post(box, actions(button("Next")))
    box.opens(dialog(section("in front")))
    with pytest.raises(AssertionError, match="in front"):
        ana.presses("Next")


@pytest.mark.parametrize(
    "act",
    [
        lambda who: who.presses("Nothing"),
        lambda who: who.submits(),
        lambda who: who.fills({"x": "y"}),
        lambda who: who.closes(),
        lambda who: who.replies("nothing like this", "x"),
        lambda who: who.chooses("x", among="Nothing"),
        lambda who: who.uses_shortcut("keep", on="nothing like this"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(box: Quick, ana: Person, act: Any) -> None:
    post(box, section("what stands there"), actions(button("A button")))
    with pytest.raises(AssertionError, match=r"(?s)what stands there.*\[A button\]"):
        act(ana)


def test_an_unknown_field_is_told_with_the_dialog(box: Quick, ana: Person) -> None:
    box.opens(dialog(asked("title", "Title", written())))
    with pytest.raises(AssertionError, match=r"(?s)no field 'Nmae'.*Title \(title\)"):
        ana.submits({"Nmae": "x"})


def test_a_refusal_and_an_acceptance_that_were_not_expected(box: Quick, ana: Person) -> None:
    box.opens(dialog(asked("title", "Title", written())))
    with pytest.raises(AssertionError, match=r"refused.*fill in"):
        ana.submits()
    with pytest.raises(AssertionError, match="was accepted"):
        ana.is_refused({"Title": "x"})


@pytest.mark.parametrize("name", ["Zoe", ""])
def test_somebody_who_is_not_here(box: Quick, name: str) -> None:
    with pytest.raises(AssertionError, match=r"Ana, Ben|Farid"):
        box.player.person(name)


def test_what_never_comes_true_ends(box: Quick) -> None:
    with pytest.raises(AssertionError, match="did not come true"):
        box.player.wait_for(lambda: False, seconds=0.01)


@pytest.mark.parametrize(
    "press",
    [
        {"container": {"type": "message", "ts": "1.1"}},
        {"container": {"type": "view", "view_id": "V1"}},
        {"container": {"type": "home"}},
        {"container": "message"},
        {},
    ],
)
def test_pressing_what_is_not_on_the_screen_is_refused(box: Quick, press: Json) -> None:
    named = {"user": "U0ANA0001", "channel": "C0JOURNEY", "block_id": "b", "action_id": "a"}
    answer = box.act("press", **named, **press)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"].endswith(".")
    assert box.bot.received == []


def test_nobody_presses_what_only_another_person_sees(box: Quick, ana: Person) -> None:
    blocks = [actions(button(), block_id="b")]
    ts = box.api("chat.postEphemeral", channel="C0JOURNEY", user=ana.id, text="x", blocks=blocks)["message_ts"]
    where = {"container": {"type": "message", "ts": ts}, "block_id": "b", "action_id": "press", "channel": "C0JOURNEY"}
    assert box.act("press", user="U0BEN0002", **where).status_code == 404
    assert box.act("press", user=ana.id, **where).status_code == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"{}", b'{"user": 5}'])
def test_acts_that_are_none_are_refused(box: Quick, body: bytes) -> None:
    for act in ("command", "press", "fill", "submit", "close", "home", "say", "shortcut", "invite", "kick"):
        answer = box.client.post(f"/sandbox/act/{act}", content=body)
        assert 400 <= answer.status_code < 500, act
        assert answer.json()["error"]


def test_a_field_that_waits_for_the_dialog_cannot_be_pressed(box: Quick, ana: Person) -> None:
    opened = box.opens(dialog(asked("b", "B", select("a", "b"))))
    where = {"container": {"type": "view", "view_id": opened["id"]}, "block_id": "b", "action_id": "chosen"}
    assert box.act("press", user=ana.id, **where, selected=["a"]).status_code == 400
