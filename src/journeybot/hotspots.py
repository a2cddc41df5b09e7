"""Where it hurts across maps: the lowest touchpoints, pains that several maps tell of, what is overdue. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from journeybot.figures import felt_by
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Pain, Persona, Status, Touchpoint
from journeybot.similar import alike
from journeybot.undertakings import PENDING, overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Low:
    """A touchpoint of a map that feels bad to a persona: the typical score, -2 to below 0, of so many people."""

    journey: JourneyMap
    touchpoint: Touchpoint
    persona: Persona
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A pain that several maps tell of or, where there is but one map, any of its pains, in the words in which it
    weighs most; the maps in the order in which they were given; all dots on it, and how severe it is where it is
    worst (1 to 3, None if nobody says); `settled` once all is done that was to help."""

    challenge: Challenge
    journeys: tuple[JourneyMap, ...]
    dots: int = 0
    severity: int | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """An improvement whose day has gone by."""

    journey: JourneyMap
    improvement: Improvement


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspots:
    """The lowest first; what has most dots first, then what is worst, and last what is settled; the longest overdue
    first."""

    low: tuple[Low, ...]
    repeated: tuple[Repeated, ...]
    late: tuple[Late, ...]


def hotspots(journeys: Sequence[JourneyMap], today: date) -> Hotspots:
    """What hurts across these maps, which must be as they may be seen."""
    low = sorted((spot for journey in journeys for spot in _lows(journey)), key=_how_low)
    late = [
        Late(journey=journey, improvement=one) for journey in journeys for one in overdue(journey.improvements, today)
    ]
    return Hotspots(
        low=tuple(low),
        repeated=tuple(sorted(_repeated(journeys), key=_how_heavy)),
        late=tuple(sorted(late, key=lambda one: one.improvement.due or date.max)),
    )


def _lows(journey: JourneyMap) -> Iterator[Low]:
    """Each touchpoint once, as it feels to the persona to whom it feels worst."""
    felt = {persona: felt_by(journey, persona.key).typical for persona in journey.personas}
    for touchpoint in journey.travelled():
        scores = [(typical[touchpoint.key], persona) for persona, typical in felt.items() if touchpoint.key in typical]
        score, persona = min(scores, key=lambda found: found[0], default=(0.0, None))
        if persona is not None and score < 0:
            yield Low(journey=journey, touchpoint=touchpoint, persona=persona, score=score)


def _how_low(spot: Low) -> tuple[float, bool, int]:
    """Among equals those first that decide more, and that matter more."""
    return spot.score, not spot.touchpoint.moment_of_truth, -(spot.touchpoint.importance or 0)


def _how_heavy(one: Repeated) -> tuple[bool, int, int, int]:
    return one.settled, -one.dots, -(one.severity or 0), -len(one.journeys)


def _repeated(journeys: Sequence[JourneyMap]) -> Iterator[Repeated]:
    known = [(journey, pain) for journey in journeys for pain in journey.challenges if pain.pain is not Pain.HELPED]
    of = {pain.key: (journey, pain) for journey, pain in known}
    dots = Counter(vote.on for journey in {one.about.key: one for one, _ in known}.values() for vote in journey.votes)
    done = {one.about.key: _settled(one) for one, _ in known}
    for keys in _groups([pain for _, pain in of.values()]):
        told = {of[key][0].about.key: of[key][0] for key in keys}
        if len(told) > 1 or len(journeys) == 1:
            pains = [of[key][1] for key in keys]
            yield Repeated(
                challenge=max(pains, key=lambda pain: (dots[pain.key], pain.severity or 0)),
                journeys=tuple(told.values()),
                dots=sum(dots[key] for key in keys),
                severity=max((pain.severity or 0 for pain in pains), default=0) or None,
                settled=all(key in done[of[key][0].about.key] for key in keys),
            )


def _settled(journey: JourneyMap) -> frozenset[Key]:
    """The pains for which something was done, and nothing is left to be done."""
    helps = [(key, one.status) for one in journey.improvements for key in one.challenges]
    done = {key for key, status in helps if status is Status.DONE}
    return frozenset(done - {key for key, status in helps if status in PENDING})


def _groups(pains: Sequence[Challenge]) -> list[list[Key]]:
    """The pains that say the same, in their order."""
    group = {pain.key: [pain.key] for pain in pains}
    for pair in alike(pains):
        one, other = group[pair.first.key], group[pair.second.key]
        one += other
        group.update(dict.fromkeys(other, one))
    order = {pain.key: at for at, pain in enumerate(pains)}
    return [
        sorted(keys, key=order.__getitem__)
        for first, keys in group.items()
        if min(keys, key=order.__getitem__) == first
    ]
