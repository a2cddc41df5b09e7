"""What the numbers of a map say: how each persona feels on the way, what hurts without help, where to begin."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from journeybot.customers import said
from journeybot.journey import Basis, Improvement, JourneyMap, Key, Pain, Score, Status
from journeybot.passing import felt

QUICK_IMPACT, QUICK_EFFORT = 4, 2
"""A quick win has at least this impact and at most this effort."""

APART = 2
"""Scores that lie so far apart are worth talking about; one point is a nuance."""

ENOUGH = 3
"""From so many people on, the lowest and highest score show a disagreement and no longer single people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extreme:
    """The lowest or highest typical score of a persona, and every touchpoint that has it, in journey order."""

    score: float
    touchpoints: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A fall of the mood between two touchpoints scored one after the other; `by` is below zero."""

    start: Key
    end: Key
    by: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """How the journey feels to one persona. `typical` holds the median score per scored touchpoint, in the order of the
    journey, `scored` their number; `spread` the lowest and highest single score there, but not of a few without names;
    `gaps` the touchpoints without a score; `mean` is that of the medians, to two places. What needs scores is None
    without any; `biggest_drop` is None if nothing falls."""

    persona: Key
    scored: int
    typical: Mapping[Key, float]
    spread: Mapping[Key, tuple[int, int]]
    gaps: tuple[Key, ...]
    mean: float | None
    lowest: Extreme | None
    highest: Extreme | None
    biggest_drop: Drop | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """The touchpoints at which the scores for one persona lie furthest apart, and how far (1 to 4)."""

    range: int
    at: tuple[tuple[Key, Key], ...]
    """Pairs of persona and touchpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`count` of `of`."""

    count: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that can be counted on a map. `counts` is by the name of the list, and `values` for the single values
    of all measures; `quick_wins` has the best first; `contested` and `start_with` are None if there is no such thing;
    `votes` is by challenge or improvement; `assumed` is the share of touchpoints, moments and challenges that nothing
    heard or measured stands behind."""

    counts: Mapping[str, int]
    channels: tuple[str, ...]
    moments_of_truth: tuple[Key, ...]
    felt: Mapping[Key, Felt]
    contested: Contested | None
    unanswered: tuple[Key, ...]
    quick_wins: tuple[Key, ...]
    start_with: Key | None
    votes: Mapping[Key, int]
    assumed: Share


def figures(journey: JourneyMap) -> Figures:
    """Count everything on a map. Lists follow the order of the journey unless they say otherwise."""
    moods = {persona.key: felt_by(journey, persona.key) for persona in journey.personas}
    votes = Counter(vote.on for vote in journey.votes)
    ranked = _ranked(journey, votes)
    return Figures(
        counts=_counts(journey),
        channels=tuple(sorted({t.channel for t in journey.touchpoints if t.channel})),
        moments_of_truth=tuple(t.key for t in journey.travelled() if t.moment_of_truth),
        felt=moods,
        contested=_contested(moods.values()),
        unanswered=_unanswered(journey),
        quick_wins=tuple(i.key for i in ranked if _is_quick(i)),
        start_with=_start_with(ranked, votes),
        votes=dict(votes),
        assumed=_assumed(journey),
    )


def felt_by(journey: JourneyMap, persona: Key) -> Felt:
    """How the journey feels to one persona."""
    order = [t.key for t in journey.travelled()]
    given = _given(felt(journey), persona)
    typical = {key: float(median(score.value for score in given[key])) for key in order if key in given}
    drops = [Drop(start=a, end=b, by=typical[b] - typical[a]) for a, b in pairwise(typical)]
    drop = min(drops, key=lambda d: d.by, default=None)
    return Felt(
        persona=persona,
        scored=len(typical),
        typical=typical,
        spread={key: _spread(given[key]) for key in typical if _gives_nobody_away(given[key])},
        gaps=tuple(key for key in order if key not in typical),
        mean=round(fmean(typical.values()), 2) + 0.0 if typical else None,  # never "-0.0"
        lowest=_extreme(typical, min(typical.values(), default=0)),
        highest=_extreme(typical, max(typical.values(), default=0)),
        biggest_drop=drop if drop and drop.by < 0 else None,
    )


def _given(scores: Iterable[Score], persona: Key) -> dict[Key, list[Score]]:
    given: dict[Key, list[Score]] = {}
    for score in scores:
        if score.persona == persona:
            given.setdefault(score.touchpoint, []).append(score)
    return given


def _spread(scores: Iterable[Score]) -> tuple[int, int]:
    values = [score.value for score in scores]
    return min(values), max(values)


def _gives_nobody_away(scores: Sequence[Score]) -> bool:
    """Of two without names, who knows their own score would know the other's, and others would guess whose is which."""
    return len(scores) == 1 or len(scores) >= ENOUGH or all(score.author for score in scores)


