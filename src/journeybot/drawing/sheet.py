"""The sheet that lanes draw on: collects outlines, text and the cells they belong to."""

from collections.abc import Iterator
from contextlib import contextmanager

from journeybot.drawing.icons import icon
from journeybot.drawing.shapes import Box, Cell, Drawing, Ink, Layer, Outline, Painted, Run, Style, rounded
from journeybot.journey import Key


class Sheet:
    """Takes what the lanes draw. `used` are the names of the marks drawn so far, for the legend, and
    `inks` the colours each was drawn in."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.inks: dict[str, dict[str, None]] = {}
        self._shapes: list[Painted] = []
        self._runs: list[Run] = []
        self._cells: list[Cell] = []
        self._open: list[Cell] = []

    @contextmanager
    def cell(self, kind: str, box: Box, *, of: Key | None = None) -> Iterator[Box]:
        """Give a place away: all text written inside the `with` must stay in it."""
        cell = Cell(kind, box, of, self._open[-1] if self._open else None)
        self._cells.append(cell)
        self._open.append(cell)
        yield box
        self._open.pop()

    def claim(self, kind: str, box: Box, *, of: Key | None = None) -> None:
        """Give a place away that holds no text."""
        with self.cell(kind, box, of=of):
            pass

    def paint(self, outline: Outline, ink: Ink) -> None:
        """Paint an outline."""
        self._shapes.append(Painted(outline, ink))

    def panel(
        self, box: Box, fill: str, *, radius: float = 0.0, edge: str | None = None, layer: Layer = Layer.CARD
    ) -> None:
        """Paint a rectangle, its edge if any 0.8 points wide."""
        self.paint(rounded(box, radius), Ink(fill=fill, stroke=edge, width=0.8 if edge else 0.0, layer=layer))

    def mark(self, name: str, x: float, y: float, *, size: float, colour: str, layer: Layer = Layer.MARK) -> None:
        """Draw one of the marks of `icons` in a square, its top left given, and remember it for the legend."""
        self.used.add(name)
        self.inks.setdefault(name, {})[colour] = None
        for outline, filled, stroke in icon(name):
            fill, line = (colour if filled else None), (colour if stroke else None)
            self.paint(outline.at(x, y, size), Ink(fill=fill, stroke=line, width=stroke * size, layer=layer))

    def write(self, text: str, x: float, y: float, *, width: float, style: Style, colour: str) -> None:
        """Write one line, its top left given; `width` is what was measured."""
        self._runs.append(Run(text, x, y + style.rise, width, style, colour, self._open[-1]))

    def drawing(self, width: float, height: float, ground: str) -> Drawing:
        """What is on the sheet, in the order of painting."""
        shapes = tuple(sorted(self._shapes, key=lambda painted: painted.ink.layer))
        return Drawing(width, height, ground, shapes, tuple(self._runs), tuple(self._cells))
