"""What customers answered, on the scale of emotions, and how far from it lies what the team believes.

Each answer is put on the scale by itself, and the mean of them is drawn:

* CSAT, 1 to 5: its five answers are the five levels, from very bad to very good.
* CES, 1 to 7, where 7 is no effort at all: evenly over the scale, so that 4, neither nor, is 0.
* NPS, 0 to 10: 7 and 8 count as neither for nor against in that method (Reichheld, The One Number You Need to Grow,
  Harvard Business Review 2003), so 0 lies between them; below and above it evenly to both ends. Laid evenly over the
  whole scale, a 6 would look content, which the method counts against us. The NPS itself, the share of 9 and 10 less
  that of 0 to 6, is not taken: it knows three kinds of answer only, so that a 0 and a 6 would weigh the same and its
  error would be about twice as large.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean, median

from journeybot.journey import HIGHEST, LOWEST, JourneyMap, Key, Response
from journeybot.passing import felt
from journeybot.results import around_mean, without_small_groups

ENDS: dict[str, tuple[float, float, float]] = {"csat": (1, 3, 5), "ces": (1, 4, 7), "nps": (0, 7.5, 10)}
"""By questionnaire: the answers at the lowest level of the scale of emotions, at 0, and at the highest."""

APART = 1.0
"""So far apart, a whole level of the scale, belief and answers are worth a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What customers say of a touchpoint, -2 to +2: the mean of so many `answers`, and between what it lies with a
    probability of 95 %."""

    level: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A touchpoint at which customers say something else than the team believes. `lowest` and `highest` are what it
    believes of the different personas, the same for one; `by` is how far customers lie above (or, below 0, under)
    that."""

    touchpoint: Key
    lowest: float
    highest: float
    said: Said
    by: float


def on_scale(response: Response) -> float:
    """One answer on the scale of emotions; what is off the questionnaire's own scale counts as its end."""
    least, middle, most = ENDS[response.scale]
    value = min(most, max(least, float(response.value)))
    return (
        LOWEST * (middle - value) / (middle - least) if value < middle else HIGHEST * (value - middle) / (most - middle)
    )


def said(journey: JourneyMap) -> dict[Key, Said]:
    """What customers say, by touchpoint, on whichever scales at least five answered there; else it is not there."""
    given: dict[Key, list[float]] = defaultdict(list)
    for response in without_small_groups(journey).responses:
        given[response.touchpoint].append(on_scale(response))
    return {key: _said(values) for key, values in given.items()}


def gaps(journey: JourneyMap) -> tuple[Gap, ...]:
    """Where belief and answers lie at least a level apart and chance alone does not explain it, the widest first.

    Customers are of all personas, so they may lie anywhere between what is believed of one persona and of another.
    """
    answers = said(journey)
    believed = _believed(journey) if answers else {}
    found = [
        _gap(touchpoint.key, believed[touchpoint.key], answers[touchpoint.key])
        for touchpoint in journey.travelled()
        if touchpoint.key in answers and touchpoint.key in believed
    ]
    return tuple(sorted((gap for gap in found if _is_wide(gap)), key=lambda gap: -abs(gap.by)))


def _gap(touchpoint: Key, believed: list[float], answers: Said) -> Gap:
    lowest, highest = min(believed), max(believed)
    by = min(0.0, answers.level - lowest) + max(0.0, answers.level - highest)
    return Gap(touchpoint=touchpoint, lowest=lowest, highest=highest, said=answers, by=by)


def _is_wide(gap: Gap) -> bool:
    apart = gap.said.high < gap.lowest or gap.said.low > gap.highest
    return apart and abs(gap.by) >= APART


def _believed(journey: JourneyMap) -> dict[Key, list[float]]:
    """The median score for each persona that comes there, by touchpoint."""
    given: dict[tuple[Key, Key], list[int]] = defaultdict(list)
    for score in felt(journey):
        given[score.persona, score.touchpoint].append(score.value)
    believed: dict[Key, list[float]] = defaultdict(list)
    for (_, touchpoint), values in given.items():
        believed[touchpoint].append(median(values))
    return believed


def _said(values: list[float]) -> Said:
    sure = around_mean(values, LOWEST, highest=HIGHEST)
    return Said(level=fmean(values), low=sure.low, high=sure.high, answers=len(values))
