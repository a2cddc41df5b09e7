"""Keeps one message from being edited too often: a few changes show at once, a storm of them is gathered."""

import time
from collections.abc import Callable
from datetime import timedelta

from journeybot.journey import Key

APART = 1.0
"""Seconds between two edits: Slack takes one message a second in a channel, and allows short bursts.
https://docs.slack.dev/apis/web-api/rate-limits"""

BETWEEN = 3.0
"""Seconds between two edits in the long run, as fifty people who answer must not use up what Slack takes from all
workshops together."""

AT_ONCE = 3
"""Edits that may be a second apart after a while of rest, so that a person who moves on sees it at once."""


class Pacing:
    """Remembers when each thing was edited last, and when it will have rested from all its edits."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._edits: dict[Key, tuple[float, float]] = {}

    def wait(self, key: Key) -> timedelta | None:
        """How long this has to wait yet; None if it may be edited now."""
        if key not in self._edits:
            return None
        last, rested = self._edits[key]
        left = max(last + APART, rested - BETWEEN * (AT_ONCE - 1)) - self._clock()
        return timedelta(seconds=left) if left > 0 else None

    def edited(self, key: Key) -> None:
        """It has just been edited."""
        now = self._clock()
        self._edits = {one: (last, rested) for one, (last, rested) in self._edits.items() if rested > now}
        _, rested = self._edits.get(key, (now, now))
        self._edits[key] = (now, max(rested, now) + BETWEEN)
