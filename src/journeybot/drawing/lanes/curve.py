"""One emotion curve: its line between the gaps, its markers, and the disagreement behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from journeybot.comparison import EARLIER
from journeybot.drawing.blocks import Block
from journeybot.drawing.curves import sampled, smooth
from journeybot.drawing.markers import CUSTOMERS, DASHES, GAP, Marker, marker
from journeybot.drawing.page import Page, person
from journeybot.drawing.readings import Feeling, Feelings, stretches
from journeybot.drawing.shapes import Box, Ink, Layer, Outline, Point, polyline, rounded
from journeybot.drawing.sheet import Sheet
from journeybot.figures import ENOUGH
from journeybot.journey import HIGHEST, Key, Touchpoint

STEP = 30.0
"""Points between two levels of the scale."""
ROOM = 18.0
"""Over the best level and under the worst."""
ASIDE = 9.5
"""How far apart the curves of two personas stand at one touchpoint, so that no marker hides another."""
REACH = 9.0
"""Half the width of a band at a lone touchpoint."""
MARKER = 4.6
WIDTH, THIN = 2.6, 2.0
"""Of the line of a persona, and of that of customers."""
FOOT = 2.8
"""Half of what ends a whisker."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The plot's place, and where a level stands in it."""

    box: Box

    def y(self, level: float) -> float:
        """Height of a level."""
        return self.box.y + ROOM + (HIGHEST - level) * STEP


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve, `at` its place among all; `persona` is empty for what customers answered, `end` a short name."""

    persona: Key
    name: str
    end: str
    felt: Feelings
    colour: str
    at: int
    of: int
    marker_shape: Marker
    shift: float
    """How far aside of its column's middle it runs."""

    @property
    def lies_below(self) -> bool:
        """Whether the other of two revisions is drawn over it, and alone is seen where they are the same."""
        return self.persona.endswith(EARLIER)

    @property
    def ink(self) -> Ink:
        """How its line is drawn."""
        dash = DASHES[self.at % len(DASHES)] if self.persona else CUSTOMERS
        layer = Layer.LINE if self.lies_below else Layer.CURVE
        return Ink(stroke=self.colour, width=WIDTH if self.persona else THIN, dash=dash, layer=layer)

    def dot(self, ground: str) -> Ink:
        """How its markers are drawn: full those of a persona, hollow those of customers."""
        if self.persona:
            layer = Layer.CURVE if self.lies_below else Layer.MARK
            return Ink(fill=self.colour, stroke=ground, width=1.4, layer=layer)
        return Ink(fill=ground, stroke=self.colour, width=1.5, layer=Layer.MARK)

    def marker(self, x: float, y: float) -> Outline:
        """Its marker around a point."""
        return marker(self.marker_shape, x, y, MARKER)


def curves(page: Page) -> list[Curve]:
    """Those that have at least one point on the map."""
    shown = {t.key for t in page.journey.travelled()}
    found: list[tuple[Key, str, str, Feelings, str]] = [
        (one.key, one.name, _short(one.name), page.feelings.get(one.key, {}), page.colours[one.key])
        for one in page.journey.personas
    ]
    found.append(("", _customers(page), page.words.say("emotions.end"), page.answers, page.theme.ink))
    kept = [of for of in found if shown & of[3].keys()]
    sides = _aside(of[0] for of in kept)
    return [
        Curve(key, name, end, felt, colour, at, len(kept), page.shapes.get(key, "wedge"), sides[person(key)])
        for at, (key, name, end, felt, colour) in enumerate(kept)
    ]


def _aside(personas: Iterable[Key]) -> dict[Key, float]:
    """How far aside each person's curve runs; those of two revisions lie on each other, where they are the same."""
    people = dict.fromkeys(map(person, personas))
    return {key: (at - (len(people) - 1) / 2) * ASIDE for at, key in enumerate(people)}


def _short(name: str) -> str:
    """What to call a persona where there is little room: Aneta, leisure traveller, is Aneta."""
    return name.split(",", maxsplit=1)[0].strip() or name


def _customers(page: Page) -> str:
    """Whose curve it is, and how many they were."""
    many = sorted(feeling.people for feeling in page.answers.values())
    least, most = (many[0], many[-1]) if many else (0, 0)
    return page.words.say("emotions.customers", least=least, most=most, points=len(many))


def draw_curve(sheet: Sheet, page: Page, curve: Curve, *, chart: Chart) -> None:
    """Draw bands, lines and markers, part by part between the gaps. Customers are asked here and there: no gaps."""
    centres = {c.touchpoint.key: c.centre + curve.shift for c in page.grid.columns if c.touchpoint}
    way = page.way_of(curve.persona)
    unbroken = [[touchpoint for touchpoint in way if touchpoint.key in curve.felt]]
    parts = stretches(curve.felt, way) if curve.persona else unbroken
    _bridges(sheet, curve, parts, centres, chart=chart)
    for part in parts:
        felt = [(centres[t.key], curve.felt[t.key]) for t in part if t.key in centres]
        if not felt:
            continue
        if curve.persona:
            sheet.used.add("curve")
            _bands(sheet, curve, felt, chart=chart)
        else:
            _whiskers(sheet, curve, felt, chart=chart)
        points = [(x, chart.y(feeling.middle)) for x, feeling in felt]
        course = _to_the_edges(points, part, centres, levels=curve.felt, chart=chart)
        if len(course) > 1:
            sheet.paint(smooth(course), curve.ink)
        _markers(sheet, page, curve, [(t, point) for t, point in zip(_on(part, centres), points, strict=True)])


