"""A clock that whoever started us moves forward: the sandbox, in which a review comes round in a minute."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from subprocess import Popen


class Led:
    """Everybody's time, and what we were told to be ahead of it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        """What time it is."""
        return datetime.now(UTC) + self._ahead

    def hear(self, line: bytes) -> None:
        """So many seconds, all in all. It never goes back; what is no number is left."""
        with suppress(ValueError, OverflowError):
            self._ahead = max(self._ahead, timedelta(seconds=float(line)))


def lead(bot: Popen[bytes], seconds: float) -> None:
    """Have the clock of a bot that we started be so many seconds ahead of everybody's, through its standard input."""
    with suppress(OSError):  # what becomes of a bot that has ended is seen elsewhere
        if bot.stdin:
            bot.stdin.write(f"{seconds:.6f}\n".encode())
            bot.stdin.flush()
