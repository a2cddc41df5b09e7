"""Arcs, and lines that turn their corners round."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin, tan

from journeybot.drawing.shapes import CUBIC, LINE, MOVE, Outline, Point


def arc(x: float, y: float, radius: float, share: float) -> Outline:
    """A part of a circle, clockwise from the top, in four cubics."""
    step = 2 * pi * share / 4
    reach = 4 / 3 * tan(step / 4) * radius
    points: list[Point] = [(x, y - radius)]
    for at in range(4):
        start, end = at * step - pi / 2, (at + 1) * step - pi / 2
        a, b = (x + radius * cos(start), y + radius * sin(start)), (x + radius * cos(end), y + radius * sin(end))
        points += [
            (a[0] - reach * sin(start), a[1] + reach * cos(start)),
            (b[0] + reach * sin(end), b[1] - reach * cos(end)),
            b,
        ]
    return Outline(tuple(points), (MOVE, *(CUBIC,) * 12))


def route(points: Sequence[Point], radius: float) -> Outline:
    """A line through the points, its corners rounded."""
    course: list[Point] = [points[0]]
    codes = [MOVE]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, _apart(before, corner) / 2, _apart(corner, after) / 2)
        start, end = _towards(corner, before, r), _towards(corner, after, r)
        course += [start, _towards(corner, before, r * 0.45), _towards(corner, after, r * 0.45), end]
        codes += [LINE, CUBIC, CUBIC, CUBIC]
    return Outline((*course, points[-1]), (*codes, LINE))


def _apart(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _towards(a: Point, b: Point, distance: float) -> Point:
    length = _apart(a, b) or 1.0
    return a[0] + (b[0] - a[0]) * distance / length, a[1] + (b[1] - a[1]) * distance / length
