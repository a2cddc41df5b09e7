"""A clock that is set wrong, and set right again: everything is shown once, in the order it was entered, and soon."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from bot.errands.embedded import Embedded
from bot.errands.making import Maker
from bot.errands.pacing import Pacing
from bot.errands.port import Made
from bot.errands.waking import Alarm
from bot.keeping import keep_house
from bot.slack.inbox import Inbox
from journeybot.ports import Delivery, Showing, ShowState
from tests.errands.board import Board, Day, Hand
from tests.errands.mail import Mail
from tests.errands.slow import hourly, slow_team
from tests.team import Team, gathered

BEFORE_SUMMER_TIME = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
JUMPS = {
    "10 minutes back": timedelta(minutes=-10),
    "10 minutes on": timedelta(minutes=10),
    "a day back": timedelta(days=-1),
    "a day on": timedelta(days=1),
    "into summer time": timedelta(hours=1),
    "past 2038": datetime(2038, 1, 20, tzinfo=UTC) - BEFORE_SUMMER_TIME,
}

pytestmark = pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)


@pytest.fixture
def day() -> Day:
    return Day(BEFORE_SUMMER_TIME)


@pytest.fixture
def team(tmp_path: Path, day: Day) -> Iterator[Team]:
    with gathered(tmp_path, clock=day) as team:
        team.member("ana").asks("start Groceries", template="empty")
        yield team


def errands_of(team: Team, board: Board, day: Day) -> Embedded:
    """Errands that are never too quick: their stopwatch is not the clock that is set."""
    pacing = partial(Pacing, clock=partial(next, count(0.0, 100.0)))
    return Embedded(team.store, cast(Maker, Hand()), carrier=board, clock=day, pacing=pacing)


def card_of(team: Team) -> Showing:
    card = team.store.card_of("T1", team.workshop.key)
    assert card
    return card


def until_shown(team: Team, errands: Embedded, day: Day, *, most: int) -> None:
    """Let the card show what it should, within so many minutes."""
    begun = day()
    while card_of(team).state is not ShowState.SHOWN:
        assert day() - begun <= timedelta(minutes=most), "stuck"
        errands.round()
        day.passes(60)


def test_what_was_cut_off_is_shown_once_and_what_is_entered_keeps_its_order(
    team: Team, day: Day, jump: timedelta
) -> None:
    board, ben = Board(), team.member("ben")
    errands = errands_of(team, board, day)
    errands.round()
    ben.asks("persona", name="first")
    assert team.store.take(card_of(team), until=day() + timedelta(seconds=20))
    day.now += jump
    ben.asks("persona", name="second")
    day.now -= jump
    ben.asks("persona", name="third")
    day.now += jump
    until_shown(team, errands_of(team, board, day), day, most=2)
    errands.round()
    assert (len(board.ups), len(board.edits)) == (1, 1)
    assert [one.name for one in team.store.journey("T1", team.workshop.key).personas] == ["first", "second", "third"]
    assert card_of(team).does == team.workshop.about.revision


@dataclass
class Busy(Board):
    """A chat that asks once to wait."""

    until: datetime | None = None

    def show(self, showing: Showing, made: Made, *, thread: str) -> Showing:
        if self.until is None:
            return super().show(showing, made, thread=thread)
        waits, self.until = replace(showing, error="ratelimited", wake_at=self.until), None
        return waits


def test_a_slack_that_was_busy_before_the_jump_is_tried_again(team: Team, day: Day, jump: timedelta) -> None:
    board = Busy(until=day() + timedelta(minutes=10))
    errands = errands_of(team, board, day)
    errands.round()
    assert not board.ups
    day.now += jump
    until_shown(team, errands, day, most=15)
    assert len(board.ups) == 1


def test_a_timer_rings_once_at_the_time_that_stands_on_the_card(team: Team, day: Day, jump: timedelta) -> None:
    mail = Mail()
    alarm = Alarm(team.store, team.facilitator, messenger=mail, clock=day)
    team.store.settle(replace(card_of(team), state=ShowState.SHOWN, message="1.0"))
    team.member("ana").types("timer 5")
    rings = day() + timedelta(minutes=5)
    day.now += jump
    hourly(alarm, day, 26)
    day.now = max(day(), rings)
    alarm.round()
    assert len(mail.letters) == 1


def test_a_ring_that_was_cut_off_before_the_jump_is_made_within_minutes(team: Team, day: Day, jump: timedelta) -> None:
    mail = Mail()
    alarm = Alarm(team.store, team.facilitator, messenger=mail, clock=day)
    team.store.settle(replace(card_of(team), state=ShowState.SHOWN, message="1.0"))
    team.member("ana").types("timer 5")
    day.passes(301)
    assert team.store.claim(team.store.wakes(day()), until=day() + timedelta(seconds=20))
    day.now += jump
    for _ in range(3):
        alarm.round()
        day.passes(60)
    assert len(mail.letters) == 1


def test_nobody_is_reminded_twice(tmp_path: Path, day: Day, jump: timedelta) -> None:
    mail = Mail(zones={"UANA": "Europe/Berlin", "UBEN": "Europe/Berlin"})
    with slow_team(tmp_path, day) as team:
        alarm = Alarm(team.store, team.facilitator, messenger=mail, clock=day)
        hourly(alarm, day, 12)
        day.now += jump
        hourly(alarm, day, 72)
    assert [letter.to for letter in mail.letters] == ["UBEN"]


def test_a_delivery_is_taken_once_and_the_house_is_kept(team: Team, day: Day, jump: timedelta) -> None:
    ana, delivery = team.member("ana"), Delivery("T1", "d1")

    def act() -> None:
        ana.asks("persona", name="Maya")

    Inbox(team.store, later=lambda do: do()).answer(delivery, act)
    day.now += jump
    Inbox(team.store, later=lambda do: do()).answer(delivery, act)  # that of another process, which knows the database
    keep_house(team.store, now=day(), days=30)
    assert len(team.store.journey("T1", team.workshop.key).personas) == 1
