"""Smooth curves through given points that never rise or fall beyond them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from journeybot.drawing.shapes import CUBIC, MOVE, Outline, Point


def tangents(points: Sequence[Point]) -> list[float]:
    """Slopes at the points, so that the cubic between two neighbours stays between their heights.

    The harmonic mean of the neighbouring slopes, 0 at a turning point: Fritsch and Butland, A method for constructing
    local monotone piecewise cubic interpolants (1984). Needs at least two points, x increasing.
    """
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    slopes = [(b[1] - a[1]) / step for a, b, step in zip(points, points[1:], steps, strict=False)]
    inner = [_between(*pair) for pair in zip(slopes, slopes[1:], steps, steps[1:], strict=False)]
    return [slopes[0], *inner, slopes[-1]]


def _between(before: float, after: float, step: float, next_step: float) -> float:
    if before * after <= 0:
        return 0.0
    weight = (step + 2 * next_step) / (3 * (step + next_step))
    return before * after / (weight * after + (1 - weight) * before)


def smooth(points: Sequence[Point]) -> Outline:
    """The curve as cubics. Needs at least two points, x increasing."""
    slopes = tangents(points)
    course: list[Point] = [points[0]]
    for (x, y), (to_x, to_y), slope, to_slope in zip(points, points[1:], slopes, slopes[1:], strict=False):
        third = (to_x - x) / 3
        course += [(x + third, y + slope * third), (to_x - third, to_y - to_slope * third), (to_x, to_y)]
    return Outline(tuple(course), (MOVE, *(CUBIC for _ in course[1:])))


def sampled(points: Sequence[Point], per_step: int = 12) -> Iterator[Point]:
    """The same curve as short straight steps."""
    slopes = tangents(points)
    for (x, y), (to_x, to_y), slope, to_slope in zip(points, points[1:], slopes, slopes[1:], strict=False):
        third = (to_x - x) / 3
        one, two = y + slope * third, to_y - to_slope * third
        for step in range(per_step):
            t = step / per_step
            u = 1 - t
            yield x + (to_x - x) * t, u**3 * y + 3 * u * u * t * one + 3 * u * t * t * two + t**3 * to_y
    yield points[-1]
