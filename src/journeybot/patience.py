"""How long whoever asked for something can wait for it, so that nobody waits for ever for what does not answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

USUAL = 5.0
"""Seconds that a single question may take where nobody said how long they can wait."""

LEAST = 0.25
"""Seconds that it gets in any case: on a busy machine the time may be up before anything was asked."""

A_WHILE = 24 * 3600.0
"""Seconds; for what takes as long as it takes."""

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All that is asked inside, one thing after the other, may take so long together."""
    before = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(before)


def left() -> float:
    """Seconds that the next question may take."""
    until = _until.get()
    return USUAL if until is None else max(until - time.monotonic(), LEAST)