def held_back(journey: JourneyMap) -> int:
    """At how many touchpoints it is not told how far apart the scores are, as they are of too few without names."""
    moods = figures(journey).felt.values()
    return len({key for one in moods for key in one.typical if key not in one.spread})


def _extreme(typical: Mapping[Key, float], score: float) -> Extreme | None:
    touchpoints = tuple(key for key, value in typical.items() if value == score)
    return Extreme(score=score, touchpoints=touchpoints) if touchpoints else None


def _contested(felt: Iterable[Felt]) -> Contested | None:
    ranges = {(f.persona, key): high - low for f in felt for key, (low, high) in f.spread.items()}
    widest = max(ranges.values(), default=0)
    if not widest:
        return None
    return Contested(range=widest, at=tuple(where for where, wide in ranges.items() if wide == widest))


def _counts(journey: JourneyMap) -> dict[str, int]:
    lists = ("personas", "stages", "touchpoints", "scores", "challenges", "improvements", "measures")
    counts = {name: len(getattr(journey, name)) for name in lists}
    values = sum(len(measure.series) for measure in journey.measures)
    return {**counts, "scores": len(felt(journey)), "values": values, "participants": journey.participants}


def _unanswered(journey: JourneyMap) -> tuple[Key, ...]:
    answered = {key for i in journey.improvements if i.status is not Status.DROPPED for key in i.challenges}
    return tuple(c.key for c in journey.challenges if c.key not in answered and c.pain is not Pain.HELPED)


def _is_quick(improvement: Improvement) -> bool:
    return (improvement.impact or 0) >= QUICK_IMPACT and 1 <= (improvement.effort or 0) <= QUICK_EFFORT


def _ranked(journey: JourneyMap, votes: Mapping[Key, int]) -> list[Improvement]:
    """What is still to be done, most worthwhile first: impact, then effort, then votes. Among equals the one that helps
    later on the journey leads, since people remember how something ended (the peak-end rule)."""
    places = _places(journey)

    def worth(improvement: Improvement) -> tuple[int, int, int, int]:
        effort = improvement.effort or 3
        return improvement.impact or 0, -effort, votes.get(improvement.key, 0), places[improvement.key]

    todo = [i for i in reversed(journey.improvements) if i.status in {Status.OPEN, Status.DOING}]
    return sorted(todo, key=worth, reverse=True)


def _start_with(ranked: Iterable[Improvement], votes: Mapping[Key, int]) -> Key | None:
    """What the team voted for most; failing that a quick win, failing that what has most impact."""
    known = [i for i in ranked if i.impact or votes.get(i.key)]
    best = max(known, key=lambda i: (votes.get(i.key, 0), _is_quick(i)), default=None)
    return best.key if best else None


def _places(journey: JourneyMap) -> dict[Key, int]:
    """How far along the journey each improvement helps, counted in touchpoints."""
    travelled = journey.travelled()
    at: dict[Key | None, int] = {t.stage: number for number, t in enumerate(travelled, start=1)}
    at |= {t.key: number for number, t in enumerate(travelled, start=1)}
    at |= {c.key: at.get(c.touchpoint or c.stage, 0) for c in journey.challenges}
    return {
        i.key: max((at.get(key, 0) for key in (*i.challenges, i.touchpoint or i.stage)), default=0)
        for i in journey.improvements
    }


def _assumed(journey: JourneyMap) -> Share:
    known = {e.on for e in journey.evidence if e.basis is not Basis.ASSUMED}
    known |= {m.touchpoint for m in journey.measures if m.touchpoint and m.series}
    known |= said(journey).keys()
    told = [m.key for m in journey.moments if not m.absent and (m.action or m.thought)]
    stated = [*(t.key for t in journey.touchpoints), *told, *(c.key for c in journey.challenges)]
    return Share(count=sum(key not in known for key in stated), of=len(stated))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A touchpoint that people see differently for a persona: the lowest and the highest score."""

    persona: Key
    touchpoint: Key
    lowest: int
    highest: int

    @property
    def range(self) -> int:
        """How far apart they are, 1 to 4."""
        return self.highest - self.lowest


def disputes(journey: JourneyMap, most: int = 3) -> tuple[Dispute, ...]:
    """The touchpoints at which scores lie furthest apart, the widest first and then as the journey goes: what a team
    should talk about after a reveal. None where all agree, or nearly."""
    order = {touchpoint.key: at for at, touchpoint in enumerate(journey.travelled())}
    found = [
        Dispute(persona=persona, touchpoint=key, lowest=low, highest=high)
        for persona, felt in figures(journey).felt.items()
        for key, (low, high) in felt.spread.items()
        if high - low >= APART
    ]
    return tuple(sorted(found, key=lambda one: (-one.range, order.get(one.touchpoint, 0)))[:most])
