"""Whether Slack gets its answers: counted over the last hour, with an alarm before Slack stops sending."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Lock

from bot import tallies

ARRIVED = "arrived"
"""In the context of a delivery: when it came, by `time.monotonic`."""

SOON = 3.0
"""Seconds that Slack waits."""

MINUTES = 60
"""Over which Slack counts before it stops sending events. https://docs.slack.dev/apis/events-api/#failure"""

MOST = 0.01
"""The share of deliveries without an answer from which on it is an alarm: Slack itself stops at 95 of 100."""

CHANCE = 2
"""As many may fail in an hour without an alarm: one of a few is more than one of a hundred."""

UNANSWERED = (
    "%d of the %d deliveries of the last hour were answered with an error or not within 3 seconds: if most are, Slack "
    "stops sending events. What this log says before may tell why, or how busy this machine is"
)
HELD_BACK = "Slack holds events back for a minute, as there were too many: who comes and goes is learnt later"
log = logging.getLogger("journeybot.slack")


@dataclass(frozen=True, slots=True)
class Hour:
    """How many deliveries there were in the last hour, how many of them Slack got no good answer to in time, and when
    Slack last held events back (None if not within that time)."""

    deliveries: int = 0
    missed: int = 0
    held_back_at: datetime | None = None

    @property
    def alarming(self) -> bool:
        """Whether somebody should look."""
        return self.missed > CHANCE and self.missed > MOST * self.deliveries


@dataclass(slots=True)
class _Minute:
    number: int
    deliveries: int = 0
    missed: int = 0


@dataclass
class Promptness:
    """Of one process. Any thread may note something."""

    clock: Callable[[], float] = time.time
    _minutes: deque[_Minute] = field(default_factory=lambda: deque(maxlen=MINUTES))
    _held_back: float = float("-inf")
    _warned: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def note(self, status: int, seconds: float) -> None:
        """One delivery was answered with that status, after so long."""
        tallies.took(tallies.DELIVERIES, seconds)
        late = seconds > SOON
        missed = late or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        with self._lock:
            minute = self._minute()
            minute.deliveries += 1
            minute.missed += missed
        if missed:
            tallies.count(tallies.MISSED, "late" if late else "error")
            self._warn()

    def held_back(self) -> None:
        """Slack said that it holds events back. https://docs.slack.dev/reference/events/app_rate_limited"""
        self._held_back = self.clock()
        tallies.count(tallies.MISSED, "held_back")
        log.warning(HELD_BACK)

    def hour(self) -> Hour:
        """The last one."""
        now = self.clock()
        with self._lock:
            last = [one for one in self._minutes if one.number > now // 60 - MINUTES]
        at = datetime.fromtimestamp(self._held_back, UTC) if now - self._held_back < MINUTES * 60 else None
        return Hour(sum(one.deliveries for one in last), sum(one.missed for one in last), at)

    def _minute(self) -> _Minute:
        number = int(self.clock() // 60)
        if not self._minutes or self._minutes[-1].number != number:
            self._minutes.append(_Minute(number))
        return self._minutes[-1]

    def _warn(self) -> None:
        hour, now = self.hour(), self.clock()
        if hour.alarming and now - self._warned >= MINUTES * 60:
            self._warned = now
            log.warning(UNANSWERED, hour.missed, hour.deliveries)
