"""The nouns of a customer journey: what a team writes down, as frozen values. Read this first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Key = str
"""A stable name of our own for one thing; never shown to a person."""

LOWEST, HIGHEST, MIDDLE_OF_FIVE = -2, 2, 3
"""Ends of the emotion scale; what 0 is called by a team that counts feelings from 1 to 5."""


class MapState(StrEnum):
    """Which world the map tells of."""

    CURRENT = "current"
    PLANNED = "planned"
    FUTURE = "future"


class Phase(StrEnum):
    """Where a stage lies, seen from the purchase or the use."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Pain(StrEnum):
    """Whether a challenge starts the journey or comes up on the way; or, looking back, that it is none: it helped."""

    TRIGGER = "trigger"
    MET = "met"
    HELPED = "helped"


class Basis(StrEnum):
    """How sure the team may be of a statement."""

    ASSUMED = "assumed"
    HEARD = "heard"
    MEASURED = "measured"


class Strategy(StrEnum):
    """The kind of help an improvement gives."""

    SIMPLIFY = "simplify"
    SUPPORT = "support"
    PERSONALISE = "personalise"
    OTHER = "other"


class Status(StrEnum):
    """What has become of an improvement; one carried over goes on under a key of its own, on the next map."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a map says of itself. `revision` counts the changes, `reviews` the finished reviews; `owner` is a name or a
    mention like `<@U123>`; `flavour` says which words suit it, if not those of a customer's journey."""

    key: Key
    title: str
    scenario: str = ""
    destination: str = ""
    state: MapState = MapState.CURRENT
    owner: str = ""
    review_on: date | None = None
    language: str = "en"
    revision: int = 0
    flavour: str = ""
    reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing on the map. `position` orders things of one kind; `author` is who wrote it, None if nobody may know."""

    key: Key
    position: int = 0
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona(Note):
    """Somebody who travels. `colour` is `#rrggbb`, or empty for one chosen by the picture."""

    name: str
    age: int | None = None
    gender: str = ""
    status: str = ""
    residence: str = ""
    occupation: str = ""
    category: str = ""
    quote: str = ""
    goals: tuple[str, ...] = ()
    desires: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Note):
    """A part of the way, in the customer's words. `empty`: the team says that nothing happens here."""

    name: str
    phase: Phase | None = None
    milestone: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchpoint(Note):
    """Where the customer meets us. `next` is what usually comes after (None: the next in order); `link` names a map of
    its own; `importance` is 1-5; `confirmed` the last review up to which somebody wrote or changed it (0: none)."""

    stage: Key
    name: str
    channel: str = ""
    device: str = ""
    context: str = ""
    moment_of_truth: bool = False
    importance: int | None = None
    next: Key | None = None
    link: Key | None = None
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Note):
    """What one persona does and thinks at one touchpoint. `absent`: this persona does not do this step."""

    persona: Key
    touchpoint: Key
    action: str = ""
    thought: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Note):
    """How one participant (`author`) thinks a touchpoint feels to a persona, -2 to +2; in which `review` (0: none)."""

    persona: Key
    touchpoint: Key
    value: int
    review: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Note):
    """What hurts, at a touchpoint or in a whole stage; `personas` empty means all; `severity` is 1-3."""

    text: str
    stage: Key | None = None
    touchpoint: Key | None = None
    personas: tuple[Key, ...] = ()
    pain: Pain = Pain.MET
    need: str = ""
    severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Note):
    """What a statement stands on; `on` is a touchpoint, moment or challenge, `said_by` a name or a mention."""

    on: Key
    basis: Basis
    text: str = ""
    link: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Note):
    """What would help, and which challenges it answers, else where. `impact` and `effort` are 1-5; `owner` a name or a
    mention; `carried` the maps it comes from; `told` what became of it, at each review: (its number, status, words)."""

    text: str
    challenges: tuple[Key, ...] = ()
    stage: Key | None = None
    touchpoint: Key | None = None
    strategy: Strategy | None = None
    impact: int | None = None
    effort: int | None = None
    owner: str = ""
    due: date | None = None
    status: Status = Status.OPEN
    carried: tuple[str, ...] = ()
    told: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Note):
    """One dot of `author` on a challenge or an improvement (`on`)."""

    on: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Note):
    """A number watched over time, of a stage, a touchpoint or (neither) the whole map. `series` holds (when, value) in
    order, `when` as the team wrote it; `owner`, a name or a mention, is asked for the next; `better` is which way."""

    name: str
    unit: str = ""
    stage: Key | None = None
    touchpoint: Key | None = None
    series: tuple[tuple[str, float], ...] = ()
    target: float | None = None
    better: Literal["higher", "lower", "unknown"] = "higher"
    source: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Note):
    """A customer's answer to the questionnaire at a touchpoint. Never a name."""

    touchpoint: Key
    scale: Literal["csat", "nps", "ces"]
    value: int
    comment: str = ""
    given_on: date | None = None


KINDS: dict[str, type[Note]] = {
    "persona": Persona,
    "stage": Stage,
    "touchpoint": Touchpoint,
    "moment": Moment,
    "score": Score,
    "challenge": Challenge,
    "evidence": Evidence,
    "improvement": Improvement,
    "vote": Vote,
    "measure": Measure,
    "response": Response,
}
"""Every kind of note by its word; the order is that of reading: nothing refers to a kind that comes later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyMap:
    """A whole map, lists in order. `participants`: how many took part; `as_of`: its day; `five_point`: scores are shown
    as 1 to 5; `kept`: its revision, 0: as it is now; `hidden`: feelings not yet revealed; `alone`: touchpoints where
    that of one is not shown; `inside`: maps in this one; `part_of`: around it; `last_actions`: of the one before."""

    about: About
    personas: tuple[Persona, ...] = ()
    stages: tuple[Stage, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    moments: tuple[Moment, ...] = ()
    scores: tuple[Score, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    votes: tuple[Vote, ...] = ()
    measures: tuple[Measure, ...] = ()
    responses: tuple[Response, ...] = ()
    participants: int = 0
    as_of: date | None = None
    five_point: bool = False
    kept: int = 0
    hidden: int = 0
    alone: int = 0
    inside: tuple["JourneyMap", ...] = ()
    part_of: tuple[tuple[str, str], ...] = ()
    last_actions: tuple[Improvement, ...] = ()

    def notes(self) -> Iterator[Note]:
        """Every note of the map, in the order of `KINDS`."""
        return (note for word in KINDS for note in getattr(self, LISTS[word]))

    def shown(self, score: float) -> float:
        """A score on the scale of the team."""
        return score + MIDDLE_OF_FIVE if self.five_point else score

    def touchpoints_of(self, stage: Key) -> tuple[Touchpoint, ...]:
        """The touchpoints of one stage, in order."""
        return tuple(t for t in self.touchpoints if t.stage == stage)

    def travelled(self) -> tuple[Touchpoint, ...]:
        """All touchpoints in the order of the journey: stage after stage."""
        return tuple(t for stage in self.stages for t in self.touchpoints_of(stage.key))


LISTS: dict[str, str] = {word: word if word == "evidence" else f"{word}s" for word in KINDS}  # of `JourneyMap`
