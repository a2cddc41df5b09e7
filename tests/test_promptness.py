"""Whoever looks after the bot hears once an hour, at most, that Slack does not get its answers."""

import logging
from datetime import UTC, datetime

import pytest

from bot import tallies
from bot.promptness import CHANCE, Hour, Promptness


class Clock:
    """Moved by hand, in seconds."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def prompt(clock: Clock) -> Promptness:
    return Promptness(clock)


def warned(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_all_is_well_while_slack_gets_its_answers(prompt: Promptness, caplog: pytest.LogCaptureFixture) -> None:
    for status in (200, 404, 401):
        prompt.note(status, 2.9)
    assert prompt.hour() == Hour(deliveries=3, missed=0)
    assert not prompt.hour().alarming
    assert not warned(caplog)


@pytest.mark.parametrize(("status", "seconds", "outcome"), [(500, 0.1, "error"), (200, 3.1, "late")])
def test_more_than_one_of_a_hundred_is_an_alarm(
    prompt: Promptness, caplog: pytest.LogCaptureFixture, status: int, seconds: float, outcome: str
) -> None:
    before = tallies.counted(tallies.MISSED).get(("", outcome), 0)
    for _ in range(298):
        prompt.note(200, 0.1)
    for _ in range(3):
        prompt.note(status, seconds)
    assert not warned(caplog), "less than one of a hundred"
    prompt.note(status, seconds)
    assert warned(caplog)[0].startswith("4 of the 302 deliveries of the last hour were answered with an error or not")
    assert prompt.hour().alarming
    assert tallies.counted(tallies.MISSED)["", outcome] == before + 4


def test_one_of_a_few_may_be_chance(prompt: Promptness, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(CHANCE):
        prompt.note(500, 0.1)
    assert not warned(caplog)
    prompt.note(500, 0.1)
    assert len(warned(caplog)) == 1


def test_it_is_said_once_an_hour_and_forgotten_after_one(
    prompt: Promptness, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(60 * 3):
        prompt.note(500, 0.1)
        clock.now += 60
    assert len(warned(caplog)) == 3
    clock.now += 3600
    assert prompt.hour() == Hour()


def test_slack_holding_events_back_is_noted(prompt: Promptness, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    prompt.held_back()
    assert prompt.hour() == Hour(held_back_at=datetime.fromtimestamp(clock.now, UTC))
    assert warned(caplog)[0].startswith("Slack holds events back for a minute")
    clock.now += 3601
    assert prompt.hour() == Hour()
