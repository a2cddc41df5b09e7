"""Two revisions of a map, or two of its personas, side by side: what is new, gone or moved, better or worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from journeybot.figures import felt_by
from journeybot.journey import JourneyMap, Key, MapState, Moment, Pain, Persona, Stage, Touchpoint

EARLIER, LATER = "@earlier", "@later"
"""Ends of the keys of a persona's two sides."""

FINE, BAD = 0, -1
"""A typical feeling down to which a touchpoint counts as going well, and one from which on as going wrong."""
SEVERE = 3

Side = tuple[Key, ...]
"""The personas to be held against each other: the later or the first one, then the other if there is one."""

N = TypeVar("N", Persona, Stage, Touchpoint)


class Change(StrEnum):
    """What became of a touchpoint between two revisions."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One map that holds all of both sides: every stage and touchpoint of either, and where revisions are compared a
    persona of its own for each side of each persona. `revisions` are the later (0: the map as it is now) and the
    earlier, if any, `days` of when they are, `states` which world each tells of; `failed` the touchpoints that go wrong
    in the later only. `shifts` says for each pair by how much a touchpoint feels better (above zero) on the first side
    than on the second, where both were scored."""

    both: JourneyMap
    sides: tuple[Side, ...]
    changes: Mapping[Key, Change]
    revisions: tuple[int, int] | None
    days: tuple[date | None, date | None] = (None, None)
    states: tuple[MapState, MapState] | None = None
    shifts: Mapping[Side, Mapping[Key, float]]
    failed: frozenset[Key] = frozenset()

    @property
    def planned(self) -> bool:
        """Whether the earlier says how it should be, and the later how it is."""
        return self.states is not None and self.states[0] is MapState.CURRENT is not self.states[1]

    def of(self, side: Side) -> JourneyMap:
        """The map with these personas only, and without what is not compared."""
        return replace(
            self.both,
            personas=tuple(persona for key in side for persona in self.both.personas if persona.key == key),
            moments=tuple(moment for moment in self.both.moments if moment.persona in side),
            scores=tuple(score for score in self.both.scores if score.persona in side),
            responses=(),
        )


def compared_personas(journey: JourneyMap, first: Key, second: Key) -> Comparison:
    """Two personas of one map."""
    return _comparison(journey, ((first, second),))


def compared_revisions(earlier: JourneyMap, later: JourneyMap) -> Comparison:
    """Two revisions of one map."""
    before, after = _sided(earlier, EARLIER), _sided(later, LATER)
    both = replace(
        later,
        personas=(*after.personas, *before.personas),
        stages=_merged(later.stages, earlier.stages),
        touchpoints=_merged(later.touchpoints, earlier.touchpoints),
        moments=(*after.moments, *_otherwise(before, after)),
        scores=(*after.scores, *before.scores),
    )
    there = {persona.key for persona in both.personas}
    people = [persona.key for persona in _merged(later.personas, earlier.personas)]
    sides = tuple(tuple(side for side in (key + LATER, key + EARLIER) if side in there) for key in people)
    found = changes(earlier, later)
    wrong = frozenset(failed(earlier, later))
    return replace(
        _comparison(both, sides),
        changes=found | dict.fromkeys(left_out(earlier, later), Change.GONE),
        revisions=(later.kept, earlier.kept),
        days=(later.as_of, earlier.as_of),
        states=(later.about.state, earlier.about.state),
        failed=wrong,
    )


def left_out(earlier: JourneyMap, later: JourneyMap) -> set[Key]:
    """What is still on the map, but all of its personas now pass by."""
    return _passed_by(later) - _passed_by(earlier)


def _passed_by(journey: JourneyMap) -> set[Key]:
    everybody = [absent(journey, persona.key) for persona in journey.personas]
    return set.intersection(*everybody) if everybody else set()


