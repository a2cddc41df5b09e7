"""Keeps one message from being edited too often: a few changes show at once, a storm of them is gathered."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from journeybot.journey import Key


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds `apart` that two may be at the least, seconds `between` two in the long run, and how many may come
    `at_once`, only `apart`, after a while of rest."""

    apart: float
    between: float
    at_once: int

    EDITS: ClassVar["Rhythm"]
    POSTS: ClassVar["Rhythm"]


Rhythm.EDITS = Rhythm(1.0, 3.0, 3)
"""Of one message. A person who moves on sees it at once; fifty people who answer must not use up what Slack takes from
all workshops together. https://docs.slack.dev/apis/web-api/rate-limits"""

Rhythm.POSTS = Rhythm(0.0, 1.0, 4)
"""Of one channel, edits and new messages alike: Slack takes one message a second there, and allows short bursts."""


class Pacing:
    """Remembers when each thing was touched last, and when it will have rested from it."""

    def __init__(self, rhythm: Rhythm | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rhythm = rhythm or Rhythm.EDITS
        self._clock = clock
        self._edits: dict[Key, tuple[float, float]] = {}

    def wait(self, key: Key) -> timedelta | None:
        """How long this has to wait yet; None if it may be touched now."""
        if key not in self._edits:
            return None
        last, rested = self._edits[key]
        left = (
            max(last + self._rhythm.apart, rested - self._rhythm.between * (self._rhythm.at_once - 1)) - self._clock()
        )
        return timedelta(seconds=left) if left > 0 else None

    def edited(self, key: Key) -> None:
        """It has just been touched."""
        now = self._clock()
        self._edits = {one: (last, rested) for one, (last, rested) in self._edits.items() if rested > now}
        _, rested = self._edits.get(key, (now, now))
        self._edits[key] = (now, max(rested, now) + self._rhythm.between)
