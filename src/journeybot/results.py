"""What customers answered at a touchpoint, in figures: a score, how sure it is, and nothing at all of small groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import NormalDist, fmean, stdev
from types import MappingProxyType
from typing import Literal

from journeybot.journey import JourneyMap, Key, Response

Scale = Literal["csat", "nps", "ces"]

SCALES: Mapping[Scale, tuple[int, int]] = MappingProxyType({"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)})
"""The lowest and the highest answer: CSAT (satisfied), NPS (would recommend), CES (was easy; 7 is the least effort)."""

ENOUGH = 5
"""Answers on one scale at one touchpoint below which nothing of them is shown to anybody."""

SATISFIED, PROMOTERS, DETRACTORS = 4, 9, 6
"""CSAT answers from 4 on are satisfied; NPS answers from 9 on promote, those up to 6 detract (Reichheld 2003)."""

Z = NormalDist().inv_cdf(0.975)
"""For intervals that hold what everybody would say in 95 of 100 such samples."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included, on the scale of what it belongs to."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the answers on one scale come to. `score`: of CSAT the satisfied in percent (0 to 100), of NPS promoters
    less detractors (-100 to 100), of CES the mean (1 to 7). `sure` is its 95 % interval. `many` is of CSAT how many are
    satisfied. `comments` are newest first. Of fewer than ENOUGH there is `n` and nothing else."""

    touchpoint: Key
    scale: Scale
    n: int
    score: float | None = None
    sure: Interval | None = None
    mean: float | None = None
    many: int = 0
    comments: tuple[Response, ...] = ()


def results(journey: JourneyMap, touchpoint: Key) -> tuple[Result, ...]:
    """The results at a touchpoint, one for each scale on which somebody answered, in the order of SCALES."""
    given = [one for one in journey.responses if one.touchpoint == touchpoint]
    by_scale = ((scale, [one for one in given if one.scale == scale]) for scale in SCALES)
    return tuple(_result(touchpoint, scale, answers) for scale, answers in by_scale if answers)


def without_small_groups(journey: JourneyMap) -> JourneyMap:
    """The map without the answers that are too few at their touchpoint, on their scale, to show to anybody."""
    many = Counter((one.touchpoint, one.scale) for one in journey.responses)
    kept = tuple(one for one in journey.responses if many[one.touchpoint, one.scale] >= ENOUGH)
    return journey if len(kept) == len(journey.responses) else replace(journey, responses=kept)


def _result(touchpoint: Key, scale: Scale, answers: list[Response]) -> Result:
    found = Result(touchpoint=touchpoint, scale=scale, n=len(answers))
    if found.n < ENOUGH:
        return found
    values = [one.value for one in answers]
    score, sure = {"csat": _csat, "nps": _nps, "ces": _ces}[scale](values)
    newest = sorted((one for one in answers if one.comment), key=lambda one: one.position, reverse=True)
    many = sum(value >= SATISFIED for value in values) if scale == "csat" else 0
    return replace(found, score=score, sure=sure, mean=fmean(values), many=many, comments=tuple(newest))


def _csat(values: list[int]) -> tuple[float, Interval]:
    """The share that is satisfied, with Wilson's interval, which stays within 0 and 100 and is right for few answers
    (Wilson 1927, JASA 22; recommended by Brown, Cai and DasGupta 2001, Statistical Science 16)."""
    n, share = len(values), sum(value >= SATISFIED for value in values) / len(values)
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return 100 * share, Interval(max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half)))


def _nps(values: list[int]) -> tuple[float, Interval]:
    """Promoters less detractors. The interval is the adjusted Wald one for the difference of two shares of one sample,
    with three answers more, spread as if by chance: 3/4 promote, 3/4 detract (Agresti and Min 2005, Statistics in
    Medicine 24; for NPS: Rocks 2016, The American Statistician 70). Plain Wald is too narrow for small samples, and
    has no width where all promote."""
    promoting, detracting = sum(v >= PROMOTERS for v in values), sum(v <= DETRACTORS for v in values)
    n, up, down = len(values) + 3, promoting + 0.75, detracting + 0.75
    difference = (up - down) / n
    half = Z * sqrt(((up + down) / n - difference**2) / n)
    sure = Interval(max(-100.0, 100 * (difference - half)), min(100.0, 100 * (difference + half)))
    return 100 * (promoting - detracting) / len(values), sure


def _ces(values: list[int]) -> tuple[float, Interval]:
    lowest, highest = SCALES["ces"]
    return fmean(values), around_mean(values, lowest, highest=highest)


def around_mean(values: Sequence[float], lowest: float, *, highest: float) -> Interval:
    """Student's interval of a mean, cut off where the scale ends. A few answers that are all alike prove nothing for
    certain: the spread is taken as if one more had been given at either end of the scale."""
    mean, many = fmean(values), len(values)
    half = student(many - 1) * stdev([*values, lowest, highest]) / sqrt(many)
    return Interval(max(lowest, mean - half), min(highest, mean + half))


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by the expansion 26.7.5 of Abramowitz and Stegun (1964): from four degrees of
    freedom on, as here, it is less than 0.001 off."""
    z, v = Z, freedom
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(v) ** power for power, term in enumerate(terms, start=1))
