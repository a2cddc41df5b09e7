"""The legend: every mark that was used, and nothing else."""

from collections.abc import Mapping

from journeybot.drawing import theme
from journeybot.drawing.arcs import arc
from journeybot.drawing.blocks import Block, Dot, Mark, Row, Steps, rows
from journeybot.drawing.columns import MARGIN
from journeybot.drawing.lanes.challenges import ballot
from journeybot.drawing.lanes.changes import badge
from journeybot.drawing.lanes.people import persona_dot
from journeybot.drawing.markers import ABSENT, GAP, STRATEGIES, TARGET, Marker, marker
from journeybot.drawing.page import FADES, Page
from journeybot.drawing.shapes import Box, Ink, Layer, polyline, rounded
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import mixed
from journeybot.journey import Status


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw the legend."""
    used = set(sheet.used)
    samples = _samples(sheet, page)
    width = page.grid.sheet - 2 * MARGIN
    entries: list[Block] = [
        Row(
            (sample, page.label(page.words.say(f"legend.{name}"), theme.SMALL, page.theme.muted, widest=width - 40)),
            gap=5.0,
        )
        for name, sample in samples.items()
        if name in used
    ]
    if not entries:
        return top
    legend = rows(entries, width, gap=18.0)
    with sheet.cell("legend", Box(MARGIN, top, width, legend.height)):
        legend.draw(sheet, MARGIN, top)
    return top + legend.height


def _samples(sheet: Sheet, page: Page) -> Mapping[str, Block]:
    colours = page.theme
    pain, grey = colours.pain_edge, colours.muted
    return {
        "number": Dot("disc", 10.0, colours.flow),
        "truth": Mark("truth", 11, colours.truth),
        "first": Mark("first", 11, colours.truth),
        "importance": Ring(page),
        "flow": Arrow(page),
        "stale": Dot("disc", 10.0, mixed(colours.flow, colours.ground, FADES)),
        "absent": Dashed(grey, ABSENT),
        "gap": Dashed(grey, GAP),
        "milestone": Mark("milestone", 9, grey),
        "curve": Line(page.theme.muted, _point(page)),
        "band": Patch(mixed(colours.ground, next(iter(page.colours.values()), grey), 0.2)),
        "sure": Whisker(colours.ink),
        "trigger": Mark("trigger", 9, pain),
        "met": Mark("met", 9, pain),
        "helped": Mark("helped", 9, colours.help_edge),
        "severity": Steps(2, 3, pain, mixed(colours.ground, pain, 0.25), rising=True, height=9.0),
        "whom": Row(tuple(persona_dot(page, key) for key in [*page.colours][:4]), gap=3.0),
        "vote": Row(tuple(Mark(ballot(page), 8, colour) for colour in sheet.inks.get("vote", ())), gap=3.0),
        "assumed": Mark("assumed", 9, grey),
        "heard": Mark("heard", 9, grey),
        "measured": Mark("measured", 9, grey),
        "map": Mark("map", 9, grey),
        "answers": Mark("answers", 9, grey),
        "target": Dashed(grey, TARGET),
        "late": Patch(mixed(colours.measure_edge, colours.measure, 0.45)),
        **{name: Dot(shape, 9.0, colours.help_edge) for name, shape in STRATEGIES.items()},
        "failed": badge(page, "failed"),
        "done": Dot(_done(page), 9.0, mixed(colours.help_edge, colours.ground, 0.55)),
    }


def _point(page: Page) -> Marker:
    """The marker on the curves, if they all have the same."""
    shapes = {*page.shapes.values()}
    return shapes.pop() if len(shapes) == 1 else "disc"


def _done(page: Page) -> Marker:
    """The shape of what is done, which is told by its colour: that of the first one."""
    done = [one.strategy for one in page.journey.improvements if one.status is Status.DONE]
    return STRATEGIES[done[0].value if done and done[0] else "unnamed"]


class Ring:
    """A sample of the ring of importance."""

    width = height = 12.0

    def __init__(self, page: Page) -> None:
        self._colours = page.theme

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw three fifths of a ring."""
        for share, colour in ((1.0, self._colours.rule), (0.6, self._colours.ink)):
            sheet.paint(arc(x + 6, y + 6, 5, share), Ink(stroke=colour, width=1.8, layer=Layer.MARK))


class Arrow:
    """A sample of the flow."""

    width, height = 20.0, 8.0

    def __init__(self, page: Page) -> None:
        self._colour = page.theme.flow

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw an arrow."""
        sheet.paint(polyline(((x, y + 4), (x + 15, y + 4))), Ink(stroke=self._colour, width=1.3, layer=Layer.LINE))
        head = ((x + 20, y + 4), (x + 14.5, y + 1), (x + 14.5, y + 7))
        sheet.paint(polyline(head, closed=True), Ink(fill=self._colour, layer=Layer.LINE))


class Dashed:
    """A sample of a dashed or dotted line."""

    width, height = 20.0, 8.0

    def __init__(self, colour: str, dash: tuple[float, ...]) -> None:
        self._ink = Ink(stroke=colour, width=1.1, dash=dash, layer=Layer.LINE)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw a short piece of it."""
        sheet.paint(polyline(((x, y + 4), (x + self.width, y + 4))), self._ink)


class Line:
    """A sample of a curve with one of its points."""

    width, height = 20.0, 8.0

    def __init__(self, colour: str, point: Marker) -> None:
        self._colour, self._point = colour, point

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw a short piece of it."""
        line = polyline(((x, y + 4), (x + self.width, y + 4)))
        sheet.paint(line, Ink(stroke=self._colour, width=2.0, layer=Layer.LINE))
        sheet.paint(marker(self._point, x + self.width / 2, y + 4, 3.2), Ink(fill=self._colour, layer=Layer.MARK))


class Whisker:
    """A sample of how sure a mean is."""

    width, height = 8.0, 12.0

    def __init__(self, colour: str) -> None:
        self._ink = Ink(stroke=colour, width=0.9, layer=Layer.LINE)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw a bar with a foot and a head."""
        for line in (((x + 4, y), (x + 4, y + 12)), ((x + 1, y), (x + 7, y)), ((x + 1, y + 12), (x + 7, y + 12))):
            sheet.paint(polyline(line), self._ink)


class Patch:
    """A sample of a colour."""

    width, height = 16.0, 9.0

    def __init__(self, colour: str) -> None:
        self._colour = colour

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw a small field of it."""
        sheet.paint(rounded(Box(x, y, self.width, self.height), 2.5), Ink(fill=self._colour, layer=Layer.MARK))
