"""The matrix: improvements by impact and effort, each a point with its name in the field of its two values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Dot, Mark, Row, Stack, rows
from journeybot.drawing.columns import LABEL, LEAST_SHEET, MARGIN
from journeybot.drawing.lanes import foot, head
from journeybot.drawing.lanes.challenges import votes
from journeybot.drawing.markers import STRATEGIES
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Drawing, Ink, Layer, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme, mixed
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure, clean
from journeybot.figures import QUICK_EFFORT, QUICK_IMPACT, figures
from journeybot.journey import Improvement, JourneyMap, Key, Status

LEVELS = range(1, 6)
FIELD = 74.0
"""Least height of a row of the matrix."""
PAD, GAP, STRIP = 10.0, 9.0, 24.0
POINT = 12.0
AXIS = 46.0
AIR = 18.0

Fields = dict[tuple[int, int], list[Block]]
"""What stands in each field, by impact and effort."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the matrix stands: `tops` are the upper edges of its rows, by impact."""

    box: Box
    tops: dict[int, float]
    heights: dict[int, float]

    def field(self, impact: int, effort: int) -> Box:
        """The field of two values."""
        width = self.box.width / len(LEVELS)
        return Box(self.box.x + (effort - 1) * width, self.tops[impact], width, self.heights[impact])


def matrix_layout(journey: JourneyMap, look: Theme, *, measure: Measure) -> Drawing:
    """All improvements of a map: in the matrix, or under it where a value is missing or they were dropped."""
    page, sheet = Page(journey, look, Words(journey.about.language, journey.about.flavour), measure, ()), Sheet()
    top = head.heading(sheet, page, page.words.say("matrix.subject"), MARGIN) + AIR
    weighed = [i for i in journey.improvements if i.impact and i.effort and i.status is not Status.DROPPED]
    first = figures(journey).start_with
    fields: Fields = {}
    width = (LEAST_SHEET - 2 * MARGIN - LABEL) / len(LEVELS) - 2 * PAD
    for improvement in sorted(weighed, key=lambda improvement: improvement.key != first):
        place = min(5, improvement.impact or 0), min(5, improvement.effort or 0)
        fields.setdefault(place, []).append(_point(sheet, page, improvement, width, first=improvement.key == first))
    plot = _plot(fields, top)
    _ground(sheet, page, plot)
    _axes(sheet, page, plot)
    for (impact, effort), points in fields.items():
        _field(sheet, points, plot.field(impact, effort))
    top = _beside(sheet, page, journey.improvements, plot.box.bottom + AXIS + AIR)
    bottom = foot.draw(sheet, page, top)
    return sheet.drawing(page.sheet, bottom + MARGIN, look.ground)


def _plot(fields: Fields, top: float) -> Plot:
    tops, heights, y = {}, {}, top + STRIP
    for impact in reversed(LEVELS):
        stacks = [Stack(tuple(points), GAP).height for (row, _), points in fields.items() if row == impact]
        heights[impact] = max(FIELD, max(stacks, default=0.0) + 2 * PAD)
        tops[impact], y = y, y + heights[impact]
    return Plot(Box(MARGIN + LABEL, top, LEAST_SHEET - 2 * MARGIN - LABEL, y + STRIP - top), tops, heights)


