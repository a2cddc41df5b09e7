"""What this process has done so far, counted by kind and outcome: no names and no texts, so anybody may see it."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_counted: Counter[tuple[str, str, str]] = Counter()
_timed: dict[str, tuple[int, float]] = {}
_lock = Lock()

DELIVERIES, MISSED, CALLS, DRAWINGS = "deliveries", "missed", "calls", "drawings"
REFUSED = "refused"
"""Requests that were not let in, and why."""

KNOWN = {
    DELIVERIES: ("taken", "doubled", "flooded"),
    MISSED: ("late", "error", "held_back"),
    DRAWINGS: ("done", "failed", "stuck"),
    REFUSED: (
        *("signed with another secret", "signed more than five minutes ago", "no timestamp", "no signature"),
        *("signed twice", "unknown content type", "not UTF-8", "unreadable body", "hung up", "too big", "not HTTP"),
        *("two ends", "too many headers", "crowded"),
    ),
}
"""What comes of these. They are there from the beginning, so that whoever watches a count sees it go from 0 to 1."""


def count(what: str, outcome: str, kind: str = "") -> None:
    """One more of these."""
    with _lock:
        _counted[what, kind, outcome] += 1


def counted(what: str) -> dict[tuple[str, str], int]:
    """How many there were, by kind and outcome, since this process began."""
    with _lock:
        return {(kind, outcome): number for (which, kind, outcome), number in _counted.items() if which == what}


def took(what: str, seconds: float) -> None:
    """One of these was done, in so long."""
    with _lock:
        number, before = timed(what)
        _timed[what] = number + 1, before + seconds


@contextmanager
def timing(what: str) -> Iterator[None]:
    """One of these is done inside, or fails."""
    began = time.monotonic()
    try:
        yield
    finally:
        took(what, time.monotonic() - began)


def timed(what: str) -> tuple[int, float]:
    """How many there were, and the seconds that all of them took together."""
    return _timed.get(what, (0, 0.0))
