"""Draws the balance of a map for its summary: of each kind the few that matter most, and how many more there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from journeybot.calling import as_called
from journeybot.customers import Gap, gaps, said
from journeybot.figures import Felt, Figures, Share, figures
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Measure, Pain, Persona, Status, Touchpoint
from journeybot.passing import felt

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Top(Generic[T]):
    """The first few of something, and how many are left out."""

    shown: tuple[T, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How the journey feels to one persona; touchpoints as such, not as keys."""

    persona: Persona
    felt: Felt
    lowest: Top[Touchpoint]
    fall: tuple[Touchpoint, Touchpoint] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sore:
    """A challenge, where it is, the lowest typical score there, how many dots it has, and what is to help."""

    challenge: Challenge
    place: str
    mood: float
    votes: int
    helped_by: tuple[Improvement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A touchpoint that the team sees very differently, and the scores it ranges over."""

    persona: Persona
    touchpoint: Touchpoint
    spread: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a summary tells. `begin_with` is None if nothing speaks for anything; `idle` counts what nobody does.
    `places` are the names of the touchpoints, by key."""

    counts: dict[str, int]
    moods: Top[Mood]
    boons: Top[Sore]
    """What helped, where a team looks back."""
    sores: Top[Sore]
    helps: Top[Improvement]
    votes: dict[Key, int]
    begin_with: Improvement | None
    quick_wins: Top[Improvement]
    disputes: Top[Dispute]
    unanswered: Top[Challenge]
    idle: int
    assumed: Share
    measures: Top[Measure]
    places: Mapping[Key, str]
    asked: int
    """Touchpoints at which enough customers answered."""
    compared: int
    """Those of them of which it is known what the team believes."""
    gaps: Top[tuple[Touchpoint, Gap]]
    as_of: date | None


def outcome(journey: JourneyMap) -> Outcome:
    """The balance of a map."""
    journey = as_called(journey)
    counted = figures(journey)
    sores = _sores(journey, counted)
    at = {t.key: t for t in journey.touchpoints}
    todo = {i.key: i for i in journey.improvements if i.status is not Status.DROPPED}
    answers = said(journey).keys()
    unanswered = [c for c in journey.challenges if c.key in counted.unanswered]
    return Outcome(
        counts=dict(counted.counts),
        moods=_top([_mood(journey, p, counted.felt[p.key]) for p in journey.personas], 4),
        boons=_top([one for one in sores if one.challenge.pain is Pain.HELPED], 5),
        sores=_top([one for one in sores if one.challenge.pain is not Pain.HELPED], 5),
        helps=_top(_by_worth(todo.values(), counted), 5),
        votes=dict(counted.votes),
        begin_with=todo.get(counted.start_with or ""),
        quick_wins=_top([todo[key] for key in counted.quick_wins if key != counted.start_with], 3),
        disputes=_top(_disputes(journey, counted), 3),
        unanswered=_top(unanswered, 3),
        idle=sum(not i.owner and i.status is Status.OPEN for i in todo.values()),
        assumed=counted.assumed,
        measures=_top([m for m in journey.measures if m.series], 4),
        places={t.key: t.name for t in journey.touchpoints},
        asked=len(answers),
        compared=len(answers & {score.touchpoint for score in felt(journey)}),
        gaps=_top([(at[gap.touchpoint], gap) for gap in gaps(journey)], 3),
        as_of=journey.as_of,
    )


def _top(items: Iterable[T], most: int) -> Top[T]:
    every = tuple(items)
    shown = every if len(every) <= most + 1 else every[:most]  # "and 1 more" would take as much room as the one
    return Top(shown, len(every) - len(shown))


def _mood(journey: JourneyMap, persona: Persona, felt: Felt) -> Mood:
    at = {t.key: t for t in journey.touchpoints}
    drop = felt.biggest_drop
    uneven = felt.lowest is not None and felt.lowest != felt.highest
    return Mood(
        persona=persona,
        felt=felt,
        lowest=_top([at[key] for key in felt.lowest.touchpoints] if felt.lowest and uneven else [], 3),
        fall=(at[drop.start], at[drop.end]) if drop else None,
    )


def _sores(journey: JourneyMap, counted: Figures) -> list[Sore]:
    names = {stage.key: stage.name for stage in journey.stages} | {t.key: t.name for t in journey.touchpoints}
    typical = [felt.typical for felt in counted.felt.values()]
    moods = {t.key: min((scores.get(t.key, 0.0) for scores in typical), default=0.0) for t in journey.touchpoints}
    sores = [
        Sore(
            challenge=challenge,
            place=names.get(challenge.touchpoint or challenge.stage or "", ""),
            mood=moods.get(challenge.touchpoint or "", 0.0),
            votes=counted.votes.get(challenge.key, 0),
            helped_by=tuple(
                i for i in journey.improvements if challenge.key in i.challenges and i.status is not Status.DROPPED
            ),
        )
        for challenge in journey.challenges
    ]
    return sorted(sores, key=lambda sore: (-sore.votes, -(sore.challenge.severity or 0), sore.mood))


def _by_worth(improvements: Iterable[Improvement], counted: Figures) -> list[Improvement]:
    """Those with an owner first; among them the most voted, then the most worthwhile."""
    return sorted(
        improvements,
        key=lambda i: (not i.owner, -counted.votes.get(i.key, 0), -(i.impact or 0), i.effort or 3),
    )


def _disputes(journey: JourneyMap, counted: Figures) -> list[Dispute]:
    at = {t.key: t for t in journey.touchpoints}
    who = {p.key: p for p in journey.personas}
    return [
        Dispute(persona=who[persona], touchpoint=at[key], spread=counted.felt[persona].spread[key])
        for persona, key in (counted.contested.at if counted.contested else ())
    ]