def absent(journey: JourneyMap, persona: Key) -> set[Key]:
    """The touchpoints that a persona passes by."""
    return {moment.touchpoint for moment in journey.moments if moment.persona == persona and moment.absent}


def changes(earlier: JourneyMap, later: JourneyMap) -> dict[Key, Change]:
    """What became of each touchpoint that is not where it was: moved ones changed their stage or their order."""
    old, new = ({touchpoint.key: touchpoint for touchpoint in journey.travelled()} for journey in (earlier, later))
    found = {key: Change.NEW for key in new if key not in old} | {key: Change.GONE for key in old if key not in new}
    same_stage = {key for key in old.keys() & new.keys() if old[key].stage == new[key].stage}
    stayed = _in_order([key for key in old if key in same_stage], [key for key in new if key in same_stage])
    return found | {key: Change.MOVED for key in new if key in old and key not in stayed}


def failed(earlier: JourneyMap, later: JourneyMap) -> set[Key]:
    """The touchpoints of both that went well, as far as anybody said, and go wrong in the later: somebody feels bad
    there, or something severe has come to hurt there. What was bad already is at most worse."""
    both = {touchpoint.key for touchpoint in earlier.touchpoints} & {one.key for one in later.touchpoints}
    wrong = {key for key, level in _lowest(later).items() if level <= BAD} | _severe(later)
    before = {key for key, level in _lowest(earlier).items() if level < FINE} | _severe(earlier)
    return (wrong - before) & both


def _lowest(journey: JourneyMap) -> dict[Key, float]:
    """The lowest typical feeling of any persona at each touchpoint that was scored."""
    felt = [felt_by(journey, persona.key).typical for persona in journey.personas]
    return {key: min(of[key] for of in felt if key in of) for key in {key for of in felt for key in of}}


def _severe(journey: JourneyMap) -> set[Key]:
    met = (one for one in journey.challenges if one.severity == SEVERE and one.pain is Pain.MET)
    return {one.touchpoint for one in met if one.touchpoint}


def _comparison(both: JourneyMap, sides: tuple[Side, ...]) -> Comparison:
    shifts = {side: _shifts(both, side) for side in sides if len(side) > 1}
    return Comparison(both=both, sides=sides, changes={}, revisions=None, shifts=shifts)


def _sided(journey: JourneyMap, end: str) -> JourneyMap:
    """The map with personas whose keys tell the side."""
    return replace(
        journey,
        personas=tuple(replace(persona, key=persona.key + end) for persona in journey.personas),
        moments=tuple(replace(moment, persona=moment.persona + end) for moment in journey.moments),
        scores=tuple(replace(score, persona=score.persona + end) for score in journey.scores),
    )


def _otherwise(before: JourneyMap, after: JourneyMap) -> tuple[Moment, ...]:
    """The earlier moments; what was thought then and still is, is not said twice."""
    still = {(m.persona.removesuffix(LATER), m.touchpoint, m.thought) for m in after.moments}
    return tuple(
        replace(m, thought="") if (m.persona.removesuffix(EARLIER), m.touchpoint, m.thought) in still else m
        for m in before.moments
    )


def _in_order(one: Sequence[Key], other: Sequence[Key]) -> set[Key]:
    """Those that stand in the same order in both."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {key for block in blocks for key in one[block.a : block.a + block.size]}


def _merged(later: Sequence[N], earlier: Sequence[N]) -> tuple[N, ...]:
    """All of the later, and each that is gone after the one that it used to follow."""
    merged, known = list(later), {note.key for note in later}
    place = 0
    for note in earlier:
        if note.key in known:
            place = next(at for at, other in enumerate(merged) if other.key == note.key) + 1
        else:
            merged.insert(place, note)
            place += 1
    return tuple(merged)


def _shifts(both: JourneyMap, side: Side) -> dict[Key, float]:
    first, second = (felt_by(both, key).typical for key in side)
    return {key: level - second[key] for key, level in first.items() if key in second}
