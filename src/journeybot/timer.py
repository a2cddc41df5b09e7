"""The time that a facilitator sets for a step: running, paused, or up."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """`until` is when it ends, `up` whether it has; `left` are the seconds that a pause keeps. With none of them, no
    time is set."""

    until: datetime | None = None
    left: int = 0
    up: bool = False

    def seconds(self, now: datetime) -> int:
        """How much is left, in seconds; 0 if nothing is."""
        return self.left if self.until is None else max(round((self.until - now).total_seconds()), 0)

    def longer(self, minutes: int, now: datetime) -> "Timer":
        """Running from now, with what is left and so many minutes."""
        return Timer(until=now + timedelta(seconds=self.seconds(now), minutes=minutes))
