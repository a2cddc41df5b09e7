"""One easel for every bot of a process of the tests: each that gets warm takes more than a second of the processor."""

from functools import cache

import pytest

from bot import wiring
from bot.errands.easel import Easel


class Lasting(Easel):
    """It gets warm when somebody has something to draw, and goes with the process."""

    def start(self) -> None:
        """Not before it is needed."""

    def stop(self) -> None:
        """Others draw on it."""


@cache
def _lasting() -> Lasting:
    return Lasting()


def all_on_one_easel(patched: pytest.MonkeyPatch) -> None:
    """Bots that are built from now on draw there."""
    patched.setattr(wiring, "Easel", lambda **_given: _lasting())
