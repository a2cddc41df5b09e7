"""What differs between two maps, or between two personas of one, ready to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from journeybot.comparison import Change, absent, changes, failed, left_out
from journeybot.figures import felt_by
from journeybot.journey import (
    Challenge,
    Improvement,
    JourneyMap,
    Key,
    MapState,
    Measure,
    Pain,
    Persona,
    Stage,
    Status,
    Touchpoint,
)

N = TypeVar("N", Challenge, Improvement, Persona, Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How a touchpoint feels to a persona on one side and on the other."""

    persona: Persona
    touchpoint: Touchpoint
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure with another last value or target than before; `before` is the last value then, if there was one."""

    measure: Measure
    before: float | None
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviations:
    """What became of one map in another. `planned`: the first says how it should be, the second how it is. `missing`
    are touchpoints of the first that nobody meets any more in the second, `new` those that only the second has, `moved`
    those in another stage or order, `failed` those of both that go wrong in the second only; `arrived` and `left` are
    the personas that only one of them knows, `opened` and `closed` the stages; `renamed` what the map and
    what is on it were called or said before, and are now; `planned_since` the improvements that only the second has,
    of those still to be done."""

    planned: bool
    missing: tuple[Touchpoint, ...]
    new: tuple[Touchpoint, ...]
    moved: tuple[Touchpoint, ...]
    failed: tuple[Touchpoint, ...]
    up: tuple[Shift, ...]
    down: tuple[Shift, ...]
    gone: tuple[Challenge, ...]
    come: tuple[Challenge, ...]
    done: tuple[Improvement, ...]
    dropped: tuple[Improvement, ...]
    planned_since: tuple[Improvement, ...]
    measured: tuple[Measured, ...]
    arrived: tuple[Persona, ...]
    left: tuple[Persona, ...]
    opened: tuple[Stage, ...]
    closed: tuple[Stage, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def any(self) -> bool:
        """Whether there are any."""
        touchpoints = (*self.missing, *self.new, *self.moved, *self.failed)
        around = (*self.renamed, *self.arrived, *self.left, *self.opened, *self.closed)
        work = (*self.done, *self.dropped, *self.planned_since, *self.measured)
        return bool(touchpoints or around or self.up or self.down or self.gone or self.come or work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """How two personas differ: touchpoints and pains that only one of them meets; where the first feels better or worse
    than the second (`before` is the second's score)."""

    first: Persona
    second: Persona
    only_first: tuple[Touchpoint, ...]
    only_second: tuple[Touchpoint, ...]
    better: tuple[Shift, ...]
    worse: tuple[Shift, ...]
    pains_first: tuple[Challenge, ...]
    pains_second: tuple[Challenge, ...]


def is_plan(journey: JourneyMap) -> bool:
    """Whether a map says how it should be, and not how it is."""
    return journey.about.state is not MapState.CURRENT


def deviations(earlier: JourneyMap, later: JourneyMap) -> Deviations:
    """What differs in `later`; in the order of the journey, feelings by how far they moved."""
    found = changes(earlier, later)
    missing = {key for key, change in found.items() if change is Change.GONE} | left_out(earlier, later)
    shifts = [shift for persona in later.personas for shift in _shifts(earlier, later, persona)]
    return Deviations(
        planned=is_plan(earlier) and not is_plan(later),
        missing=_those(earlier, missing),
        new=_those(later, {key for key, change in found.items() if change is Change.NEW}),
        moved=_those(later, {key for key, change in found.items() if change is Change.MOVED} - missing),
        failed=_those(later, failed(earlier, later) - missing),
        up=_by_size(shift for shift in shifts if shift.after > shift.before),
        down=_by_size(shift for shift in shifts if shift.after < shift.before),
        gone=_hurting(_without(earlier.challenges, later.challenges)),
        come=_hurting(_without(later.challenges, earlier.challenges)),
        done=_became(earlier, later, Status.DONE),
        dropped=_became(earlier, later, Status.DROPPED),
        planned_since=_still_to_do(_without(later.improvements, earlier.improvements)),
        measured=tuple(_measured(earlier, later)),
        arrived=_without(later.personas, earlier.personas),
        left=_without(earlier.personas, later.personas),
        opened=_without(later.stages, earlier.stages),
        closed=_without(earlier.stages, later.stages),
        renamed=tuple(_renamed(earlier, later)),
    )


def _renamed(earlier: JourneyMap, later: JourneyMap) -> Iterable[tuple[str, str]]:
    before, after = _called(earlier), _called(later)
    return ((before[key], name) for key, name in after.items() if before.get(key, name) != name)


def _called(journey: JourneyMap) -> dict[Key, str]:
    """What everything on a map is called, by its key; the map itself has none."""
    named: tuple[Persona | Stage | Touchpoint, ...] = (*journey.personas, *journey.stages, *journey.touchpoints)
    said: tuple[Challenge | Improvement, ...] = (*journey.challenges, *journey.improvements)
    return {"": journey.about.title, **{one.key: one.name for one in named}, **{one.key: one.text for one in said}}


def apart(journey: JourneyMap, first: Persona, second: Persona) -> Apart:
    """How two personas of one map differ."""
    passes = {persona.key: absent(journey, persona.key) for persona in (first, second)}
    feels = {persona.key: felt_by(journey, persona.key).typical for persona in (first, second)}
    shifts = [
        Shift(persona=first, touchpoint=t, before=feels[second.key][t.key], after=feels[first.key][t.key])
        for t in journey.travelled()
        if t.key in feels[first.key].keys() & feels[second.key].keys()
    ]
    return Apart(
        first=first,
        second=second,
        only_first=_those(journey, passes[second.key] - passes[first.key]),
        only_second=_those(journey, passes[first.key] - passes[second.key]),
        better=_by_size(shift for shift in shifts if shift.after > shift.before),
        worse=_by_size(shift for shift in shifts if shift.after < shift.before),
        pains_first=_pains(journey, first.key, second.key),
        pains_second=_pains(journey, second.key, first.key),
    )


def _hurting(challenges: tuple[Challenge, ...]) -> tuple[Challenge, ...]:
    return tuple(one for one in challenges if one.pain is not Pain.HELPED)


def _those(journey: JourneyMap, keys: set[Key]) -> tuple[Touchpoint, ...]:
    return tuple(touchpoint for touchpoint in journey.travelled() if touchpoint.key in keys)


def _shifts(earlier: JourneyMap, later: JourneyMap, persona: Persona) -> Iterable[Shift]:
    before, after = (felt_by(journey, persona.key).typical for journey in (earlier, later))
    at = {touchpoint.key: touchpoint for touchpoint in later.touchpoints}
    for key, score in after.items():
        if before.get(key, score) != score:
            yield Shift(persona=persona, touchpoint=at[key], before=before[key], after=score)


def _by_size(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    return tuple(sorted(shifts, key=lambda shift: -abs(shift.after - shift.before)))


def _without(some: tuple[N, ...], others: tuple[N, ...]) -> tuple[N, ...]:
    known = {note.key for note in others}
    return tuple(note for note in some if note.key not in known)


def _became(earlier: JourneyMap, later: JourneyMap, status: Status) -> tuple[Improvement, ...]:
    already = {one.key for one in earlier.improvements if one.status is status}
    return tuple(one for one in later.improvements if one.status is status and one.key not in already)


def _still_to_do(improvements: tuple[Improvement, ...]) -> tuple[Improvement, ...]:
    return tuple(one for one in improvements if one.status in {Status.OPEN, Status.DOING})


def _measured(earlier: JourneyMap, later: JourneyMap) -> Iterable[Measured]:
    before = {one.key: one for one in earlier.measures}
    for one in later.measures:
        was = before.get(one.key)
        if was is None or (was.series, was.target) != (one.series, one.target):
            yield Measured(measure=one, before=_last(was), value=_last(one))


def _last(measure: Measure | None) -> float | None:
    return measure.series[-1][1] if measure and measure.series else None


def _pains(journey: JourneyMap, mine: Key, other: Key) -> tuple[Challenge, ...]:
    return tuple(one for one in journey.challenges if mine in one.personas and other not in one.personas)
