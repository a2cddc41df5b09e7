"""The marks that tell curves apart without their colour: shapes and dashes."""

from typing import Literal

from journeybot.drawing.shapes import Box, Outline, circle, polyline, rounded

Marker = Literal["disc", "square", "diamond", "triangle", "wedge"]
MARKERS: tuple[Marker, ...] = ("disc", "square", "diamond", "triangle")
DASHES: tuple[tuple[float, ...], ...] = ((), (8.0, 3.0), (4.0, 2.5), (10.0, 3.0, 2.5, 3.0))
STRATEGIES: dict[str, Marker] = {
    "simplify": "disc",
    "support": "square",
    "personalise": "diamond",
    "other": "triangle",
    "unnamed": "wedge",
}
CUSTOMERS = (6.0, 3.6)
"""Dash of what customers say; their points are hollow and in the colour of the text, so that they look like nobody's
who is one of the personas."""
ABSENT, GAP, TARGET = (3.0, 2.4), (1.2, 3.2), (3.0, 2.0)
"""Dashes of what a persona does not come to, of the way over a gap in its curve, and of a measure's target."""


def marker(shape: Marker, x: float, y: float, r: float) -> Outline:
    """A marker around a point, about as large as a disc of radius `r`."""
    if shape == "disc":
        return circle(x, y, r)
    if shape == "square":
        return rounded(Box(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r), 0.6)
    if shape == "diamond":
        return polyline(((x, y - 1.25 * r), (x + 1.25 * r, y), (x, y + 1.25 * r), (x - 1.25 * r, y)), closed=True)
    point, flat = (y - 1.2 * r, y + 0.85 * r) if shape == "triangle" else (y + 1.2 * r, y - 0.85 * r)
    return polyline(((x, point), (x + 1.15 * r, flat), (x - 1.15 * r, flat)), closed=True)
