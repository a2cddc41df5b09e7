"""A small sign for each channel that everybody knows, as outlines in a unit square."""

from functools import cache

from journeybot.drawing.icons import Part
from journeybot.drawing.shapes import CUBIC, MOVE, Box, Outline, Point, circle, polyline, rounded

THIN, THICK = 0.09, 0.16


def _line(*points: Point, width: float = THIN) -> Part:
    return polyline(points), False, width


def _bent(*points: Point, width: float = THIN) -> Part:
    return Outline(points, (MOVE, *(CUBIC,) * (len(points) - 1))), False, width


def _box(x: float, y: float, width: float, height: float, radius: float = 0.1) -> Part:
    return rounded(Box(x, y, width, height), radius), False, THIN


def _ball(x: float, y: float, radius: float) -> Part:
    return circle(x, y, radius), True, 0.0


@cache
def signs() -> dict[str, tuple[Part, ...]]:
    """By the names that picture.toml gives words to."""
    globe = (circle(0.5, 0.5, 0.44), False, THIN)
    meridian = _bent((0.5, 0.06), (0.26, 0.3), (0.26, 0.7), (0.5, 0.94), (0.74, 0.7), (0.74, 0.3), (0.5, 0.06))
    handset = _bent((0.2, 0.2), (0.2, 0.56), (0.44, 0.8), (0.8, 0.8), width=THICK)
    envelope = (_box(0.05, 0.18, 0.9, 0.66), _line((0.08, 0.24), (0.5, 0.58), (0.92, 0.24)))
    awning = _line((0.1, 0.42), (0.18, 0.1), (0.82, 0.1), (0.9, 0.42), (0.1, 0.42))
    shoulders = _bent((0.12, 0.94), (0.12, 0.5), (0.88, 0.5), (0.88, 0.94))
    return {
        "web": (globe, meridian, _line((0.06, 0.5), (0.94, 0.5))),
        "phone": (handset, _ball(0.22, 0.22, 0.15), _ball(0.78, 0.78, 0.15)),
        "mail": envelope,
        "post": (_box(0.16, 0.06, 0.68, 0.88, 0.06), *(_line((0.32, y), (0.68, y)) for y in (0.32, 0.5, 0.68))),
        "chat": (_box(0.05, 0.1, 0.9, 0.6, 0.2), _line((0.24, 0.7), (0.24, 0.94), (0.46, 0.7)), *_dots()),
        "app": (_box(0.24, 0.04, 0.52, 0.92), _ball(0.5, 0.82, 0.055)),
        "store": (awning, _line((0.16, 0.44), (0.16, 0.92), (0.84, 0.92), (0.84, 0.44)), _box(0.4, 0.58, 0.2, 0.34, 0)),
        "person": ((circle(0.5, 0.28, 0.2), False, THIN), shoulders),
        "social": (_ball(0.2, 0.5, 0.15), _ball(0.78, 0.18, 0.15), _ball(0.78, 0.82, 0.15), *_threads()),
        "other": ((circle(0.5, 0.5, 0.2), False, THIN),),
        "place": (_pin(), _ball(0.5, 0.37, 0.11)),
    }


def _dots() -> tuple[Part, ...]:
    return tuple(_ball(x, 0.4, 0.06) for x in (0.3, 0.5, 0.7))


def _threads() -> tuple[Part, ...]:
    return _line((0.2, 0.5), (0.78, 0.18)), _line((0.2, 0.5), (0.78, 0.82))


def _pin() -> Part:
    return _bent((0.5, 0.95), (0.1, 0.5), (0.14, 0.05), (0.5, 0.05), (0.86, 0.05), (0.9, 0.5), (0.5, 0.95))
