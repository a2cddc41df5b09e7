"""The arrows from touchpoint to touchpoint, around every node that stands in their way."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from journeybot.drawing.arcs import route
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, Point, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.journey import JourneyMap, Key

HEAD = 5.5
TURN = 7.0
ASIDE = 11.0
"""How far from a node's middle an arrow that jumps leaves and arrives, so that it meets no other."""

Placed = Mapping[Key, tuple[Box, Box]]
"""Where each node stands, and in which lane."""


def flow(sheet: Sheet, page: Page, placed: Placed) -> None:
    """Draw an arrow to what usually comes next."""
    order = [touchpoint.key for touchpoint in page.journey.travelled()]
    place = {key: at for at, key in enumerate(order)}
    for start, end in steps(page.journey):
        here, there = placed[start], placed[end]
        near = place[end] == place[start] + 1
        points = _near(here[0], there[0], same=here[1] == there[1]) if near else _jump(here, there)
        _arrow(sheet, page, points)
    if len(order) > 1:
        sheet.used.add("flow")


def steps(journey: JourneyMap) -> list[tuple[Key, Key]]:
    """From each touchpoint to the one that usually comes next: the one it names, else the next in order."""
    way = journey.travelled()
    keys = {touchpoint.key for touchpoint in way}
    follower = {a.key: b.key for a, b in pairwise(way)}
    named = {t.key: t.next for t in way if t.next in keys and t.next != t.key}
    return [(start, end) for start, end in (follower | named).items() if end]


def _near(here: Box, there: Box, *, same: bool) -> list[Point]:
    """To the next column: straight on in the same lane, else along the lane and then up or down."""
    start = (here.right, here.middle[1])
    if same and abs(here.middle[1] - there.middle[1]) < 0.1:
        return [start, (there.x, there.middle[1])]
    if same:
        return [
            start,
            ((here.right + there.x) / 2, start[1]),
            ((here.right + there.x) / 2, there.middle[1]),
            (there.x, there.middle[1]),
        ]
    x = there.middle[0]
    return [start, (x, start[1]), (x, there.y if there.y > here.y else there.bottom)]


def _jump(here: tuple[Box, Box], there: tuple[Box, Box]) -> list[Point]:
    """Farther or back: along the foot of the lane, where no node stands, then up or down the free column."""
    (box, lane), (goal, goal_lane) = here, there
    track = lane.bottom - 5
    out, into = box.middle[0] + ASIDE, goal.middle[0] - ASIDE
    edge = goal.y if goal_lane.y > lane.y else goal.bottom
    return [(out, box.bottom), (out, track), (into, track), (into, edge)]


def _arrow(sheet: Sheet, page: Page, points: Sequence[Point]) -> None:
    (bx, by), (x, y) = points[-2], points[-1]
    dx, dy = (x > bx) - (x < bx), (y > by) - (y < by)
    short = (x - dx * HEAD * 0.8, y - dy * HEAD * 0.8)
    ink = Ink(stroke=page.theme.flow, width=1.3, layer=Layer.LINE)
    sheet.paint(route([*points[:-1], short], TURN) if len(points) > 2 else polyline([points[0], short]), ink)
    base = (x - dx * HEAD, y - dy * HEAD)
    wing = HEAD * 0.55
    head = ((x, y), (base[0] - dy * wing, base[1] - dx * wing), (base[0] + dy * wing, base[1] + dx * wing))
    sheet.paint(polyline(head, closed=True), Ink(fill=page.theme.flow, layer=Layer.LINE))
