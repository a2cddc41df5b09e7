"""What the scores and answers on a map say: medians, ranges, peaks and valleys, and who is where."""

import itertools
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from journeybot.customers import said
from journeybot.figures import ENOUGH
from journeybot.journey import Basis, Challenge, JourneyMap, Key, Measure, Touchpoint
from journeybot.passing import felt


@dataclass(frozen=True, slots=True)
class Feeling:
    """How a touchpoint feels to a persona: the median, and the lowest and highest score where enough people scored."""

    middle: float
    lowest: float
    highest: float
    people: int

    @property
    def contested(self) -> bool:
        """Whether the range may be shown and is one."""
        return self.people >= ENOUGH and self.highest > self.lowest


Feelings = dict[Key, Feeling]
"""By touchpoint; one that nobody scored is not there."""


def feelings(journey: JourneyMap) -> dict[Key, Feelings]:
    """By persona, of those who were scored. A persona that skips a touchpoint feels nothing there."""
    values: dict[Key, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
    for score in felt(journey):
        values[score.persona][score.touchpoint].append(score.value)
    return {persona: {key: _feeling(found) for key, found in of.items()} for persona, of in values.items()}


def _feeling(values: list[int]) -> Feeling:
    return Feeling(median(values), min(values), max(values), len(values))


def said_by_customers(journey: JourneyMap) -> Feelings:
    """What customers answered, by touchpoint: the mean, and between what it lies with a probability of 95 %."""
    return {key: Feeling(of.level, of.low, of.high, of.answers) for key, of in said(journey).items()}


def stretches(felt: Feelings, way: tuple[Touchpoint, ...]) -> list[list[Touchpoint]]:
    """The parts of the way without a gap, as a curve is drawn."""
    parts: list[list[Touchpoint]] = [[]]
    for touchpoint in way:
        if touchpoint.key in felt:
            parts[-1].append(touchpoint)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def turning_points(felt: Feelings, way: tuple[Touchpoint, ...]) -> dict[Key, bool]:
    """Peaks (True) and valleys (False) of a curve; of a plateau its first point, of a lone point its side of zero."""
    found: dict[Key, bool] = {}
    for part in stretches(felt, way):
        levels = [felt[touchpoint.key].middle for touchpoint in part]
        for at, touchpoint in enumerate(part):
            turn = _turn(levels, at)
            if turn is not None:
                found[touchpoint.key] = turn
    return found


def _turn(levels: list[float], at: int) -> bool | None:
    level = levels[at]
    if at and levels[at - 1] == level:
        return None
    after = next((other for other in levels[at + 1 :] if other != level), level)
    before = levels[at - 1] if at else level
    if before == after == level:
        return level >= 0
    if level >= before and level >= after:
        return True
    return False if level <= before and level <= after else None


def votes(journey: JourneyMap) -> dict[Key, int]:
    """Dots by what they were given to."""
    counted: dict[Key, int] = defaultdict(int)
    for vote in journey.votes:
        counted[vote.on] += 1
    return counted


def bases(journey: JourneyMap) -> dict[Key, list[Basis]]:
    """What each note stands on, each basis once, the surest last."""
    found: dict[Key, set[Basis]] = defaultdict(set)
    for evidence in journey.evidence:
        found[evidence.on].add(evidence.basis)
    return {key: [basis for basis in Basis if basis in of] for key, of in found.items()}


def spots(journey: JourneyMap) -> dict[Key, Key]:
    """The touchpoint, or failing that the stage, that each challenge, improvement and measure hangs on; those of the
    whole journey are not there."""
    stages = {stage.key for stage in journey.stages}
    known = stages | {t.key for t in journey.touchpoints if t.stage in stages}
    found: dict[Key, Key] = {}
    for note in itertools.chain[Challenge | Measure](journey.challenges, journey.measures):
        spot = next((key for key in (note.touchpoint, note.stage) if key in known), None)
        if spot:
            found[note.key] = spot
    for improvement in journey.improvements:
        answered = (found[key] for key in improvement.challenges if key in found)
        own = (key for key in (improvement.touchpoint, improvement.stage) if key in known)
        spot = next(itertools.chain(answered, own), None)
        if spot:
            found[improvement.key] = spot
    return found


def whereabouts(journey: JourneyMap) -> dict[Key, Key]:
    """The stage of everything that has one, by key: stages, touchpoints, challenges, improvements and measures."""
    places = {stage.key: stage.key for stage in journey.stages}
    places |= {t.key: t.stage for t in journey.touchpoints if t.stage in places}
    return places | {key: places[spot] for key, spot in spots(journey).items()}


def quoted(journey: JourneyMap, felt: dict[Key, Feelings]) -> dict[tuple[Key, Key], bool]:
    """The thoughts that stand at a peak (True) or a valley of their persona's curve, by persona and touchpoint."""
    way = journey.travelled()
    turns = {persona: turning_points(of, way) for persona, of in felt.items()}
    return {
        (moment.persona, moment.touchpoint): turns[moment.persona][moment.touchpoint]
        for moment in journey.moments
        if moment.thought and moment.touchpoint in turns.get(moment.persona, {})
    }
