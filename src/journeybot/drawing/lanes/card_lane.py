"""A lane of cards that share the room under their stage, in as many piles as fit."""

from collections.abc import Mapping, Sequence

from journeybot.drawing.blocks import Block
from journeybot.drawing.lanes import frame
from journeybot.drawing.lanes.beneath import GAP, Maker, Pending, Pile, piles
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key


def card_lane(
    sheet: Sheet, page: Page, title: str, *, cards: Mapping[Key, Maker], kind: str, top: float, whole: str = ""
) -> float:
    """Draw the cards of the notes of these keys: each beneath its touchpoint, or under its stage; those of no stage in
    a row of their own before them, which says that they are of the `whole` journey if not something else."""
    grid = page.grid
    under: dict[Key, list[Pending]] = {}
    for note, make in cards.items():
        under.setdefault(page.places.get(note, ""), []).append(Pending(make, page.spots.get(note, "")))
    across = [(Box(grid.left, 0, grid.width, 0), under.get("", []))]
    by_stage = [(Box(span.x, 0, span.width, 0), under.get(span.stage.key, [])) for span in grid.spans]
    rows = [parts for parts in (across, by_stage) if any(pending for _, pending in parts)]
    if not rows:
        return top
    frame.rule(sheet, page, top)
    for parts in rows:
        note = (whole or page.words.say("whole")) if parts is across else ""
        words = frame.named(page, title if parts is rows[0] else "", note)
        top = _row(sheet, page, parts, kind=kind, top=top, words=words)
    return top


Parts = Sequence[tuple[Box, Sequence[Pending]]]


def _row(sheet: Sheet, page: Page, parts: Parts, *, kind: str, top: float, words: Block) -> float:
    anchors = {column.touchpoint.key: column.x for column in page.grid.columns if column.touchpoint}
    laid = [(room, piles(pending, room, anchors)) for room, pending in parts]
    named = words.height + 2 * frame.PAD if words.height else 0.0
    height = max(named, *(_height(stood) for _, stood in laid))
    if named:
        frame.name(sheet, words, top=top)
    if len(parts) > 1:
        frame.dividers(sheet, page, top + frame.PAD, top + height)
    for room, stood in laid:
        with sheet.cell(kind, Box(room.x, top, room.width, height)):
            _draw(sheet, stood, top + frame.PAD)
    return top + height


def _height(stood: Sequence[Pile]) -> float:
    """How high a row must be that holds them."""
    return max((pile.height for pile in stood), default=-frame.PAD) + frame.PAD


def _draw(sheet: Sheet, stood: Sequence[Pile], top: float) -> None:
    for pile in stood:
        y = top
        for card in pile.cards:
            card.draw(sheet, pile.x, y)
            y += card.height + GAP
