"""Whether anybody does the errands that a process leaves to others: while nobody does, nothing is posted or drawn."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from bot.heart import EVERY
from journeybot.ports import Clock
from storage.trouble import UnusableDatabase
from storage.wellbeing import WORKER, Pulse

SILENT = timedelta(seconds=2 * EVERY)
"""After two beats that did not come, somebody may be dead."""

LISTENS_ONLY = "web"
"""The part of a process that leaves all errands to others."""

NOBODY = (
    "no worker is up, and all who listen to Slack leave errands to workers: nothing is posted, drawn or reminded of "
    "until journeybot worker is started"
)
BACK = "a worker is up: what waited is posted and drawn now"

log = logging.getLogger("journeybot.errands")


class Known(Protocol):
    """Where processes say that they are up."""

    def pulses(self, *, whole: bool = True) -> tuple[Pulse, ...]:
        """All that have not said goodbye."""


def is_heard(pulse: Pulse, now: datetime) -> bool:
    """Whether its beats come."""
    return now - pulse.at <= SILENT


def by_part(pulses: Iterable[Pulse], now: datetime) -> dict[str, int]:
    """How many are heard of each part."""
    found = Counter(pulse.part for pulse in pulses if is_heard(pulse, now))
    return {part: found[part] for part in ("all", LISTENS_ONLY, WORKER)}


class Hands:
    """Looks, for a process that leaves errands to others, whether somebody does them. Who comes up first gives the
    others two beats."""

    def __init__(self, known: Known, *, clock: Clock) -> None:
        self._known, self._clock = known, clock
        self._seen_at = clock()
        self._missed = False

    def look(self) -> None:
        """A line of the log when nobody is there any more, and one when somebody is again."""
        now = self._clock()
        try:
            there = [pulse.at for pulse in self._known.pulses(whole=False) if pulse.part != LISTENS_ONLY]
        except UnusableDatabase:
            return  # then they cannot be seen, which is told as it is
        self._seen_at = max([self._seen_at, *there])
        missed = now - self._seen_at > SILENT
        if missed is not self._missed:
            log.warning(NOBODY if missed else BACK)
        self._missed = missed
