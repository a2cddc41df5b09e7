"""The touchpoints, one swim lane for each channel, joined by the flow of the journey."""

from collections import Counter
from collections.abc import Mapping

from journeybot.drawing import theme
from journeybot.drawing.blocks import Paragraph
from journeybot.drawing.channel_icons import signs
from journeybot.drawing.columns import LABEL, MARGIN
from journeybot.drawing.emoji import coloured
from journeybot.drawing.lanes import frame
from journeybot.drawing.lanes.flow import flow, jumps, leaving, track_room
from journeybot.drawing.lanes.node import Node, node
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.text_pieces import clusters
from journeybot.drawing.wrapping import clean
from journeybot.journey import Key, Touchpoint

ABOVE, BELOW = 6.0, 6.0
"""Room over the nodes of a lane and under them."""
LANE_GAP = 2.0
SIGN = 13.0
NAME_PAD = 6.0


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw a lane for each channel in use, in the order in which the journey comes to them."""
    away = leaving(page.journey, {touchpoint.key for touchpoint in page.touchpoints})
    nodes = [node(page, c, leads_to=away.get(c.touchpoint.key)) for c in page.grid.columns if c.touchpoint]
    if not nodes:
        return top
    turns = _turns(page)
    placed: dict[Key, tuple[Box, Box]] = {}
    for channel, name in _channels(page).items():
        mine = [node for node in nodes if _channel(node.touchpoint) == channel]
        lane = _lane(sheet, page, name, mine, top=top, tracks=track_room(turns[channel]))
        for each in mine:
            placed[each.touchpoint.key] = (_place(each, lane, tracks=track_room(turns[channel])), lane)
        top = lane.bottom + LANE_GAP
    for each in nodes:
        each.draw(sheet, page, placed[each.touchpoint.key][0])
    flow(sheet, page, placed)
    return top - LANE_GAP


def _channel(touchpoint: Touchpoint) -> str:
    """The name of its channel, whatever the case."""
    return clean(touchpoint.channel).casefold()


def _channels(page: Page) -> Mapping[str, str]:
    """How each channel in use is written, in the order in which the journey comes to it."""
    names: dict[str, str] = {}
    for touchpoint in page.journey.travelled():
        names.setdefault(_channel(touchpoint), clean(touchpoint.channel))
    here = {_channel(touchpoint) for touchpoint in page.touchpoints}
    return {channel: name for channel, name in names.items() if channel in here}


def _turns(page: Page) -> Counter[str]:
    """How many arrows run along the foot of each channel's lane."""
    channels = {touchpoint.key: _channel(touchpoint) for touchpoint in page.touchpoints}
    return Counter(channels[start] for start, _ in jumps(page.journey, channels.keys()))


def _lane(sheet: Sheet, page: Page, name: str, nodes: list[Node], *, top: float, tracks: float) -> Box:
    room = frame.ROOM - _sign_room(page, name)
    style = theme.NAME if _by_channel(page) else theme.LANE
    words = page.text(name or page.words.say("lanes.no_channel"), room, style, most=60)
    height = max(max(node.height for node in nodes) + ABOVE + BELOW, words.height + 2 * NAME_PAD) + tracks
    box = Box(page.grid.left, top, page.grid.width, height)
    frame.ground(sheet, page, box, radius=4.0)
    _name(sheet, page, name, words, lane=box, middle=top + (height - tracks) / 2)
    return box


def _name(sheet: Sheet, page: Page, name: str, words: Paragraph, *, lane: Box, middle: float) -> None:
    with sheet.cell("channel", Box(MARGIN, lane.y, LABEL - 10, lane.height)):
        words.draw(sheet, MARGIN + _sign_room(page, name), middle - words.height / 2)
    if name and _sign_room(page, name):
        _sign(sheet, page, page.words.channel(name), middle - SIGN / 2)


def _by_channel(page: Page) -> bool:
    """Whether there are channels; else the only lane is called as other lanes are."""
    return any(clean(touchpoint.channel) for touchpoint in page.journey.touchpoints)


def _sign_room(page: Page, name: str) -> float:
    """What the sign of a channel takes; one without a sign of its own that begins with an emoji has that instead."""
    if not _by_channel(page):
        return 0.0
    own = page.words.channel(name) == "other" and not name.isascii() and coloured(next(clusters(name)))
    return 0.0 if own else SIGN + 6


def _sign(sheet: Sheet, page: Page, sign: str, top: float) -> None:
    colour = page.theme.muted
    for outline, filled, stroke in signs()[sign]:
        ink = Ink(
            fill=colour if filled else None, stroke=colour if stroke else None, width=stroke * SIGN, layer=Layer.MARK
        )
        sheet.paint(outline.at(MARGIN, top, SIGN), ink)


def _place(node: Node, lane: Box, *, tracks: float) -> Box:
    """In the middle of its column and of its lane, over the arrows along its foot."""
    spare = lane.height - tracks - ABOVE - BELOW - node.height
    return Box(node.column.centre - node.width / 2, lane.y + ABOVE + spare / 2, node.width, node.height)
