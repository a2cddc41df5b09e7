"""What this process has done so far, counted by kind and outcome: no names and no texts, so anybody may see it."""

from collections import Counter
from threading import Lock

_counted: Counter[tuple[str, str, str]] = Counter()
_lock = Lock()

DELIVERIES, MISSED, CALLS, DRAWINGS = "deliveries", "missed", "calls", "drawings"
REFUSED = "refused"
"""Requests that were not let in, and why."""


def count(what: str, outcome: str, kind: str = "") -> None:
    """One more of these."""
    with _lock:
        _counted[what, kind, outcome] += 1


def counted(what: str) -> dict[tuple[str, str], int]:
    """How many there were, by kind and outcome, since this process began."""
    with _lock:
        return {(kind, outcome): number for (which, kind, outcome), number in _counted.items() if which == what}
