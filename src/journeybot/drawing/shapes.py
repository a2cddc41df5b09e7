"""What a drawing is made of: outlines, lines of text and the cells they belong to, in points from the top left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple

from journeybot.journey import Key

Point = tuple[float, float]
Weight = Literal["regular", "semibold", "bold", "italic"]

MOVE, LINE, QUAD, CUBIC, CLOSE = 1, 2, 3, 4, 79
"""Codes of an outline's points, numbered as Matplotlib numbers them, so that the canvas can pass them on in bulk."""

TAKES = {MOVE: 1, LINE: 1, QUAD: 2, CUBIC: 3, CLOSE: 1}
"""How many points each of them takes; each of these points has the code."""

ROUND = 0.5523
"""How far the handles of a cubic reach along each side to draw a quarter of a circle."""


class Layer(IntEnum):
    """What is painted over what. Text comes last of all."""

    GROUND = 0
    PANEL = 1
    TINT = 2
    BAND = 3
    LINE = 4
    CARD = 5
    CURVE = 6
    MARK = 7
    DETAIL = 8


class Box(NamedTuple):
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, other: "Box", slack: float = 0.01) -> bool:
        """Whether the other lies wholly inside this one."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box", slack: float = 0.01) -> bool:
        """Whether the two share any area."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )


class Style(NamedTuple):
    """How text is set; `size` in points."""

    size: float
    weight: Weight = "regular"

    @property
    def line(self) -> float:
        """Height of one line."""
        return self.size * 1.34

    @property
    def rise(self) -> float:
        """From the top of a line down to its baseline."""
        return self.size * 1.02


class Outline(NamedTuple):
    """A path: one code for each point, CLOSE with a point nobody looks at."""

    points: tuple[Point, ...]
    codes: tuple[int, ...]

    def at(self, x: float, y: float, scale: float = 1.0) -> "Outline":
        """The same outline, grown and then moved."""
        return Outline(tuple((x + px * scale, y + py * scale) for px, py in self.points), self.codes)


class Ink(NamedTuple):
    """How an outline is painted: a fill, a stroke or both, in `#rrggbb`; dashes in points."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    layer: Layer = Layer.CARD


class Painted(NamedTuple):
    """An outline in its ink."""

    outline: Outline
    ink: Ink


class Cell(NamedTuple):
    """A place given to something: `kind` is its sort, `of` the note that it shows, `inside` the cell around it."""

    kind: str
    box: Box
    of: Key | None = None
    inside: "Cell | None" = None


class Run(NamedTuple):
    """One line of text; `box` is the room it takes, `cell` the place it must not leave."""

    text: str
    x: float
    baseline: float
    width: float
    style: Style
    colour: str
    cell: Cell

    @property
    def box(self) -> Box:
        """The room of the line, ascenders and descenders included."""
        return Box(self.x, self.baseline - self.style.rise, self.width, self.style.line)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished layout: what to paint, in order, and which place belongs to what."""

    width: float
    height: float
    ground: str
    shapes: tuple[Painted, ...]
    runs: tuple[Run, ...]
    cells: tuple[Cell, ...]
    han: str = ""
    """The language whose forms of Han characters are meant, as BCP 47 writes it."""


Points = Sequence[Sequence[float]]


def segments(points: Points, codes: Iterable[int]) -> Iterator[tuple[int, Points]]:
    """The parts of a path: a code, and the one to three points that it takes."""
    left = iter(codes)
    at = 0
    for code in left:
        takes = TAKES[code]
        yield code, points[at : at + takes]
        at += takes
        for _ in range(takes - 1):
            next(left)


def polyline(points: Iterable[Point], *, closed: bool = False) -> Outline:
    """Straight lines from point to point."""
    course = tuple(points)
    codes = (MOVE, *(LINE for _ in course[1:]))
    return Outline((*course, course[0]), (*codes, CLOSE)) if closed else Outline(course, codes)


def rounded(box: Box, radius: float = 0.0) -> Outline:
    """A rectangle, its corners rounded."""
    r = min(radius, box.width / 2, box.height / 2)
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    if r <= 0:
        return polyline(((left, top), (right, top), (right, bottom), (left, bottom)), closed=True)
    k = r * (1 - ROUND)
    points = (
        (left + r, top), (right - r, top), (right - k, top), (right, top + k), (right, top + r),
        (right, bottom - r), (right, bottom - k), (right - k, bottom), (right - r, bottom),
        (left + r, bottom), (left + k, bottom), (left, bottom - k), (left, bottom - r),
        (left, top + r), (left, top + k), (left + k, top), (left + r, top), (left + r, top),
    )  # fmt: skip
    return Outline(points, (MOVE, *(LINE, CUBIC, CUBIC, CUBIC) * 4, CLOSE))


def circle(x: float, y: float, radius: float) -> Outline:
    """A disc around a point."""
    return rounded(Box(x - radius, y - radius, 2 * radius, 2 * radius), radius)


def joined(*outlines: Outline) -> Outline:
    """Several outlines as one."""
    return Outline(
        tuple(point for outline in outlines for point in outline.points),
        tuple(code for outline in outlines for code in outline.codes),
    )


def strip(box: Box, radius: float) -> Outline:
    """The left edge of a rounded rectangle, as wide as the box."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    k = radius * (1 - ROUND)
    points = (
        (right, y), (right, bottom), (x + radius, bottom), (x + k, bottom), (x, bottom - k), (x, bottom - radius),
        (x, y + radius), (x, y + k), (x + k, y), (x + radius, y), (right, y),
    )  # fmt: skip
    return Outline(points, (MOVE, LINE, LINE, CUBIC, CUBIC, CUBIC, LINE, CUBIC, CUBIC, CUBIC, CLOSE))
