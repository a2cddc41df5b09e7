"""A person is told by the best way that is open, and by another where that one is closed."""

from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from bot.slack.delivery import Slack
from bot.slack.voice import GOOD_FOR, MOST_USES, Listener, Voice

HELLO = [{"text": "hello", "blocks": []}]
WITH_ADDRESS = Listener("T1", "U1", "C1", "http://127.0.0.1:9/answer")
WITHOUT = Listener("T1", "U1", "C1")
AT_HOME = Listener("T1", "U1")


@dataclass
class Lines:
    """Notes which way was taken; `closed` ways fail."""

    closed: set[str] = field(default_factory=set)
    taken: list[str] = field(default_factory=list)

    def reply(self, *_given: Any, replace: bool = False, **_named: Any) -> bool:
        return self._take("in its place" if replace else "where they acted")

    def whisper(self, *_given: Any, **_named: Any) -> bool:
        return self._take("in the channel")

    def post(self, *_given: Any, **_named: Any) -> bool:
        return self._take("directly")

    def _take(self, way: str) -> bool:
        if way in self.closed:
            raise ConnectionError(way)
        self.taken.append(way)
        return True


class Hours:
    """A clock moved by hand, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("listener", "closed", "way"),
    [
        (WITH_ADDRESS, set(), "where they acted"),
        (WITH_ADDRESS, {"where they acted"}, "in the channel"),
        (WITHOUT, set(), "in the channel"),
        (WITHOUT, {"in the channel"}, "directly"),
        (AT_HOME, set(), "directly"),
    ],
)
def test_the_best_way_that_is_open(listener: Listener, closed: set[str], way: str) -> None:
    lines = Lines(closed)
    voice = Voice(lambda _: cast(Slack, lines))
    voice.remember(listener)
    assert voice.tell(listener, HELLO)
    assert lines.taken == [way]


def test_a_dialogs_answer_goes_to_the_address_of_what_opened_it_while_that_is_good() -> None:
    """Slack counts what is said there in none of its rates, and takes it where the bot is no member."""
    lines, hours = Lines(), Hours()
    voice = Voice(lambda _: cast(Slack, lines), clock=hours)
    voice.remember(WITH_ADDRESS)
    voice.tell(WITHOUT, HELLO)
    hours.now = GOOD_FOR + 1
    voice.tell(WITHOUT, HELLO)
    assert lines.taken == ["where they acted", "in the channel"]


def test_a_refusal_stands_beside_the_private_list_it_was_pressed_in_and_an_answer_in_its_place() -> None:
    lines, pressed = Lines(), replace(WITH_ADDRESS, private=True)
    voice = Voice(lambda _: cast(Slack, lines))
    voice.remember(pressed)
    voice.tell(replace(pressed, beside=True), HELLO)
    voice.tell(pressed, HELLO)
    voice.tell(pressed, HELLO)
    assert lines.taken == ["where they acted", "in its place", "where they acted"]


def test_an_address_is_used_no_more_often_than_slack_allows() -> None:
    lines = Lines({"in the channel"})
    voice = Voice(lambda _: cast(Slack, lines))
    voice.remember(WITH_ADDRESS)
    for _ in range(MOST_USES + 2):
        voice.tell(WITH_ADDRESS, HELLO)
    assert lines.taken == ["where they acted"] * MOST_USES + ["directly"] * 2


def test_somebody_elses_address_is_never_used() -> None:
    lines = Lines({"in the channel"})
    voice = Voice(lambda _: cast(Slack, lines))
    voice.remember(WITH_ADDRESS)
    voice.tell(Listener("T1", "U2", "C1"), HELLO)
    voice.tell(Listener("T1", "U1", "C2"), HELLO)
    voice.tell(Listener("T2", "U1", "C1"), HELLO)
    assert lines.taken == ["directly"] * 3


def test_with_every_way_closed_it_says_so_and_raises_nothing(caplog: pytest.LogCaptureFixture) -> None:
    voice = Voice(lambda _: cast(Slack, Lines({"where they acted", "in the channel", "directly"})))
    assert not voice.tell(WITHOUT, HELLO)
    assert "nothing could be said to U1" in caplog.text
    assert "hello" not in caplog.text


def test_what_is_said_later_is_said_before_we_stop() -> None:
    lines = Lines()
    voice = Voice(lambda _: cast(Slack, lines))
    for _ in range(20):
        voice.later(WITHOUT, HELLO)
    voice.stop()
    assert len(lines.taken) == 20


def test_a_bug_in_what_nobody_waits_for_is_in_the_log_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    lines = Lines()
    voice = Voice(lambda _: cast(Slack, lines))
    for _ in range(8):
        voice.do(lambda: 1 / 0)
    voice.later(WITHOUT, HELLO)
    voice.stop()
    assert len([line for line in caplog.records if line.exc_info]) == 8
    assert lines.taken == ["in the channel"]
