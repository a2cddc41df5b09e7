"""What the personas do at each touchpoint, what they think where no curve tells it, and the context under it."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Row, Stack
from journeybot.drawing.columns import Column, Span
from journeybot.drawing.lanes import frame
from journeybot.drawing.lanes.evidence import evidence
from journeybot.drawing.lanes.people import persona_dot
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Moment

SIDE = 8.0
BESIDE, GAP = 12.5, 4.0
"""What the marks beside a moment take, and between them and its words."""


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw one panel for each stage, one cell in it for each touchpoint."""
    if not page.touchpoints and not any(span.stage.empty for span in page.grid.spans):
        return _nothing(sheet, page, top)
    cells = [(span, column, _content(page, span, column)) for span in page.grid.spans for column in span.columns]
    if not any(block.blocks for _, _, block in cells):
        return top
    words = frame.named(page, page.words.say("lanes.actions"))
    height = max(words.height, *(block.height for _, _, block in cells)) + 2 * frame.PAD
    frame.name(sheet, words, top=top)
    for span in page.grid.spans:
        frame.ground(sheet, page, Box(span.x, top, span.width, height))
        _dividers(sheet, page, span, top=top, height=height)
    for span, column, block in cells:
        of = column.touchpoint.key if column.touchpoint else span.stage.key
        with sheet.cell("action", Box(column.x, top, column.width, height), of=of):
            block.draw(sheet, column.x + SIDE, top + frame.PAD)
    return top + height


def _nothing(sheet: Sheet, page: Page, top: float) -> float:
    """Say once for all stages that there is no touchpoint yet."""
    if not page.grid.spans:
        return top
    words = page.text(page.words.say("stages.no_touchpoint"), page.grid.width, theme.BODY, colour=page.theme.muted)
    with sheet.cell("action", Box(page.grid.left, top, page.grid.width, words.height + 2 * frame.PAD)) as box:
        words.draw(sheet, box.x + SIDE, box.y + frame.PAD)
    return box.bottom


def _dividers(sheet: Sheet, page: Page, span: Span, *, top: float, height: float) -> None:
    for column in span.columns[1:]:
        line = polyline(((column.x, top + 8), (column.x, top + height - 8)))
        sheet.paint(line, Ink(stroke=page.theme.rule, width=0.6, layer=Layer.LINE))


def _content(page: Page, span: Span, column: Column) -> Stack:
    width = column.width - 2 * SIDE
    if column.touchpoint is None:
        if _says_before(page, span):
            return Stack(())
        said = "stages.empty" if span.stage.empty else "stages.no_touchpoint"
        return Stack((page.text(page.words.say(said), width, theme.SMALL, colour=page.theme.muted),))
    key, context = column.touchpoint.key, column.touchpoint.context
    blocks = [b for m in page.journey.moments if m.touchpoint == key for b in _moment(page, m, width)]
    if context.strip():
        blocks.append(page.text(context, width, theme.SMALL, colour=page.theme.muted))
    return Stack(tuple(blocks), gap=5.0)


def _says_before(page: Page, span: Span) -> bool:
    """Whether the stage before says already that there is no touchpoint yet."""
    spans = page.grid.spans
    before = spans[max(0, spans.index(span) - 1)]
    return before is not span and not any(s.stage.empty or s.columns[0].touchpoint for s in (before, span))


def _moment(page: Page, moment: Moment, width: float) -> list[Block]:
    """The action, and the thought unless it stands at the curve; beside it the persona where there are several, and
    what is known of it."""
    marks = evidence(page, moment.key)
    several = len(page.journey.personas) > 1
    beside = [persona_dot(page, moment.persona), *marks] if several else marks
    room = width - BESIDE if beside else width
    shown: list[Block] = []
    if moment.action.strip() and not moment.absent:
        shown.append(page.text(moment.action, room, theme.BODY))
    if moment.thought.strip() and (moment.persona, moment.touchpoint) not in page.quoted:
        thought = page.words.say("quote", text=moment.thought)
        shown.append(page.text(thought, room, theme.QUOTE, colour=page.theme.muted))
    if not shown and not marks:
        return []
    said = Stack(tuple(shown), gap=3.0)
    if not beside:
        return [said]
    column = Stack((_Space(0.0, BESIDE - GAP), *beside), gap=2.8)
    return [Row((column, said), gap=GAP, hung=True)]


class _Space:
    """Room above something small, so that it stands beside the middle of a line."""

    def __init__(self, height: float, width: float) -> None:
        self.height, self.width = height, width

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Nothing is drawn."""
