"""The measures as cards under their stage: the newest value, its target and a small line of the series."""

from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.blocks import Block, Card, Mark, Row, Stack
from journeybot.drawing.lanes.beneath import Maker
from journeybot.drawing.lanes.card_lane import card_lane
from journeybot.drawing.lanes.spot import Spot
from journeybot.drawing.markers import TARGET
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Ink, Layer, circle, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import mixed
from journeybot.journey import Measure
from journeybot.measures import Standing, standing

MARK = 8.0
GAP = 4.0
BESIDE, SPLIT, SHARE = 150.0, 10.0, 0.58
"""From so wide on, the line of a series stands beside its newest value, which takes that share of the room."""


def draw(sheet: Sheet, page: Page, top: float) -> float:
    """Draw them under their stages, those of the whole map over all."""
    cards = {one.key: _maker(sheet, page, one) for one in page.journey.measures if page.holds(one.key)}
    return card_lane(sheet, page, page.words.say("lanes.measures"), cards=cards, kind="measures", top=top)


def _maker(sheet: Sheet, page: Page, measure: Measure) -> Maker:
    return lambda width: _card(sheet, page, measure, width)


def _card(sheet: Sheet, page: Page, measure: Measure, width: float) -> Card:
    room, colours = Card.room(width), page.theme
    stands = standing(measure, page.journey.as_of)
    if stands.stale:
        sheet.used.add("late")
    blocks: list[Block] = [_name(page, measure, room), *_numbers(page, measure, room, stands=stands)]
    edge = colours.measure_edge
    inside = Stack(tuple(blocks), gap=3.0)
    return Card(inside=inside, width=width, kind="measure", of=measure.key, fill=colours.measure, edge=edge)


def _name(page: Page, measure: Measure, room: float) -> Block:
    """What it is called, behind the number of the touchpoint that it is measured at."""
    number = page.numbers.get(measure.touchpoint or "")
    if number is None:
        return page.text(measure.name, room, theme.NAME)
    spot = Spot(str(number), page)
    return Row((spot, page.text(measure.name, room - spot.width - GAP, theme.NAME)), gap=GAP, hung=True)


def _numbers(page: Page, measure: Measure, room: float, *, stands: Standing) -> list[Block]:
    """The newest value with its target, and the line of the series: beside it where there is room, else under it."""
    colours, late = page.theme, stands.stale
    if not measure.series:
        none = page.text(page.words.say("measures.none"), room, theme.SMALL, colour=colours.muted)
        return [none, *_notes(page, measure, room, stands=stands)]
    colour = mixed(colours.measure_edge, colours.measure, 0.45) if late else colours.measure_edge
    beside = len(measure.series) > 1 and room >= BESIDE
    left = (room - SPLIT) * SHARE if beside else room
    told: list[Block] = [_value(page, measure, left, colours.muted if late else colours.ink)]
    notes = _notes(page, measure, left, stands=stands)
    if len(measure.series) < 2:
        return [*told, *notes]
    if not beside:
        return [*told, Line(measure, room, colour, colours.muted), *notes]
    words = Stack((*told, *notes), gap=1.0)
    line = Line(measure, room - left - SPLIT, colour, colours.muted, height=max(26.0, words.height - 4))
    return [Row((words, line), gap=room - line.width - words.width)]


def _value(page: Page, measure: Measure, room: float, ink: str) -> Block:
    value = page.label(page.words.number(measure.series[-1][1]), theme.BIG, ink, widest=room)
    left = room - value.width - 5
    if left < 30:
        return Stack((value, page.text(measure.unit, room, theme.SMALL, colour=page.theme.muted)), gap=0)
    unit = page.text(measure.unit, left, theme.SMALL, colour=page.theme.muted)
    return Row((value, unit), gap=5.0)


def _notes(page: Page, measure: Measure, room: float, *, stands: Standing) -> list[Block]:
    """What is said under the value: whether it is where it should be and where it goes, each with a mark and in words,
    then when that was."""
    say, told = page.words.say, []
    if measure.target is not None:
        target = say("measures.target", value=page.words.number(measure.target), met=stands.met)
        told.append((target, "" if stands.met is None else "reached" if stands.met else "missed", stands.met))
    if stands.improves is not None:
        arrow = "rising" if stands.rises else "falling"
        told.append((say("measures.better" if stands.improves else "measures.worse"), arrow, stands.improves))
    return [
        *(_told(page, text, mark, room=room, good=good, late=stands.stale) for text, mark, good in told),
        *(page.text(text, room, theme.SMALL, colour=page.theme.muted) for text in _when(page, measure, stands)),
    ]


def _told(page: Page, text: str, mark: str, *, room: float, good: bool | None, late: bool) -> Block:
    colours = page.theme
    words = page.text(text, room - (MARK + 4 if mark else 0), theme.SMALL, colour=colours.muted)
    ink = colours.muted if late else colours.good if good else colours.bad
    return Row((Mark(mark, MARK, ink), words), gap=4.0) if mark else words


def _when(page: Page, measure: Measure, stands: Standing) -> list[str]:
    if not measure.series:
        return []
    say, first, last = page.words.say, measure.series[0][0], stands.when
    many = len(measure.series) > 1
    text = say("measures.from_to", first=first, last=last) if many else say("measures.as_of", when=last)
    return [text, say("measures.old", days=stands.age)] if stands.stale else [text]


@dataclass(frozen=True, slots=True)
class Line:
    """The series as a small line with its last point marked, the target dashed."""

    measure: Measure
    width: float
    colour: str
    target_colour: str
    height: float = 26.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw line, last point and target."""
        values = [value for _, value in self.measure.series]
        known = [*values, self.measure.target] if self.measure.target is not None else values
        low, high = min(known), max(known)
        across = self.width - 6

        def height(value: float) -> float:
            return y + self.height - 4 - (self.height - 8) * ((value - low) / (high - low) if high > low else 0.5)

        points = [(x + 3 + across * at / (len(values) - 1), height(value)) for at, value in enumerate(values)]
        if self.measure.target is not None:
            goal = height(self.measure.target)
            sheet.used.add("target")
            ink = Ink(stroke=self.target_colour, width=0.9, dash=TARGET, layer=Layer.MARK)
            sheet.paint(polyline(((x + 3, goal), (x + 3 + across, goal))), ink)
        sheet.paint(polyline(points), Ink(stroke=self.colour, width=1.6, layer=Layer.MARK))
        sheet.paint(circle(*points[-1], 2.6), Ink(fill=self.colour, layer=Layer.DETAIL))
