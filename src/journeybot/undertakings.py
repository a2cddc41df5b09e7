"""What a team has taken on: what is overdue, in which order it is told, how much of the last time's was done. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from journeybot.journey import Improvement, Status
from journeybot.revisions import Why
from journeybot.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """An improvement that somebody has taken on, and the workshop of its map."""

    workshop: Workshop
    improvement: Improvement


PENDING = frozenset({Status.OPEN, Status.DOING})
"""What is still to be done."""

SITTINGS = frozenset({Why.CLOSED, Why.REVIEWED})
"""Why revisions are kept at the end of a session of the whole team."""

_ORDER = (Status.DOING, Status.OPEN, Status.DONE, Status.DROPPED, Status.CARRIED)


def is_overdue(one: Improvement, today: date) -> bool:
    """Whether its day has gone by and it is still to be done."""
    return one.status in PENDING and one.due is not None and one.due < today


def overdue(improvements: Iterable[Improvement], today: date) -> tuple[Improvement, ...]:
    """What should be done by now and is not, the longest overdue first."""
    return tuple(sorted((one for one in improvements if is_overdue(one, today)), key=_day))


def by_urgency(one: Improvement, today: date) -> tuple[bool, int, date, int]:
    """What to sort by: overdue, under way, not begun, done, dropped; each by its day, what has none last."""
    return not is_overdue(one, today), _ORDER.index(one.status), _day(one), one.position


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of all that was still to be done at one time: so many of them are done, dropped, carried over to the
    next map."""

    of: int
    done: int
    dropped: int
    carried: int = 0


def followed(then: Iterable[Improvement], now: Iterable[Improvement]) -> Followed:
    """What became, by `now`, of all that was still to be done `then`; what was deleted since counts as not done."""
    became = {one.key: one.status for one in now}
    open_then = [became.get(one.key) for one in then if one.status in PENDING]
    done, dropped, carried = map(open_then.count, (Status.DONE, Status.DROPPED, Status.CARRIED))
    return Followed(len(open_then), done, dropped, carried)


def _day(one: Improvement) -> date:
    return one.due or date.max
