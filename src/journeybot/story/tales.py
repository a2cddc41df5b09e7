"""The journey as one persona lives it: chapter after chapter, beat after beat, with what turns at each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import count, pairwise

from journeybot.customers import Said, gaps, said
from journeybot.figures import Felt, felt_by
from journeybot.inside import opened
from journeybot.journey import (
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Key,
    Measure,
    Moment,
    Pain,
    Persona,
    Stage,
    Status,
    Touchpoint,
)

APART = 3
"""Scores of one touchpoint so far apart are worth a sentence."""
FAR = 1.5
"""A change of the mood by so much is a drop or a leap."""


class Turn(StrEnum):
    """What becomes of the mood at a touchpoint."""

    OPENING = "opening"
    STEEPEST = "steepest"
    DROP = "drop"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    LEAP = "leap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One touchpoint in a tale. `number` counts through the whole tale, from 1; `passed` are the touchpoints left out
    just before it; `turn` and `score` are None without scores, `before` is the score that the turn starts from."""

    number: int
    touchpoint: Touchpoint
    moment: Moment | None
    passed: tuple[Touchpoint, ...]
    turn: Turn | None
    score: float | None
    before: float | None
    spread: tuple[int, int] | None
    low: bool
    high: bool
    pains: tuple[Challenge, ...]
    evidence: tuple[Evidence, ...]
    inside: "Inner | None"
    said: Said | None
    apart: bool
    """What customers say there, and whether it is something else than the team believes."""

    @property
    def contested(self) -> bool:
        """Whether the team sees it very differently."""
        return self.spread is not None and self.spread[1] - self.spread[0] >= APART

    @property
    def sores(self) -> tuple[tuple[int, tuple[Challenge, ...]], ...]:
        """The pains by severity, the worst first; one of unknown severity counts as 2."""
        grades = ((grade, tuple(p for p in self.pains if (p.severity or 2) == grade)) for grade in (3, 2, 1))
        return tuple((grade, pains) for grade, pains in grades if pains)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """The map inside a touchpoint, and the tale of it: that of the same persona, if they are on it, else of its first;
    None where nobody travels there, or it has been told before."""

    about: About
    tale: "Tale | None"
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One stage in a tale. `missed` are the touchpoints left out at its end, `pains` those of the stage as a whole,
    `helped` what helped anywhere in it; `places` are the names of its touchpoints, by key."""

    number: int
    stage: Stage
    beats: tuple[Beat, ...]
    missed: tuple[Touchpoint, ...]
    pains: tuple[Challenge, ...]
    helped: tuple[Challenge, ...]
    measures: tuple[Measure, ...]
    places: Mapping[Key, str]

    @property
    def mood(self) -> tuple[float, float] | None:
        """The lowest and highest score in it, if there are at least two."""
        scores = [beat.score for beat in self.beats if beat.score is not None]
        return (min(scores), max(scores)) if len(scores) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An improvement, the pains it answers in this tale, and what helped that it is about."""

    improvement: Improvement
    answers: tuple[Challenge, ...]
    helped: tuple[Challenge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """All that happens to one persona, what set it off, and what will change. `best` and `worst` are touchpoints; both
    are empty where every score is the same."""

    persona: Persona
    felt: Felt
    triggers: tuple[Challenge, ...]
    chapters: tuple[Chapter, ...]
    best: tuple[Touchpoint, ...]
    worst: tuple[Touchpoint, ...]
    changes: tuple[Change, ...]
    unanswered: tuple[Challenge, ...]
    as_of: date | None

    @property
    def short(self) -> str:
        """What to call the persona in the middle of a sentence: "Aneta" for "Aneta, leisure traveller"."""
        return self.persona.name.split(",")[0].strip() or self.persona.name


def tale_of(journey: JourneyMap, persona: Persona, told: set[Key] | None = None) -> Tale:
    """The journey of one persona. `told` are the maps inside that have been told, to which those of this one come."""
    told = told if told is not None else set()
    felt = felt_by(journey, persona.key)
    pains = tuple(_felt_pains(journey, persona.key))
    helped = tuple(one for one in journey.challenges if one.pain is Pain.HELPED)
    changes = tuple(_changes(journey.improvements, pains, helped=helped))
    answered = {pain.key for change in changes for pain in change.answers}
    best, worst = _extremes(felt)
    return Tale(
        persona=persona,
        felt=felt,
        triggers=tuple(c for c in pains if c.pain is Pain.TRIGGER),
        chapters=tuple(_chapters(journey, felt, pains, persona=persona, told=told)),
        best=tuple(t for t in journey.travelled() if t.key in best),
        worst=tuple(t for t in journey.travelled() if t.key in worst),
        changes=changes,
        unanswered=tuple(c for c in pains if c.key not in answered),
        as_of=journey.as_of,
    )


def _felt_pains(journey: JourneyMap, persona: Key) -> Iterator[Challenge]:
    absent = _absent(journey, persona)
    for challenge in journey.challenges:
        if challenge.pain is Pain.HELPED:
            continue
        if persona in challenge.personas or (not challenge.personas and challenge.touchpoint not in absent):
            yield challenge


def _absent(journey: JourneyMap, persona: Key) -> set[Key]:
    return {m.touchpoint for m in journey.moments if m.persona == persona and m.absent}


def _changes(
    improvements: Iterable[Improvement], pains: tuple[Challenge, ...], *, helped: tuple[Challenge, ...]
) -> Iterator[Change]:
    for improvement in improvements:
        answers = tuple(pain for pain in pains if pain.key in improvement.challenges)
        boons = tuple(one for one in helped if one.key in improvement.challenges)
        if improvement.status is not Status.DROPPED and (answers or len(boons) == len(improvement.challenges)):
            yield Change(improvement=improvement, answers=answers, helped=boons)


def _extremes(felt: Felt) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    if not felt.highest or not felt.lowest or felt.highest == felt.lowest:
        return (), ()
    return felt.highest.touchpoints, felt.lowest.touchpoints


def _chapters(
    journey: JourneyMap, felt: Felt, pains: tuple[Challenge, ...], *, persona: Persona, told: set[Key]
) -> Iterator[Chapter]:
    absent = _absent(journey, felt.persona)
    answers, apart = said(journey), {gap.touchpoint for gap in gaps(journey)}
    beat = count(1)
    for number, stage in enumerate(journey.stages, start=1):
        beats: list[Beat] = []
        passed: list[Touchpoint] = []
        for touchpoint in journey.touchpoints_of(stage.key):
            if touchpoint.key in absent:
                passed.append(touchpoint)
                continue
            inner = _inner(journey, touchpoint, persona, told=told)
            beats.append(
                replace(
                    _beat(journey, touchpoint, felt=felt, number=next(beat), passed=tuple(passed), pains=pains),
                    inside=inner,
                    said=answers.get(touchpoint.key),
                    apart=touchpoint.key in apart,
                )
            )
            passed = []
        yield Chapter(
            number=number,
            stage=stage,
            beats=tuple(beats),
            missed=tuple(passed),
            pains=tuple(pain for pain in pains if pain.stage == stage.key and not pain.touchpoint),
            helped=tuple(c for c in journey.challenges if c.pain is Pain.HELPED and c.stage == stage.key),
            measures=tuple(m for m in journey.measures if _stage_of(m, journey) == stage.key and m.series),
            places={t.key: t.name for t in journey.touchpoints_of(stage.key)},
        )


def _inner(journey: JourneyMap, touchpoint: Touchpoint, persona: Persona, *, told: set[Key]) -> Inner | None:
    """The map that a touchpoint opens, as the same persona lives it; a second time it is only named."""
    child = opened(journey, touchpoint)
    if child is None:
        return None
    key, name = child.about.key, persona.name.casefold()
    before = key in told
    told.add(key)
    travels = sorted(child.personas, key=lambda one: one.name.casefold() != name)
    tale = tale_of(child, travels[0], told) if travels and child.touchpoints and not before else None
    return Inner(about=child.about, tale=tale, before=before)


def _stage_of(measure: Measure, journey: JourneyMap) -> Key | None:
    at = next((t.stage for t in journey.touchpoints if t.key == measure.touchpoint), None)
    return at or measure.stage


def _beat(
    journey: JourneyMap,
    touchpoint: Touchpoint,
    *,
    felt: Felt,
    number: int,
    passed: tuple[Touchpoint, ...],
    pains: tuple[Challenge, ...],
) -> Beat:
    key = touchpoint.key
    moment = next((m for m in journey.moments if m.touchpoint == key and m.persona == felt.persona), None)
    here = tuple(pain for pain in pains if pain.touchpoint == key)
    grounds = {key, *(pain.key for pain in here), *([moment.key] if moment else [])}
    best, worst = _extremes(felt)
    before = _before(felt, key)
    return Beat(
        number=number,
        touchpoint=touchpoint,
        moment=moment,
        passed=passed,
        turn=_turn(felt, key, before=before),
        score=felt.typical.get(key),
        before=before,
        spread=felt.spread.get(key),
        low=key in worst,
        high=key in best,
        pains=tuple(pain for pain in here if pain.pain is Pain.MET),
        evidence=tuple(e for e in journey.evidence if e.on in grounds and e.basis is not Basis.ASSUMED and e.text),
        inside=None,
        said=None,
        apart=False,
    )


def _before(felt: Felt, touchpoint: Key) -> float | None:
    return next((felt.typical[before] for before, now in pairwise(felt.typical) if now == touchpoint), None)


def _turn(felt: Felt, touchpoint: Key, *, before: float | None) -> Turn | None:
    if touchpoint not in felt.typical:
        return None
    if before is None:
        return Turn.OPENING
    by = felt.typical[touchpoint] - before
    if felt.biggest_drop and felt.biggest_drop.end == touchpoint and by <= -FAR:
        return Turn.STEEPEST
    if not by:
        return Turn.SAME
    if by < 0:
        return Turn.DROP if by <= -FAR else Turn.WORSE
    return Turn.LEAP if by >= FAR else Turn.BETTER
