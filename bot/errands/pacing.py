"""Keeps one message from being edited too often: the first change shows at once, those that follow are gathered."""

import time
from collections.abc import Callable
from datetime import timedelta

from journeybot.journey import Key

BETWEEN = 3.0
"""Seconds between two edits of one message; Slack advises no more than one a second in a whole channel."""


class Pacing:
    """Remembers when each thing was last shown."""

    def __init__(self, *, between: float = BETWEEN, clock: Callable[[], float] = time.monotonic) -> None:
        self._between = between
        self._clock = clock
        self._shown: dict[Key, float] = {}

    def wait(self, key: Key) -> timedelta | None:
        """How long this has to wait yet; None if it may be shown now."""
        self._forget()
        shown = self._shown.get(key)
        return None if shown is None else timedelta(seconds=self._between - (self._clock() - shown))

    def shown(self, key: Key) -> None:
        """It has just been shown."""
        self._shown[key] = self._clock()

    def _forget(self) -> None:
        now = self._clock()
        self._shown = {key: at for key, at in self._shown.items() if now - at < self._between}
