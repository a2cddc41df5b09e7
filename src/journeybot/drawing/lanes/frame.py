"""What lanes have in common: their name on the left, their ground, and cards that share the room under a stage."""

from collections.abc import Callable, Sequence

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Card
from journeybot.drawing.columns import LABEL, MARGIN
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Layer
from journeybot.drawing.sheet import Sheet

PAD = 8.0
GAP = 8.0
CARD_WISHED = 150.0
CARD_WIDEST = 300.0

Made = Callable[[float], Block]
"""Makes a card of a given width."""


def name(sheet: Sheet, page: Page, title: str, *, top: float, height: float, most: int = 60) -> None:
    """Write a lane's name on its left, at the height of its first line."""
    words = page.text(title, LABEL - 16, theme.LANE, most=most)
    with sheet.cell("name", Box(MARGIN, top, LABEL - 10, max(height, words.height + PAD))):
        words.draw(sheet, MARGIN, top + PAD)


def name_height(page: Page, title: str, *, most: int = 60) -> float:
    """How high a lane must be for its name."""
    return page.text(title, LABEL - 16, theme.LANE, most=most).height + 2 * PAD


def ground(sheet: Sheet, page: Page, box: Box) -> None:
    """Paint the ground of a part of a lane."""
    sheet.panel(box, page.theme.panel, radius=7.0, layer=Layer.PANEL)


def count_across(width: float, number: int) -> int:
    """How many cards stand beside each other in a width."""
    fitting = int((width - 2 * PAD + GAP) // (CARD_WISHED + GAP))
    return max(1, min(fitting, number))


def card_width(width: float, number: int) -> float:
    """How wide each of them is."""
    across = count_across(width, number)
    return min(CARD_WIDEST, (width - 2 * PAD - GAP * (across - 1)) / across)


def stacks(cards: Sequence[Made], width: float) -> list[list[Block]]:
    """Cards in columns of about equal height, in reading order."""
    columns: list[list[Block]] = [[] for _ in range(count_across(width, len(cards)))]
    for make in cards:
        shortest = min(columns, key=lambda column: sum(card.height + GAP for card in column))
        shortest.append(make(card_width(width, len(cards))))
    return columns


def stacks_height(columns: Sequence[Sequence[Block]]) -> float:
    """How high a panel must be that holds them."""
    return (
        max((sum(card.height + GAP for card in column) for column in columns if column), default=-GAP) - GAP + 2 * PAD
    )


def draw_stacks(sheet: Sheet, columns: Sequence[Sequence[Block]], box: Box) -> None:
    """Draw cards in columns into their panel."""
    x = box.x + PAD
    for column in columns:
        y = box.y + PAD
        for card in column:
            card.draw(sheet, x, y)
            y += card.height + GAP
        x += max((card.width for card in column), default=0.0) + GAP


def cards_lane(sheet: Sheet, page: Page, title: str, *, under: dict[str, list[Made]], kind: str, top: float) -> float:
    """A lane of cards: under each stage those of its key, and those of no stage (key "") in a row of their own."""
    if not any(under.values()):
        return top
    bottom = top
    grid = page.grid
    by_span = [(Box(span.x, 0, span.width, 0), under.get(span.stage.key, [])) for span in grid.spans]
    whole = [(Box(grid.left, 0, grid.width, 0), under.get("", []))]
    for parts, heading in ((whole, page.words.say("whole")), (by_span, "")):
        if any(cards for _, cards in parts):
            named = title if bottom == top else ""
            bottom = _row(sheet, page, parts, kind=kind, top=bottom, titles=(named, heading)) + GAP
    return bottom - GAP


def _row(
    sheet: Sheet, page: Page, parts: list[tuple[Box, list[Made]]], *, kind: str, top: float, titles: tuple[str, str]
) -> float:
    laid = [(place, stacks(cards, place.width)) for place, cards in parts]
    title = "\n".join(part for part in titles if part)
    height = max([stacks_height(columns) for _, columns in laid] + [name_height(page, title) if title else 0.0])
    if title:
        name(sheet, page, title, top=top, height=height)
    for place, columns in laid:
        box = Box(place.x, top, place.width, height)
        with sheet.cell(kind, box):
            ground(sheet, page, box)
            draw_stacks(sheet, columns, box)
    return top + height


__all__ = ["GAP", "PAD", "Card", "Made", "cards_lane", "ground", "name", "name_height"]
