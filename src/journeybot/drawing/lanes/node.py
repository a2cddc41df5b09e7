"""A touchpoint as it stands in its lane: its number in the ring of importance, its name, and the marks it bears."""

from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.arcs import arc
from journeybot.drawing.blocks import Block, Mark, Row, Stack, rows
from journeybot.drawing.columns import Column
from journeybot.drawing.lanes.evidence import evidence
from journeybot.drawing.legs import GUTTER
from journeybot.drawing.markers import ABSENT
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, circle, rounded
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key, Touchpoint

DISC, RING = 6.5, 8.4
SIDE, PAD = 4.5, 5.0
GAP = 4.5
WIDEST = 250.0
STAR = 13.0


class Number:
    """The number of a touchpoint, a cross if it is gone, and how important it is to the customer, as a ring."""

    def __init__(self, page: Page, touchpoint: Touchpoint) -> None:
        self.width = self.height = 2 * RING + 2 if touchpoint.importance else 2 * DISC
        self._page, self._touchpoint = page, touchpoint
        number = str(page.numbers.get(touchpoint.key, "×"))
        self._colour = page.faded(page.theme.flow, touchpoint.key)
        self._label = page.label(number, theme.TINY, page.over(self._colour))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw disc, number and ring."""
        middle, colours = x + self.width / 2, self._page.theme
        height = y + self.height / 2
        if importance := self._touchpoint.importance:
            sheet.used.add("importance")
            for share, colour in ((1.0, colours.rule), (min(1.0, importance / 5), colours.ink)):
                layer = Layer.MARK if share == 1.0 and colour == colours.rule else Layer.DETAIL
                sheet.paint(arc(middle, height, RING, share), Ink(stroke=colour, width=1.7, layer=layer))
        with sheet.cell("number", Box(x, y, self.width, self.height), of=self._touchpoint.key):
            sheet.paint(circle(middle, height, DISC), Ink(fill=self._colour, layer=Layer.DETAIL))
            self._label.draw(sheet, middle - self._label.width / 2, height - self._label.height / 2 - 0.3)


@dataclass(frozen=True, slots=True)
class Node:
    """A touchpoint with all that is written in its node."""

    touchpoint: Touchpoint
    column: Column
    inside: Row

    @property
    def width(self) -> float:
        """As wide as its column allows, but no wider than reads well."""
        return min(WIDEST, self.column.width - GUTTER)

    @property
    def height(self) -> float:
        """With its padding."""
        return self.inside.height + 2 * PAD

    def draw(self, sheet: Sheet, page: Page, box: Box) -> None:
        """Draw it in its place."""
        truth = self.touchpoint.moment_of_truth
        edge = page.theme.truth if truth else page.theme.node_edge
        if self.touchpoint.key in page.stale:
            sheet.used.add("stale")
        with sheet.cell("touchpoint", box, of=self.touchpoint.key):
            self._ground(sheet, page, box, edge)
            self.inside.draw(sheet, box.x + SIDE, box.y + PAD)
        if truth:
            x, y = box.right - STAR * 0.66, box.y - STAR * 0.42
            sheet.mark("truth", x, y, size=STAR, colour=page.theme.truth, layer=Layer.DETAIL)

    def _ground(self, sheet: Sheet, page: Page, box: Box, edge: str) -> None:
        """Its box; dashed and without a fill of its own where nobody on the picture comes to."""
        if self.touchpoint.key not in page.absent:
            sheet.panel(box, page.theme.node, radius=6, edge=page.faded(edge, self.touchpoint.key))
            return
        sheet.used.add("absent")
        sheet.paint(rounded(box, 6), Ink(stroke=page.theme.muted, width=0.8, dash=ABSENT, layer=Layer.CARD))


def node(page: Page, column: Column, *, leads_to: Key | None = None) -> Node:
    """The node of a column that has a touchpoint; `leads_to` is what comes next where that is on another page."""
    touchpoint = column.touchpoint
    assert touchpoint  # noqa: S101 -- grid.columns holds no others
    number, pale = Number(page, touchpoint), touchpoint.key in page.absent | page.stale
    room = min(WIDEST, column.width - GUTTER) - 2 * SIDE - number.width - GAP - 2
    blocks: list[Block] = [page.text(touchpoint.name, room, theme.NAME, colour=page.theme.muted if pale else "")]
    if touchpoint.key in page.stale:
        blocks.append(page.text(page.words.say("flow.stale"), room, theme.SMALL, colour=page.theme.muted))
    if marks := _marks(page, touchpoint, room):
        blocks.append(rows(marks, room, gap=4.0))
    if leads_to:
        words = page.words.say("flow.elsewhere", number=page.numbers[leads_to])
        blocks.append(page.text(words, room, theme.SMALL, colour=page.theme.muted))
    return Node(touchpoint, column, Row((number, Stack(tuple(blocks), gap=1.0)), gap=GAP))


def _marks(page: Page, touchpoint: Touchpoint, room: float) -> list[Block]:
    """The device, what is known of the touchpoint, and whether there is a map of the way through it."""
    colour = page.theme.muted
    marks: list[Block] = []
    if touchpoint.device.strip():
        marks.append(page.label(touchpoint.device, theme.SMALL, colour, widest=room))
    marks += evidence(page, touchpoint.key)
    return [*marks, Mark("map", 8.5, colour)] if touchpoint.link else marks
