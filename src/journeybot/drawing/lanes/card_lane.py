"""A lane of cards that share the room under their stage, in as many columns as fit."""

from collections.abc import Callable, Mapping, Sequence

from journeybot.drawing.blocks import Block
from journeybot.drawing.lanes import frame
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

GAP = 8.0
WISHED = 150.0
WIDEST = 300.0
"""Of one card, in points."""

Maker = Callable[[float], Block]
"""Makes a card of a given width."""


def card_lane(
    sheet: Sheet, page: Page, title: str, *, under: Mapping[Key, list[Maker]], kind: str, top: float
) -> float:
    """Draw under each stage the cards of its key, and those of no stage (key "") in a row of their own before them."""
    grid = page.grid
    whole = [(Box(grid.left, 0, grid.width, 0), under.get("", []))]
    by_stage = [(Box(span.x, 0, span.width, 0), under.get(span.stage.key, [])) for span in grid.spans]
    rows = [parts for parts in (whole, by_stage) if any(makers for _, makers in parts)]
    if not rows:
        return top
    frame.rule(sheet, page, top)
    for parts in rows:
        note = page.words.say("whole") if parts is whole else ""
        words = frame.named(page, title if parts is rows[0] else "", note)
        top = _row(sheet, page, parts, kind=kind, top=top, words=words)
    return top


Parts = Sequence[tuple[Box, Sequence[Maker]]]


def _row(sheet: Sheet, page: Page, parts: Parts, *, kind: str, top: float, words: Block) -> float:
    laid = [(place, _stacks(makers, place.width)) for place, makers in parts]
    named = words.height + 2 * frame.PAD if words.height else 0.0
    height = max(named, *(_height(columns) for _, columns in laid))
    if named:
        frame.name(sheet, words, top=top)
    if len(parts) > 1:
        frame.dividers(sheet, page, top + frame.PAD, top + height)
    for place, columns in laid:
        with sheet.cell(kind, Box(place.x, top, place.width, height)) as box:
            _draw(sheet, columns, box)
    return top + height


def _stacks(makers: Sequence[Maker], width: float) -> list[list[Block]]:
    """Cards in columns of about equal height, in reading order."""
    fitting = int((width + GAP) // (WISHED + GAP))
    across = max(1, min(fitting, len(makers)))
    each = min(WIDEST, (width - GAP * (across - 1)) / across)
    columns: list[list[Block]] = [[] for _ in range(across)]
    heights = [0.0] * across
    for make in makers:
        card, shortest = make(each), heights.index(min(heights))
        columns[shortest].append(card)
        heights[shortest] += card.height + GAP
    return columns


def _height(columns: Sequence[Sequence[Block]]) -> float:
    """How high a row must be that holds them."""
    longest = max(sum(card.height + GAP for card in column) for column in columns)
    return max(0.0, longest - GAP) + frame.PAD if longest else 0.0


def _draw(sheet: Sheet, columns: Sequence[Sequence[Block]], box: Box) -> None:
    x = box.x
    for column in columns:
        y = box.y + frame.PAD
        for card in column:
            card.draw(sheet, x, y)
            y += card.height + GAP
        x += max((card.width for card in column), default=0.0) + GAP
