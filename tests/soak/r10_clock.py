"""R10: the clock jumps in the middle of a workshop; nobody notices, and what comes later stands and is undone later."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.sandbox.player import Person
from journeybot.journey import Persona
from journeybot.workshop import Place
from tests.slack.at_work import AtWork, at_work
from tests.soak.trials import trial

DAY = timedelta(days=1)
JUMPS = (timedelta(minutes=-10), timedelta(minutes=10), -DAY, DAY)
MOMENTS = (
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),  # Europe puts its clocks forward
    datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),  # and back
    datetime(2038, 1, 19, 3, 14, 6, tzinfo=UTC),  # the last seconds that 32 bits can count
)


class Jumping:
    """A clock that ticks, and is `off` by so much; what was logged as an error meanwhile is counted."""

    def __init__(self) -> None:
        self.off = timedelta()
        self._ticks = time.time

    def now(self) -> datetime:
        """As `wiring.now`."""
        return datetime.fromtimestamp(self._ticks(), UTC) + self.off

    def time(self) -> float:
        """As `time.time`."""
        return self._ticks() + self.off.total_seconds()

    def jumps(self) -> list[timedelta]:
        """Every amount by which it will be off, in turn: forth and back, to each moment, and right again."""
        return [*JUMPS, *(moment - datetime.now(UTC) for moment in MOMENTS), timedelta()]


class Errors(logging.Handler):
    """Counts what is logged as an error, except by slack_sdk of what was torn as it replaced its connection."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        if record.name != "journeybot.socket":
            self.lines.append(f"{record.getMessage()} {record.exc_info and record.exc_info[1]!r}")


@trial("R10 answers lost, out of order or undone wrongly, errors, clock jumping", at_most=0, times=6, short=1)
def wrong(folder: Path, times: int) -> float:
    """So many rounds of eight jumps, each followed by answers, an undo and a map that is brought up to date."""
    clock, errors = Jumping(), Errors()
    logging.getLogger().addHandler(errors)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wiring, "now", clock.now)
        with at_work(folder) as work:
            patched.setattr(time, "time", clock.time)
            ana = work.begins(work.room())
            ana.types("/journey timer 30")
            jumps = [off for _ in range(times) for off in clock.jumps()]
            for number, off in enumerate(jumps):
                clock.off = off
                _goes_on(work, ana, number=number)
            found = _wrong_in(work, ana, len(jumps))
            patched.setattr(time, "time", clock._ticks)
    logging.getLogger().removeHandler(errors)
    print(f"      {len(jumps)} jumps; {dict(found)}, {len(errors.lines)} errors {errors.lines[:1]}")
    return sum(found.values()) + len(errors.lines)


def _goes_on(work: AtWork, ana: Person, *, number: int) -> None:
    """Two people answer, one takes the last answer back, and the card shows it."""
    for who in (ana, work.person("Ben", ana.channel)):
        _adds(work, who, f"{number} {who.name}")
    _adds(work, ana, f"{number} by mistake")
    _is_heard(work, ana, lambda: ana.types("/journey undo"))
    work.card_rests(ana)


def _adds(work: AtWork, who: Person, name: str) -> None:
    _is_heard(work, who, lambda: who.types("/journey persona"))
    _is_heard(work, who, lambda: who.submits({"Name": name}))


def _is_heard(work: AtWork, who: Person, does: Callable[[], Person]) -> None:
    """A clock that goes ahead makes slack_sdk take its connection for dead and replace it: what is on its way just then
    never arrives, Slack says so, and people do it once more."""
    does()
    if who.notices:
        work.player.wait_until_ready()
        does()
        assert not who.notices, who.notices


def _wrong_in(work: AtWork, ana: Person, rounds: int) -> Counter[str]:
    place = Place(work.running.stage.workspace.team.id, ana.channel)
    workshop = work.bot.store.latest_in(place)
    assert workshop
    notes = work.bot.store.notes(place.tenant, workshop.key, Persona)
    names = [note.name for note in notes if isinstance(note, Persona)]
    wanted = [f"{number} {who}" for number in range(rounds) for who in ("Ana", "Ben")]
    cards = sum("Step 1 of 6" in text for text in ana.reads())
    return Counter(
        lost=len({*wanted} - {*names}), too_many=len(names) - len({*wanted} & {*names}), disorder=names != wanted,
        cards=abs(cards - 1),
    )  # fmt: skip
