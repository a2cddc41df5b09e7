"""Keeps one message from being edited too often: the first change shows at once, those that follow are gathered."""

import time
from collections.abc import Callable
from datetime import timedelta

from journeybot.journey import Key

BETWEEN = 3.0
"""Seconds between two edits of one message; Slack advises no more than one a second in a whole channel."""


class Pacing:
    """Remembers when each thing was last edited."""

    def __init__(self, *, between: float = BETWEEN, clock: Callable[[], float] = time.monotonic) -> None:
        self._between = between
        self._clock = clock
        self._edited: dict[Key, float] = {}

    def wait(self, key: Key) -> timedelta | None:
        """How long this has to wait yet; None if it may be edited now."""
        self._forget()
        edited = self._edited.get(key)
        return None if edited is None else timedelta(seconds=self._between - (self._clock() - edited))

    def edited(self, key: Key) -> None:
        """It has just been edited."""
        self._edited[key] = self._clock()

    def _forget(self) -> None:
        now = self._clock()
        self._edited = {key: at for key, at in self._edited.items() if now - at < self._between}
