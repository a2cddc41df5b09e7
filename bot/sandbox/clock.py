"""The workspace's own time, which a person may move forward to see what tomorrow brings."""

import time


class Clock:
    """Seconds since 1970 of the workspace, and message timestamps that never repeat."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0

    @property
    def ahead(self) -> float:
        """How many seconds it is ahead of everybody else's."""
        return self._ahead

    def now(self) -> float:
        """What time it is in the workspace, in seconds since 1970."""
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Moves the workspace's time forward; it never goes back, so timestamps stay in order."""
        self._ahead += max(0.0, seconds)

    def next_ts(self) -> str:
        """A fresh `ts`, such as `1503435956.000247`, larger than every one before."""
        self._last = max(self._last + 1, int(self.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
