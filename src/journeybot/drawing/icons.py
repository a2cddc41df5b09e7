"""The small marks of the picture as outlines in a unit square."""

from functools import cache
from math import cos, pi, sin

from journeybot.drawing.shapes import CUBIC, LINE, MOVE, Box, Outline, Point, circle, joined, polyline, rounded

Part = tuple[Outline, bool, float]
"""An outline, whether it is filled, and how wide its stroke is as a share of the square (0: none)."""


def _star() -> Outline:
    angles = [(-pi / 2 + at * pi / 5, 0.5 if at % 2 == 0 else 0.215) for at in range(10)]
    return polyline(((0.5 + r * cos(a), 0.53 + r * sin(a)) for a, r in angles), closed=True)


def _drop() -> Outline:
    points: tuple[Point, ...] = (
        (0.5, 0.02), (0.62, 0.24), (0.84, 0.44), (0.84, 0.65), (0.84, 0.85), (0.69, 0.98), (0.5, 0.98),
        (0.31, 0.98), (0.16, 0.85), (0.16, 0.65), (0.16, 0.44), (0.38, 0.24), (0.5, 0.02),
    )  # fmt: skip
    return Outline(points, (MOVE, *(CUBIC,) * 12))


def _bolt() -> Outline:
    return polyline(((0.6, 0.0), (0.16, 0.58), (0.45, 0.58), (0.36, 1.0), (0.84, 0.4), (0.53, 0.4)), closed=True)


def _bubble() -> Outline:
    tail = polyline(((0.2, 0.6), (0.5, 0.7), (0.2, 0.98)), closed=True)
    return joined(rounded(Box(0.02, 0.08, 0.96, 0.64), 0.22), tail)


def _bars() -> Outline:
    return joined(*(rounded(Box(x, 0.95 - high, 0.22, high)) for x, high in ((0.06, 0.4), (0.39, 0.65), (0.72, 0.9))))


def _flag() -> Outline:
    return polyline(((0.24, 0.06), (0.92, 0.27), (0.24, 0.52)), closed=True)


def _answer() -> Outline:
    return Outline(((0.05, 0.05), (0.05, 0.4), (0.2, 0.5), (0.9, 0.5)), (MOVE, CUBIC, CUBIC, CUBIC))


def _shoulders() -> Outline:
    points = ((0.08, 0.98), (0.08, 0.7), (0.28, 0.58), (0.5, 0.58), (0.72, 0.58), (0.92, 0.7), (0.92, 0.98))
    return Outline(points, (MOVE, *(CUBIC,) * 6))


def _marks() -> dict[str, tuple[Part, ...]]:
    ring = (circle(0.5, 0.5, 0.43), False, 0.13)
    return {
        "truth": ((_star(), True, 0.0),),
        "done": ((polyline(((0.1, 0.55), (0.4, 0.85), (0.92, 0.2))), False, 0.17),),
        "first": ((_star(), True, 0.0),),
        "trigger": ((_bolt(), True, 0.0),),
        "met": ((_drop(), True, 0.0),),
        "helped": tuple((polyline(line), False, 0.22) for line in _PLUS),
        "assumed": (
            (circle(0.5, 0.5, 0.42), False, 0.11),
            (_hook(), False, 0.12),
            (circle(0.5, 0.74, 0.075), True, 0.0),
        ),
        "heard": ((_bubble(), True, 0.0),),
        "measured": ((_bars(), True, 0.0),),
        "milestone": ((_flag(), True, 0.0), (polyline(((0.24, 0.02), (0.24, 0.98))), False, 0.12)),
        "destination": (ring, (circle(0.5, 0.5, 0.17), True, 0.0)),
        "people": ((circle(0.5, 0.29, 0.25), True, 0.0), (_shoulders(), True, 0.0)),
        "vote": ((polyline(((0.08, 0.55), (0.38, 0.86), (0.92, 0.14))), False, 0.2),),
        "dot": ((circle(0.5, 0.5, 0.46), True, 0.0),),
        "answers": ((_answer(), False, 0.13), (polyline(((0.62, 0.2), (0.95, 0.5), (0.62, 0.8))), False, 0.13)),
        "clock": (ring, (polyline(((0.5, 0.27), (0.5, 0.52), (0.67, 0.62))), False, 0.11)),
        "page": ((rounded(Box(0.16, 0.06, 0.68, 0.88), 0.08), False, 0.11),),
        "map": ((_folded(), False, 0.1), *((polyline(fold), False, 0.08) for fold in _FOLDS)),
        "reached": (ring, (polyline(((0.28, 0.52), (0.44, 0.69), (0.73, 0.33))), False, 0.13)),
        "missed": (ring, *((polyline(line), False, 0.13) for line in _CROSS)),
        "rising": (_arrow((0.1, 0.88), (0.88, 0.12)),),
        "falling": (_arrow((0.1, 0.12), (0.88, 0.88)),),
        "edition": (
            (polyline(((0.3, 0.16), (0.3, 0.04), (0.92, 0.04), (0.92, 0.74), (0.8, 0.74))), False, 0.11),
            (rounded(Box(0.1, 0.22, 0.6, 0.72), 0.06), False, 0.11),
        ),
    }


_PLUS = (((0.5, 0.06), (0.5, 0.94)), ((0.06, 0.5), (0.94, 0.5)))
_CROSS = (((0.34, 0.34), (0.66, 0.66)), ((0.34, 0.66), (0.66, 0.34)))


def _arrow(start: Point, end: Point) -> Part:
    (x, y), back = end, 0.5 if end[1] < start[1] else -0.5
    head = polyline(((x - 0.5, y), end, (x, y + back)))
    return joined(polyline((start, end)), head), False, 0.15


_FOLDS = (((0.35, 0.08), (0.35, 0.8)), ((0.65, 0.2), (0.65, 0.92)))


def _folded() -> Outline:
    top, bottom = ((0.05, 0.2), (0.35, 0.08), (0.65, 0.2), (0.95, 0.08)), (0.95, 0.8)
    return polyline((*top, bottom, (0.65, 0.92), (0.35, 0.8), (0.05, 0.92)), closed=True)


def _hook() -> Outline:
    points = ((0.37, 0.42), (0.37, 0.2), (0.65, 0.2), (0.64, 0.41), (0.63, 0.5), (0.5, 0.49), (0.5, 0.62))
    return Outline(points, (MOVE, *(CUBIC,) * 6))


@cache
def icon(name: str) -> tuple[Part, ...]:
    """The parts of a mark."""
    return _marks()[name]


@cache
def mouth(level: int) -> Outline:
    """The mouth of a face at -2 to +2: a smile, a line or the opposite of a smile."""
    bend = 0.11 * level
    corner = 0.66 - bend / 2
    points = ((0.28, corner), (0.4, corner + bend), (0.6, corner + bend), (0.72, corner))
    return Outline(points, (MOVE, CUBIC, CUBIC, CUBIC)) if level else Outline((points[0], points[3]), (MOVE, LINE))