@dataclass(frozen=True, slots=True)
class Point:
    """An improvement in the matrix: its marker, and beside it its name, its owner and its votes."""

    inside: Row
    of: Key
    width: float

    @property
    def height(self) -> float:
        """Of its words."""
        return self.inside.height

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it."""
        with sheet.cell("improvement", Box(x, y, self.width, self.height), of=self.of):
            self.inside.draw(sheet, x, y)


def _point(sheet: Sheet, page: Page, improvement: Improvement, width: float, *, first: bool) -> Point:
    colours = page.theme
    done = improvement.status is Status.DONE
    strategy = improvement.strategy.value if improvement.strategy else "unnamed"
    sheet.used |= {strategy, *(["done"] if done else [])}
    room = width - POINT - 7
    said: list[Block] = [page.text(improvement.text, room, theme.NAME, colour=colours.muted if done else colours.ink)]
    if first:
        begin = page.words.say("matrix.first", why=page.words.say(f"matrix.{_why(page, improvement)}"))
        words = page.label(begin, theme.SMALL_STRONG, colours.truth, widest=room - 14)
        said.insert(0, Row((Mark("first", 10, colours.truth), words), hung=True))
    if clean(improvement.owner):
        said.append(page.text(improvement.owner, room, theme.SMALL, colour=colours.muted))
    if page.votes[improvement.key]:
        sheet.used.add("vote")
        said.append(votes(page, page.votes[improvement.key], room, colours.help_edge))
    colour = mixed(colours.help_edge, colours.ground, 0.55) if done else colours.help_edge
    dot = Dot(STRATEGIES[strategy], POINT, colour)
    return Point(Row((dot, Stack(tuple(said), gap=2.0)), gap=7.0, hung=True), improvement.key, width)


def _why(page: Page, first: Improvement) -> str:
    """Why it is the one to begin with, as `figures` chooses it: votes, else a quick win, else the most impact."""
    if page.votes[first.key]:
        return "votes"
    quick = (first.impact or 0) >= QUICK_IMPACT and (first.effort or 6) <= QUICK_EFFORT
    return "worth" if quick else "most"


def _field(sheet: Sheet, points: Sequence[Block], field: Box) -> None:
    stack = Stack(tuple(points), GAP)
    stack.draw(sheet, field.x + PAD, field.y + (field.height - stack.height) / 2)


CORNERS = (("quick", 1, True), ("big", 4, True), ("easy", 1, False), ("costly", 4, False))
"""Names of the corners: from which effort on, and whether at the top."""


def _ground(sheet: Sheet, page: Page, plot: Plot) -> None:
    """The ground, the corner of quick wins on it, the lines between the fields, and the names of the corners."""
    colours, box = page.theme, plot.box
    sheet.panel(box, colours.panel, radius=7.0, layer=Layer.PANEL)
    edge = plot.field(QUICK_IMPACT, QUICK_EFFORT)
    quick = Box(box.x, box.y, edge.right - box.x, edge.bottom - box.y)
    sheet.panel(quick, colours.help, radius=7.0, layer=Layer.TINT)
    ink = Ink(stroke=colours.rule, width=0.7, layer=Layer.BAND)
    for level in LEVELS[1:]:
        x, y = plot.field(1, level).x, plot.field(level, 1).bottom
        sheet.paint(polyline(((x, box.y + STRIP), (x, box.bottom - STRIP))), ink)
        sheet.paint(polyline(((box.x + PAD, y), (box.right - PAD, y))), ink)
    for name, effort, above in CORNERS:
        colour = colours.help_edge if name == "quick" else colours.muted
        field = plot.field(5 if above else 1, effort)
        y = box.y if above else box.bottom - STRIP
        place = Box(field.x + PAD, y, 2 * field.width - 2 * PAD, STRIP)
        label = page.text(page.words.say(f"matrix.{name}"), place.width, theme.SMALL_STRONG, colour=colour)
        with sheet.cell("corner", place):
            label.draw(sheet, place.x, y + (STRIP - label.height) / 2)


def _axes(sheet: Sheet, page: Page, plot: Plot) -> None:
    """Impact on the left and effort below: the five values, and what the axis is called."""
    colours, say, box = page.theme, page.words.say, plot.box
    with sheet.cell("axis", Box(MARGIN, box.y, LABEL - PAD, box.height)):
        impact = page.text(say("matrix.impact"), LABEL - 38, theme.LANE)
        impact.draw(sheet, MARGIN, box.middle[1] - impact.height / 2)
        for level in LEVELS:
            number = page.label(str(level), theme.NAME, colours.muted)
            number.draw(sheet, box.x - 24, plot.field(level, 1).middle[1] - number.height / 2)
    with sheet.cell("axis", Box(box.x, box.bottom, box.width, AXIS)):
        for level in LEVELS:
            number = page.label(str(level), theme.NAME, colours.muted)
            number.draw(sheet, plot.field(1, level).middle[0] - number.width / 2, box.bottom + 7)
        effort = page.text(say("matrix.effort"), box.width, theme.LANE, align="centre")
        effort.draw(sheet, box.x, box.bottom + 26)


def _beside(sheet: Sheet, page: Page, improvements: Iterable[Improvement], top: float) -> float:
    """What has no place in the matrix, and why."""
    dropped = [i for i in improvements if i.status is Status.DROPPED]
    unweighed = [i for i in improvements if not (i.impact and i.effort) and i.status is not Status.DROPPED]
    width = LEAST_SHEET - 2 * MARGIN
    for name, some in (("unweighed", unweighed), ("dropped", dropped)):
        if not some:
            continue
        words = page.label(page.words.say(f"matrix.{name}"), theme.LANE)
        with sheet.cell("name", Box(MARGIN, top, width, words.height)):
            words.draw(sheet, MARGIN, top)
        listed = rows([_listed(page, improvement, width) for improvement in some], width, gap=22.0)
        listed.draw(sheet, MARGIN, top + words.height + 6)
        top += words.height + 6 + listed.height + AIR
    return top


def _listed(page: Page, improvement: Improvement, width: float) -> Point:
    label = page.label(improvement.text, theme.BODY, page.theme.ink, widest=min(340.0, width) - 14)
    row = Row((Dot("disc", 5.0, page.theme.muted), label), gap=6.0)
    return Point(row, improvement.key, row.width)
