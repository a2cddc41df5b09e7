"""Makes a bot in the tests' own process calm: a busy machine is slow, and nothing is to go wrong for that alone."""

import sys
from functools import cache

import pytest

from bot import wiring
from bot.errands.easel import Easel
from bot.errands.pacing import Rhythm
from bot.sandbox.player import PATIENCE
from bot.slack import delivery, flood


class Lasting(Easel):
    """It goes with the process."""

    def stop(self) -> None:
        """Others draw on it."""


@cache
def _lasting() -> Lasting:
    return Lasting()


def calm(patched: pytest.MonkeyPatch) -> None:
    """Bots that are built from now on edit and post as often as they like, take what comes as fast as a test can, wait
    for Slack as long as one does, and draw on one easel: each that gets warm takes more than a second of the processor.
    """
    for rhythm in ("EDITS", "POSTS"):
        patched.setattr(Rhythm, rhythm, Rhythm(0.05, 0.05, 3))
    for wait in ("AT_ONCE", "IN_TIME"):
        patched.setattr(delivery, wait, PATIENCE)
    patched.setattr(flood, "AT_ONCE", sys.maxsize)
    patched.setattr(wiring, "Easel", lambda **_given: _lasting())
