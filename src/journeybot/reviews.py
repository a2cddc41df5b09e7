"""Reviews of a map: which one is under way, which feelings are of which, what was confirmed when, what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from journeybot.journey import Improvement, JourneyMap, Key, Score, Status
from journeybot.passing import felt
from journeybot.sequence import Step

ENDED = frozenset({Status.DONE, Status.DROPPED})

FADES_AFTER = 2
"""Reviews in a row in which nobody confirmed something, after which it is stale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review under way, or interrupted: its `number` (the first is 1), the revision it began `before`, when, at which
    `change` of the map, and who is asked in private at a part."""

    number: int
    before: int
    since: datetime
    change: int
    asked: Mapping[Step, tuple[str, ...]] = field(default_factory=dict)


def latest(scores: tuple[Score, ...]) -> tuple[Score, ...]:
    """The feelings that hold: at each place those of the last review in which anybody gave one, never mixed with what
    was felt before."""
    if not any(score.review for score in scores):
        return scores
    last: dict[tuple[Key, Key], int] = {}
    for one in scores:
        last[one.persona, one.touchpoint] = max(one.review, last.get((one.persona, one.touchpoint), 0))
    return tuple(one for one in scores if one.review == last[one.persona, one.touchpoint])


def replaced(scores: Iterable[Score], number: int) -> tuple[Score, ...]:
    """The feelings in whose place that review has put others."""
    known = tuple(scores)
    anew = {(one.persona, one.touchpoint) for one in known if one.review == number}
    return tuple(one for one in known if one.review != number and (one.persona, one.touchpoint) in anew)


def confirmed(journey: JourneyMap) -> dict[Key, int]:
    """In which review each touchpoint was last felt anew, for any persona, or changed; 0: in the workshop."""
    found = {one.key: one.confirmed for one in journey.touchpoints}
    for one in felt(journey):
        found[one.touchpoint] = max(one.review, found.get(one.touchpoint, 0))
    return found


def stale(journey: JourneyMap, *, after: int = FADES_AFTER) -> frozenset[Key]:
    """The touchpoints that nobody has felt anew or changed in so many reviews that were finished since."""
    return frozenset(key for key, number in confirmed(journey).items() if journey.about.reviews - number >= after)


def unconfirmed(journey: JourneyMap, number: int) -> frozenset[tuple[Key, Key]]:
    """Where (persona, touchpoint) the feelings that hold are of before that review."""
    return frozenset((one.persona, one.touchpoint) for one in latest(felt(journey)) if one.review < number)


def told(one: Improvement, number: int, *, status: Status, words: str) -> Improvement:
    """The improvement with what became of it, as somebody told in that review; once for each."""
    before = tuple(entry for entry in one.told if entry[0] != number)
    return replace(one, status=status, told=(*before, (number, status.value, words)))


def came_of_it(one: Improvement) -> str:
    """What was said of it last, in the words of a review; empty if nobody has said anything."""
    return next((words for _, _, words in reversed(one.told) if words), "")


def has_told(one: Improvement, number: int) -> bool:
    """Whether somebody has said in that review what became of it."""
    return any(entry[0] == number for entry in one.told)


def to_be_told(one: Improvement, number: int) -> bool:
    """Whether that review asks what became of it: it was unfinished, or is told of in it already."""
    return one.status in {Status.OPEN, Status.DOING} or has_told(one, number)


@dataclass(frozen=True, slots=True)
class Trend:
    """What became of the last improvements: how many are `done`, of how many that were to be done."""

    done: int
    of: int


def trend(journey: JourneyMap, before: JourneyMap, *, most: int = 6) -> Trend:
    """How many of the last improvements are done, of all that were on the map `before` its last review or came to an
    end since: also those that nobody told of."""
    known = {one.key for one in before.improvements}
    asked = [one for one in journey.improvements if one.key in known or one.told or one.status in ENDED]
    last = asked[-most:]
    return Trend(done=sum(one.status is Status.DONE for one in last), of=len(last))
