"""What all lanes have in common: their name on the left and their ground."""

from itertools import pairwise

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Stack
from journeybot.drawing.columns import LABEL, MARGIN
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, polyline
from journeybot.drawing.sheet import Sheet

PAD = 8.0
ROOM = LABEL - 16


def named(page: Page, title: str, note: str = "") -> Stack:
    """The name of a lane, and a smaller note under it."""
    texts: list[Block] = [page.text(title, ROOM, theme.LANE)] if title else []
    if note:
        texts.append(page.text(note, ROOM, theme.SMALL, colour=page.theme.muted))
    return Stack(tuple(texts), gap=1.0)


def name(sheet: Sheet, words: Block, *, top: float) -> None:
    """Write a lane's name on its left, at the height of its first line."""
    with sheet.cell("name", Box(MARGIN, top, LABEL - 10, words.height + PAD)):
        words.draw(sheet, MARGIN, top + PAD)


def ground(sheet: Sheet, page: Page, box: Box, radius: float = 7.0) -> None:
    """Paint the ground of a part of a lane."""
    sheet.panel(box, page.theme.panel, radius=radius, layer=Layer.PANEL)


def rule(sheet: Sheet, page: Page, top: float) -> None:
    """Draw the line that a lane without a ground begins with."""
    line = polyline(((MARGIN, top), (page.grid.right, top)))
    sheet.paint(line, Ink(stroke=page.theme.rule, width=0.8, layer=Layer.LINE))


def dividers(sheet: Sheet, page: Page, top: float, bottom: float) -> None:
    """Draw the dotted lines between the stages."""
    for before, after in pairwise(page.grid.spans):
        x = (before.right + after.x) / 2
        ink = Ink(stroke=page.theme.rule, width=0.7, dash=(2.0, 3.0), layer=Layer.BAND)
        sheet.paint(polyline(((x, top), (x, bottom))), ink)
