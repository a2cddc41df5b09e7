"""Revisions: frozen copies of a whole map, each with a number, a time and a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from journeybot.journey import JourneyMap


class Why(StrEnum):
    """What a revision was kept for: somebody wished it, the workshop ended, an older revision was about to take its
    place, another channel was shown it, a review was about to begin, or ended."""

    KEPT = "kept"
    CLOSED = "closed"
    RESTORED = "restored"
    SHARED = "shared"
    BEFORE = "before"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """The wish to keep a revision with a change: of the map as it is after it or, if `before`, as it was. `reason` is
    what somebody typed, or the number of another revision. A map that has not changed since its last revision is not
    kept again."""

    why: Why
    reason: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision, without its map: `number` counts from 1, `change` is how often the map had been changed by then,
    `counts` how many notes of each kind it had."""

    number: int
    at: datetime
    why: Why
    reason: str
    change: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A revision with its map, authors and hidden things and all: not for showing as it is."""

    revision: Revision
    journey: JourneyMap


def same_day(known: Iterable[Revision]) -> frozenset[int]:
    """The numbers of those that were kept on the same day as another: their day alone does not tell them apart."""
    numbers: dict[date, list[int]] = {}
    for one in known:
        numbers.setdefault(one.at.date(), []).append(one.number)
    return frozenset(number for kept in numbers.values() if len(kept) > 1 for number in kept)
