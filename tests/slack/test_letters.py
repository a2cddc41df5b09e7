"""A letter reaches one person, in private, once; and what Slack says when it does not is understood."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.slack.delivery import Slack
from bot.slack.letters import Letters
from bot.slack.names import Names
from journeybot.ports import Letter, Sent
from journeybot.replies import Button, Say
from tests.sandbox.running import BOT_TOKEN, MANIFEST, SCOPES, Running, sandbox

ANA, BEN = "U0ANA0001", "U0BEN0002"
SAY = Say(text="Something waits for you.", buttons=(Button(label="No more reminders", command="reminders"),))
LETTER = Letter(key="prompt.1", tenant="T0SANDBOX", to=ANA, say=SAY)


def with_scopes(*more: str) -> dict[str, Any]:
    return {**MANIFEST, "oauth_config": {"scopes": {"bot": [*SCOPES.split(), *more]}}}


@pytest.fixture(scope="module", params=[("im:history",), ()], ids=["may look", "may not"])
def slack(request: pytest.FixtureRequest) -> Iterator[tuple[Running, Letters, bool]]:
    with sandbox(with_scopes(*request.param)) as running:
        client = Slack(BOT_TOKEN, f"{running.url}/api/")
        yield running, Letters(lambda _: client, Names(lambda _: client)), bool(request.param)


def test_one_person_reads_it(slack: tuple[Running, Letters, bool]) -> None:
    running, letters, may_look = slack
    sent = letters.send(LETTER)
    assert sent.message
    assert running.player.person("Ana").goes_to("direct").sees("Something waits for you.")
    assert not running.player.person("Ben").goes_to("direct").sees("Something waits for you.")
    assert letters.arrived("T0SANDBOX", ANA, key="prompt.1") is (True if may_look else None)
    assert letters.arrived("T0SANDBOX", ANA, key="prompt.2") is (False if may_look else None)


@pytest.mark.parametrize("who", ["U0NOBODY1", "not an id"])
def test_who_is_not_there_is_not_tried_again(slack: tuple[Running, Letters, bool], who: str) -> None:
    sent = slack[1].send(Letter(key="k", tenant="T", to=who, say=SAY))
    assert (sent.message, sent.again, sent.unsure) == ("", None, False)
    assert sent.error


def test_where_nobody_listens_nothing_was_sent_and_it_is_tried_again() -> None:
    nowhere = Slack(BOT_TOKEN, "http://127.0.0.1:9/api/")
    letters = Letters(lambda _: nowhere, Names(lambda _: nowhere))
    assert letters.send(LETTER) == Sent(again=timedelta(seconds=5))
    with pytest.raises(ConnectionError):
        letters.arrived("T0SANDBOX", ANA, key="prompt.1")


def test_an_answer_that_got_lost_leaves_it_open(
    slack: tuple[Running, Letters, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_given: object, **_named: object) -> str:
        raise TimeoutError

    monkeypatch.setattr(Slack, "post", lost)
    assert slack[1].send(LETTER) == Sent(unsure=True)
