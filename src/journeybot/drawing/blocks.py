"""Pieces of a card that know their size before they are drawn: paragraphs, marks, bars, stacks and rows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from journeybot.drawing.markers import Marker, marker
from journeybot.drawing.once import Once
from journeybot.drawing.shapes import Box, Ink, Layer, Style, rounded, strip
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

Align = Literal["left", "centre", "right"]
BAR, PITCH = 3.0, 4.2
"""Width of one bar of a short scale, and from bar to bar."""
SHIFT: dict[Align, float] = {"left": 0.0, "centre": 0.5, "right": 1.0}


class Block(Protocol):
    """Something of a known size that can draw itself, its top left given."""

    @property
    def width(self) -> float:
        """In points."""

    @property
    def height(self) -> float:
        """In points."""

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Wrapped text; each line with its width."""

    lines: tuple[tuple[str, float], ...]
    width: float
    style: Style
    colour: str
    align: Align = "left"

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.style.line

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Write the lines."""
        for number, (line, width) in enumerate(self.lines):
            left = x + (self.width - width) * SHIFT[self.align]
            sheet.write(line, left, y + number * self.style.line, width=width, style=self.style, colour=self.colour)


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the marks of `icons`."""

    name: str
    size: float
    colour: str

    @property
    def width(self) -> float:
        """As wide as high."""
        return self.size

    @property
    def height(self) -> float:
        """As high as wide."""
        return self.size

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the mark."""
        sheet.mark(self.name, x, y, size=self.size, colour=self.colour)


@dataclass(frozen=True, slots=True)
class Steps:
    """A value on a short scale: so many small bars of so many, the rest pale."""

    value: int
    of: int
    colour: str
    pale: str
    rising: bool = False
    height: float = 7.0

    @property
    def width(self) -> float:
        """Of all bars."""
        return self.of * PITCH - PITCH + BAR

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the bars, growing if `rising`."""
        for at in range(self.of):
            high = self.height * ((at + 1) / self.of if self.rising else 1.0)
            bar = Box(x + at * PITCH, y + self.height - high, BAR, high)
            sheet.panel(bar, self.colour if at < self.value else self.pale, radius=0.8, layer=Layer.MARK)


@dataclass(frozen=True, slots=True)
class Dot:
    """A small marker, such as that of a persona."""

    shape: Marker
    size: float
    colour: str

    @property
    def width(self) -> float:
        """About as wide as high."""
        return self.size

    @property
    def height(self) -> float:
        """About as high as wide."""
        return self.size

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the marker."""
        half = self.size / 2
        sheet.paint(marker(self.shape, x + half, y + half, half), Ink(fill=self.colour, layer=Layer.MARK))


@dataclass(frozen=True, slots=True)
class Badge:
    """A word on a small coloured ground."""

    word: Paragraph
    fill: str
    pad: float = 5.0

    @property
    def width(self) -> float:
        """With its padding."""
        return self.word.width + 2 * self.pad

    @property
    def height(self) -> float:
        """With its padding."""
        return self.word.height + 2.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw ground and word."""
        box = Box(x, y, self.width, self.height)
        sheet.paint(rounded(box, self.height / 2), Ink(fill=self.fill, layer=Layer.MARK))
        self.word.draw(sheet, x + self.pad, y + 1.0)


@dataclass(frozen=True)
class Stack:
    """Blocks under each other."""

    blocks: tuple[Block, ...]
    gap: float = 3.0

    @Once
    def width(self) -> float:
        """Of the widest."""
        return max((block.width for block in self.blocks), default=0.0)

    @Once
    def height(self) -> float:
        """Of all, with the gaps."""
        return sum(block.height for block in self.blocks) + self.gap * max(0, len(self.blocks) - 1)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw them from the top down."""
        for block in self.blocks:
            block.draw(sheet, x, y)
            y += block.height + self.gap


@dataclass(frozen=True)
class Row:
    """Blocks beside each other, centred on one line or hung from the top."""

    blocks: tuple[Block, ...]
    gap: float = 4.0
    hung: bool = False

    @Once
    def width(self) -> float:
        """Of all, with the gaps."""
        return sum(block.width for block in self.blocks) + self.gap * max(0, len(self.blocks) - 1)

    @Once
    def height(self) -> float:
        """Of the highest."""
        return max((block.height for block in self.blocks), default=0.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw them from left to right."""
        for block in self.blocks:
            block.draw(sheet, x, y if self.hung else y + (self.height - block.height) / 2)
            x += block.width + self.gap


def rows(blocks: Sequence[Block], width: float, *, gap: float = 7.0) -> Stack:
    """Blocks beside each other, in as many rows as the width asks for."""
    lines: list[list[Block]] = [[]]
    taken = 0.0
    for block in blocks:
        if lines[-1] and taken + block.width > width:
            lines.append([])
            taken = 0.0
        lines[-1].append(block)
        taken += block.width + gap
    return Stack(tuple(Row(tuple(line), gap) for line in lines if line), gap=3.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A block on a panel with a coloured edge on its left; the place of one note of the map."""

    inside: Block
    width: float
    kind: str
    of: Key | None
    fill: str
    edge: str
    least: float = 0.0

    PAD = 7.0
    EDGE = 4.0

    @property
    def height(self) -> float:
        """With its padding, and at least `least`."""
        return max(self.least, self.inside.height + 2 * self.PAD)

    @classmethod
    def room(cls, width: float) -> float:
        """How wide the inside of a card of that width is."""
        return width - 2 * cls.PAD - cls.EDGE

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw panel, edge and inside."""
        with sheet.cell(self.kind, Box(x, y, self.width, self.height), of=self.of) as box:
            sheet.panel(box, self.fill, radius=4.0)
            sheet.paint(strip(Box(x, y, self.EDGE, self.height), 4.0), Ink(fill=self.edge, layer=Layer.MARK))
            self.inside.draw(sheet, x + self.EDGE + self.PAD, y + self.PAD)