def _bridges(
    sheet: Sheet, curve: Curve, parts: Sequence[Sequence[Touchpoint]], centres: Mapping[Key, float], *, chart: Chart
) -> None:
    """Thin dots over each gap, which lead the eye on and say nothing of what is felt there."""
    for (*_, last), (first, *_) in pairwise(parts):
        ends = [(centres[t.key], chart.y(curve.felt[t.key].middle)) for t in (last, first) if t.key in centres]
        if len(ends) > 1:
            sheet.used.add("gap")
            sheet.paint(polyline(ends), Ink(stroke=curve.colour, width=1.1, dash=GAP, layer=Layer.LINE))


def _on(part: Sequence[Touchpoint], centres: Mapping[Key, float]) -> list[Touchpoint]:
    return [touchpoint for touchpoint in part if touchpoint.key in centres]


def _markers(sheet: Sheet, page: Page, curve: Curve, points: Sequence[tuple[Touchpoint, Point]]) -> None:
    ground = page.theme.ground
    for touchpoint, (x, y) in points:
        sheet.claim("point", Box(x, y, 0, 0), of=touchpoint.key)
        own = replace(curve, colour=page.faded(curve.colour, touchpoint.key)) if curve.persona else curve
        sheet.paint(curve.marker(x, y), own.dot(ground))


def _to_the_edges(
    points: list[Point], part: Sequence[Touchpoint], centres: Mapping[Key, float], *, levels: Feelings, chart: Chart
) -> list[Point]:
    """The points of a curve, and where it leaves the page or comes from another: half way to the point over there."""
    here = [at for at, touchpoint in enumerate(part) if touchpoint.key in centres]
    course = list(points)
    for at, edge, place in ((here[0] - 1, chart.box.x, 0), (here[-1] + 1, chart.box.right, len(points))):
        if 0 <= at < len(part):
            nearest = part[here[0] if place == 0 else here[-1]]
            level = (levels[part[at].key].middle + levels[nearest.key].middle) / 2
            course.insert(len(course) if place else 0, (edge, chart.y(level)))
    return course


def _bands(sheet: Sheet, curve: Curve, felt: list[tuple[float, Feeling]], *, chart: Chart) -> None:
    """Behind the line, from the lowest to the highest score, where at least three people scored."""
    run: list[tuple[float, Feeling]] = []
    for x, feeling in [*felt, (0.0, None)]:
        if feeling and feeling.people >= ENOUGH:
            run.append((x, feeling))
            continue
        if any(of.contested for _, of in run):
            sheet.used.add("band")
            sheet.paint(
                _band(run, chart=chart),
                Ink(fill=curve.colour, opacity=0.14 if curve.of < 3 else 0.09, layer=Layer.BAND),
            )
        run = []


def _whiskers(sheet: Sheet, curve: Curve, felt: list[tuple[float, Feeling]], *, chart: Chart) -> None:
    """Through each point of the customers a bar with a foot and a head, as long as their mean is unsure."""
    sheet.used.add("sure")
    ink = Ink(stroke=curve.colour, width=0.9, layer=Layer.LINE)
    for x, of in felt:
        low, high = chart.y(of.lowest), chart.y(of.highest)
        for line in (((x, low), (x, high)), ((x - FOOT, low), (x + FOOT, low)), ((x - FOOT, high), (x + FOOT, high))):
            sheet.paint(polyline(line), ink)


def _band(run: list[tuple[float, Feeling]], *, chart: Chart) -> Outline:
    """The room between the curves through the lowest and the highest, never narrower than the line within it."""
    if len(run) == 1:
        x, only = run[0]
        top, bottom = chart.y(only.highest), chart.y(only.lowest)
        return rounded(Box(x - REACH, top, 2 * REACH, bottom - top), REACH)
    lows = sampled([(x, chart.y(feeling.lowest)) for x, feeling in run])
    middles = list(sampled([(x, chart.y(feeling.middle)) for x, feeling in run]))
    highs = sampled([(x, chart.y(feeling.highest)) for x, feeling in run])
    upper: list[Point] = [(x, min(y, on)) for (x, y), (_, on) in zip(highs, middles, strict=True)]
    lower: list[Point] = [(x, max(y, on)) for (x, y), (_, on) in zip(lows, middles, strict=True)]
    return polyline([*upper, *reversed(lower)], closed=True)


class Sample(Block):
    """A short piece of a curve, for its key."""

    width, height = 30.0, 10.0

    def __init__(self, curve: Curve, edge: str) -> None:
        self._curve, self._edge = curve, edge

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the line with its marker."""
        sheet.paint(polyline(((x, y + 5), (x + 30, y + 5))), self._curve.ink)
        mark = self._curve.marker(x + 15, y + 5)
        sheet.paint(mark, self._curve.dot(self._edge))
