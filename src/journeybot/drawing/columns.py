"""Shares the width of the sheet among stages and touchpoints, by how much text each of them holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeybot.drawing.legs import Leg, Wish
from journeybot.drawing.parts import Part
from journeybot.journey import Stage, Touchpoint

MARGIN = 28.0
LABEL = 118.0
LEAST_SHEET = 1200.0
STAGE_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """The room of one touchpoint, or of a stage that has none."""

    touchpoint: Touchpoint | None
    x: float
    width: float

    @property
    def centre(self) -> float:
        """Its middle."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Span:
    """The room of one stage; `first` if it begins here, `last` if it ends here."""

    stage: Stage
    x: float
    width: float
    columns: tuple[Column, ...]
    first: bool = True
    last: bool = True

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Grid:
    """All stages from left to right; `left` and `right` bound them, `sheet` is the width of the whole."""

    spans: tuple[Span, ...]
    left: float
    right: float
    sheet: float

    @property
    def width(self) -> float:
        """Of all stages together."""
        return self.right - self.left

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those with a touchpoint, in the order of the journey."""
        return tuple(c for span in self.spans for c in span.columns if c.touchpoint)


def needed(part: Part) -> float:
    """How wide the sheet of a part must be."""
    gaps = STAGE_GAP * max(0, len(part) - 1)
    return max(LEAST_SHEET, MARGIN + LABEL + sum(leg.least for leg in part) + gaps + MARGIN)


def grid(part: Part, sheet: float) -> Grid:
    """Lay the columns of a part out over the whole width of a sheet that is as wide as `needed`."""
    left, right = MARGIN + LABEL, sheet - MARGIN
    gaps = STAGE_GAP * max(0, len(part) - 1)
    widths = iter(_shared([wish for leg in part for wish in leg.wishes], right - left - gaps))
    spans: list[Span] = []
    x = left
    for leg in part:
        spans.append(_span(leg, x, widths))
        x = spans[-1].right + STAGE_GAP
    return Grid(tuple(spans), left, right, sheet)


def _span(leg: Leg, x: float, widths: Iterator[float]) -> Span:
    columns: list[Column] = []
    for touchpoint in leg.touchpoints or (None,):
        columns.append(Column(touchpoint, columns[-1].right if columns else x, next(widths)))
    return Span(leg.stage, x, columns[-1].right - x, tuple(columns), leg.first, leg.last)


def _shared(wishes: Sequence[Wish], room: float) -> list[float]:
    """Widths that fill the room: what each must have, then what it wishes, and what is left by the same measure."""
    least, wished = sum(w.least for w in wishes), sum(w.wished for w in wishes)
    if wished <= room:
        return [wish.wished * room / wished for wish in wishes]
    share = (room - least) / (wished - least) if wished > least else 0.0
    return [w.least + (w.wished - w.least) * share for w in wishes]
