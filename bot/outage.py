"""Slack cannot be reached: one line of the log when that begins, one every few minutes, and one when it is over."""

import logging
import time
from collections.abc import Callable

EVERY = 300.0
"""Seconds between two lines while it lasts."""


class Outage:
    """One way to Slack, and since when there is none. `first` is how its first line begins."""

    def __init__(
        self,
        log: logging.Logger,
        *,
        first: str = "no connection to Slack",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log, self._first, self._clock = log, first, clock
        self._since: float | None = None
        self._said_at = 0.0

    @property
    def lasts(self) -> bool:
        """Whether there is one."""
        return self._since is not None

    def goes_on(self, why: object) -> None:
        """One more attempt failed."""
        now = self._clock()
        if self._since is None:
            self._since = self._said_at = now
            self._log.warning("%s: %s; it is tried again until it works", self._first, why)
        elif now - self._said_at >= EVERY:
            self._said_at = now
            self._log.warning("still no connection to Slack after %d minutes: %s", (now - self._since) // 60, why)

    def is_over(self) -> None:
        """Something got through."""
        since, self._since = self._since, None
        if since is not None:
            self._log.warning("connected to Slack again, after %d seconds", self._clock() - since)
