"""The touchpoints, one swim lane for each channel, joined by the flow of the journey."""

from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.arcs import arc
from journeybot.drawing.blocks import Stack
from journeybot.drawing.channel_icons import signs
from journeybot.drawing.columns import GUTTER, LABEL, MARGIN, Column
from journeybot.drawing.lanes import frame
from journeybot.drawing.lanes.flow import flow
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, circle
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.wrapping import clean
from journeybot.journey import Key, Touchpoint

ABOVE, BELOW = 15.0, 10.0
"""Room over a node, for its number and star, and under it, for arrows that pass."""
DISC = 7.5
LANE_GAP = 3.0
SIGN = 13.0


@dataclass(frozen=True, slots=True)
class Node:
    """A touchpoint as it stands in its lane."""

    touchpoint: Touchpoint
    column: Column
    text: Stack

    @property
    def height(self) -> float:
        """With its padding."""
        return self.text.height + 15


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw a lane for each channel in use, in the order in which the journey comes to them."""
    nodes = [_node(page, column) for column in page.grid.columns]
    if not nodes:
        return top
    placed: dict[Key, tuple[Box, Box]] = {}
    for channel in _channels(page):
        mine = [node for node in nodes if clean(node.touchpoint.channel).casefold() == channel.casefold()]
        lane = _lane(sheet, page, channel, mine, top=top)
        for node in mine:
            placed[node.touchpoint.key] = (_place(node, lane), lane)
        top = lane.bottom + LANE_GAP
    for number, node in enumerate(nodes, 1):
        _draw_node(sheet, page, node, placed[node.touchpoint.key][0], number=number)
    flow(sheet, page, placed)
    return top - LANE_GAP


def _channels(page: Page) -> list[str]:
    """Each channel once, whatever the case, in the order in which the journey comes to it."""
    seen: dict[str, str] = {}
    for touchpoint in page.journey.travelled():
        channel = clean(touchpoint.channel)
        seen.setdefault(channel.casefold(), channel)
    return list(seen.values())


def _node(page: Page, column: Column) -> Node:
    assert column.touchpoint  # noqa: S101 -- grid.columns holds no others
    width = column.width - GUTTER - 14
    texts = [page.text(column.touchpoint.name, width, theme.NAME)]
    if column.touchpoint.device.strip():
        texts.append(page.text(column.touchpoint.device, width, theme.SMALL, colour=page.theme.muted))
    return Node(column.touchpoint, column, Stack(tuple(texts), gap=1.0))


def _lane(sheet: Sheet, page: Page, channel: str, nodes: list[Node], *, top: float) -> Box:
    room = frame.ROOM - SIGN - 6
    words = page.text(channel or page.words.say("lanes.no_channel"), room, theme.NAME, most=60)
    height = max([node.height + ABOVE + BELOW for node in nodes] + [words.height + 2 * frame.PAD])
    box = Box(page.grid.left, top, page.grid.width, height)
    frame.ground(sheet, page, box)
    with sheet.cell("channel", Box(MARGIN, top, LABEL - 10, height)):
        words.draw(sheet, MARGIN + SIGN + 6, top + (height - words.height) / 2)
    if channel:
        _sign(sheet, page, page.words.channel(channel), top + (height - SIGN) / 2)
    return box


def _sign(sheet: Sheet, page: Page, sign: str, top: float) -> None:
    colour = page.theme.muted
    for outline, filled, stroke in signs()[sign]:
        ink = Ink(
            fill=colour if filled else None, stroke=colour if stroke else None, width=stroke * SIGN, layer=Layer.MARK
        )
        sheet.paint(outline.at(MARGIN, top, SIGN), ink)


def _place(node: Node, lane: Box) -> Box:
    x, width = node.column.x + GUTTER / 2, node.column.width - GUTTER
    return Box(x, lane.y + ABOVE + (lane.height - ABOVE - BELOW - node.height) / 2, width, node.height)


def _draw_node(sheet: Sheet, page: Page, node: Node, box: Box, *, number: int) -> None:
    colours, touchpoint = page.theme, node.touchpoint
    truth = touchpoint.moment_of_truth
    edge = colours.truth if truth else colours.node_edge
    with sheet.cell("touchpoint", box, of=touchpoint.key):
        sheet.panel(box, colours.node, radius=6, edge=edge, layer=Layer.MARK)
        node.text.draw(sheet, box.x + 7, box.y + 9)
    x, y = box.x + 1, box.y - 3
    if touchpoint.importance:
        _ring(sheet, page, x, y, share=touchpoint.importance / 5)
    reach = DISC + 3.4 if touchpoint.importance else DISC
    with sheet.cell("number", Box(x - reach, y - reach, 2 * reach, 2 * reach), of=touchpoint.key):
        sheet.paint(circle(x, y, DISC), Ink(fill=colours.flow, layer=Layer.DETAIL))
        label = page.label(str(number), theme.SMALL_STRONG, page.over(colours.flow))
        label.draw(sheet, x - label.width / 2, y - label.height / 2 - 0.3)
    if truth:
        sheet.mark("truth", box.right - 11, box.y - 8, size=16, colour=colours.truth, layer=Layer.DETAIL)


def _ring(sheet: Sheet, page: Page, x: float, y: float, *, share: float) -> None:
    sheet.used.add("importance")
    sheet.paint(circle(x, y, DISC + 3.4), Ink(fill=page.theme.panel, layer=Layer.MARK))
    sheet.paint(arc(x, y, DISC + 2.2, 1.0), Ink(stroke=page.theme.rule, width=1.8, layer=Layer.MARK))
    sheet.paint(arc(x, y, DISC + 2.2, min(1.0, share)), Ink(stroke=page.theme.ink, width=1.8, layer=Layer.DETAIL))
