"""The arrows from touchpoint to touchpoint, around every node that stands in their way."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from journeybot.drawing.arcs import route
from journeybot.drawing.markers import ABSENT
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, Point, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.journey import JourneyMap, Key

HEAD = 5.5
TURN = 7.0
ASIDE = 11.0
"""How far from a node's middle an arrow that jumps leaves and arrives, so that it meets no other."""

FIRST, BESIDE, MOST_TRACKS = 3.0, 3.0, 3
"""Over the foot of a lane: where arrows that jump run beside each other."""

Placed = Mapping[Key, tuple[Box, Box]]
"""Where each node stands, and in which lane."""


def flow(sheet: Sheet, page: Page, placed: Placed) -> None:
    """Draw an arrow to what usually comes next."""
    for (start, end), points in routes(page.journey, placed).items():
        _arrow(sheet, page, points, dash=ABSENT if page.absent.intersection((start, end)) else ())
        sheet.used.add("flow")


def track_room(arrows: int) -> float:
    """How much higher a lane must be for so many arrows along its foot."""
    return BESIDE * min(arrows, MOST_TRACKS)


def routes(journey: JourneyMap, placed: Placed) -> dict[tuple[Key, Key], list[Point]]:
    """The course of each arrow, in straight pieces that meet no node but the two they join."""
    far = set(jumps(journey, placed.keys()))
    found: dict[tuple[Key, Key], list[Point]] = {}
    passed = Counter[Box]()
    for start, end in steps(journey):
        if start not in placed or end not in placed:
            continue
        (here, lane), (there, goal_lane) = placed[start], placed[end]
        if (start, end) not in far:
            found[start, end] = _near(here, there, same=lane == goal_lane)
            continue
        track = lane.bottom - FIRST - BESIDE * (passed[lane] % MOST_TRACKS)
        passed[lane] += 1
        found[start, end] = _jump(here, there, track=track, down=goal_lane.y > lane.y)
    return found


def jumps(journey: JourneyMap, among: Collection[Key]) -> list[tuple[Key, Key]]:
    """The steps that lead elsewhere than to the next in order, both ends being among these."""
    order = {touchpoint.key: at for at, touchpoint in enumerate(journey.travelled())}
    pairs = ((a, b) for a, b in steps(journey) if a in among and b in among)
    return [(a, b) for a, b in pairs if order[b] != order[a] + 1]


def leaving(journey: JourneyMap, among: Collection[Key]) -> dict[Key, Key]:
    """Where each of these leads that does not lead to one of these."""
    return {a: b for a, b in steps(journey) if a in among and b not in among}


def steps(journey: JourneyMap) -> list[tuple[Key, Key]]:
    """From each touchpoint to the one that usually comes next: the one it names, else the next in order."""
    way = journey.travelled()
    keys = {touchpoint.key for touchpoint in way}
    follower = {a.key: b.key for a, b in pairwise(way)}
    named = {t.key: t.next for t in way if t.next in keys and t.next != t.key}
    return [(start, end) for start, end in (follower | named).items() if end]


def _near(here: Box, there: Box, *, same: bool) -> list[Point]:
    """To the next column: straight on in the same lane, else along the lane and then up or down."""
    x, y = there.middle[0], here.middle[1]
    if same:
        return [(here.right, y), (there.x, y)]
    return [(here.right, y), (x, y), (x, there.y if there.y > here.y else there.bottom)]


def _jump(here: Box, there: Box, *, track: float, down: bool) -> list[Point]:
    """Farther or back: along the foot of the lane, where no node stands, then up or down the free column."""
    out, into = here.middle[0] + ASIDE, there.middle[0] - ASIDE
    return [(out, here.bottom), (out, track), (into, track), (into, there.y if down else there.bottom)]


def _arrow(sheet: Sheet, page: Page, points: Sequence[Point], *, dash: tuple[float, ...]) -> None:
    (bx, by), (x, y) = points[-2], points[-1]
    dx, dy = (x > bx) - (x < bx), (y > by) - (y < by)
    short = (x - dx * HEAD * 0.8, y - dy * HEAD * 0.8)
    ink = Ink(stroke=page.theme.flow, width=1.3, dash=dash, layer=Layer.LINE)
    sheet.paint(route([*points[:-1], short], TURN) if len(points) > 2 else polyline([points[0], short]), ink)
    base = (x - dx * HEAD, y - dy * HEAD)
    wing = HEAD * 0.55
    head = ((x, y), (base[0] - dy * wing, base[1] - dx * wing), (base[0] + dy * wing, base[1] + dx * wing))
    sheet.paint(polyline(head, closed=True), Ink(fill=page.theme.flow, layer=Layer.LINE))
