"""What would be logged over and over is logged once, then at most once a minute, and once more when it is over."""

import logging
import time
from collections.abc import Callable

EVERY = 60.0
"""Seconds between two lines that say the same."""


class Recurring:
    """One trouble of one process. `over` is what is said when there has been trouble and there is none any more."""

    def __init__(self, log: logging.Logger, *, over: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self._log, self._over, self._clock = log, over, clock
        self._said: dict[str, float] = {}
        self._failing: set[str] = set()

    def failed(self, what: str, why: object) -> None:
        """`what` could not be done; for the same reason it is said once a minute, whatever could not be done."""
        self._failing.add(what)
        if self.may_say(f"{why}"):
            self._log.warning("could not %s: %s", what, why)

    def fine(self, what: str) -> None:
        """`what` was done."""
        if what in self._failing:
            self._failing.discard(what)
            if not self._failing:
                self._said.clear()
                self._log.warning(self._over)

    def may_say(self, words: str) -> bool:
        """Whether these words have not been said for a minute; if so, they count as said now."""
        now, before = self._clock(), self._said.get(words)
        if before is not None and now - before < EVERY:
            return False
        self._said[words] = now
        return True
