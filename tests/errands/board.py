"""A chat that keeps what it is shown, and fails when told to; a maker that makes anything at once."""

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import cast

import pytest

from bot.errands.embedded import Embedded
from bot.errands.making import Maker
from bot.errands.pacing import Pacing
from bot.errands.port import Carrier, Made, Words
from journeybot.ports import Showing, ShowState
from storage.store import SqlStore


def had_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing was logged for which anybody has to be told."""
    assert not [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]


@dataclass
class Board:
    """Shows go up with `ups`, edits with `edits`; `answers` are what the next attempts come to."""

    ups: list[Showing] = field(default_factory=list)
    edits: list[Showing] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    told: list[Showing] = field(default_factory=list)
    answers: list[Exception | ShowState] = field(default_factory=list)

    def show(self, showing: Showing, made: Made, *, thread: str) -> Showing:
        answer = self.answers.pop(0) if self.answers else ShowState.SHOWN
        if isinstance(answer, Exception):
            raise answer
        if answer is not ShowState.SHOWN:
            return replace(showing, state=answer, error="not_in_channel", wake_at=None)
        (self.edits if showing.message else self.ups).append(showing)
        self.threads.append(thread)
        message = showing.message or f"ts{len(self.ups)}"
        return replace(showing, message=message, state=answer, does=showing.should, error="", wake_at=None)

    def rests(self, _showing: Showing) -> timedelta:
        return timedelta()

    def tell(self, showing: Showing) -> None:
        self.told.append(showing)


class Hand:
    """Makes every thing out of nothing."""

    def make(self, showing: Showing) -> Made:
        return Words(text=showing.kind)


@dataclass
class Day:
    """A clock that is moved by hand."""

    now: datetime = datetime(2026, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def errands_over(store: SqlStore, board: Carrier, day: Day) -> Embedded:
    """Errands that use this clock for everything."""
    pacing = partial(Pacing, clock=lambda: day().timestamp())
    return Embedded(store, cast(Maker, Hand()), carrier=board, clock=day, pacing=pacing)
