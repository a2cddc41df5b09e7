"""A sheet to print and write on: A4 across, up to six touchpoints on each, with room for what a team says of them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from journeybot.drawing import theme
from journeybot.drawing.blocks import Paragraph
from journeybot.drawing.icons import mouth
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Drawing, Ink, Layer, Style, circle, polyline, rounded
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import HIGHEST, LOWEST, JourneyMap, Key, Persona, Stage, Touchpoint

A4 = (841.89, 595.28)
"""Across, in points: ISO 216."""

EDGE, GAP, PAD = 28.0, 5.0, 6.0
NAMES = 92.0
"""Width of what the rows are called."""

AT_MOST, BLANK = 6, 4
"""Touchpoints on a sheet; and how many columns there are at least, the others to be named by hand."""

HEAD, STAGE, POINT, FEELS, FOOT = 48.0, 28.0, 46.0, 50.0, 16.0
RULED = 19.0
"""From line to line, for handwriting."""

FACE = 15.0
SMALLER = (theme.STAGE, theme.NAME)
LETTERS = range(8, 201)
"""How many of a text there may be in its box."""
WRITTEN = ("does", "thinks", "hurts", "helps")
SHARE = {"does": 1.0, "thinks": 1.0, "hurts": 1.15, "helps": 1.0}
"""How high the rows that are written in are, compared."""

Column = tuple[Stage | None, Touchpoint | None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet of paper: its columns, whose it is, and its place among the others."""

    page: Page
    columns: tuple[Column, ...]
    persona: Persona | None

    @property
    def width(self) -> float:
        """Of one column."""
        return (A4[0] - 2 * EDGE - NAMES) / len(self.columns)

    def column(self, at: int, top: float, height: float) -> Box:
        """A field of a column."""
        return Box(EDGE + NAMES + at * self.width, top, self.width - GAP, height)


def worksheets(
    journey: JourneyMap, look: Theme, *, measure: Measure, persona: Key | None = None
) -> tuple[Drawing, ...]:
    """The sheets of each persona, or of one. What the map does not have yet is left open, to be written in."""
    people: Sequence[Persona | None] = [one for one in journey.personas if persona in {None, one.key}] or [None]
    parts = list(_parts(_columns(journey)))
    words, of = Words(journey.about.language, journey.about.flavour), len(people) * len(parts)
    leaves = [
        Leaf(Page(journey, look, words, measure, (), A4[0], number, of), columns, whose)
        for number, (whose, columns) in enumerate(((whose, part) for whose in people for part in parts), 1)
    ]
    return tuple(map(_drawn, leaves))


def _columns(journey: JourneyMap) -> list[Column]:
    found: list[Column] = []
    for stage in journey.stages:
        held = journey.touchpoints_of(stage.key)
        found += [(stage, touchpoint) for touchpoint in held] or [(stage, None)]
    least = BLANK if found else AT_MOST
    return [*found, *[(None, None)] * (least - len(found))]


def _parts(columns: list[Column]) -> Iterator[tuple[Column, ...]]:
    """As many on each sheet as on the others, or one less."""
    sheets = -(-len(columns) // AT_MOST)
    start = 0
    for at in range(sheets):
        end = start + (len(columns) - start) // (sheets - at)
        yield tuple(columns[start:end])
        start = end


def _drawn(leaf: Leaf) -> Drawing:
    sheet = Sheet()
    _head(sheet, leaf)
    top = EDGE + HEAD
    _stages(sheet, leaf, top)
    top += STAGE + GAP
    _points(sheet, leaf, top)
    top += POINT + GAP
    room = A4[1] - EDGE - FOOT - top - FEELS - (len(WRITTEN) + 1) * GAP
    for name in ("does", "thinks", "feels", "hurts", "helps"):
        height = FEELS if name == "feels" else room * SHARE[name] / sum(SHARE.values())
        _name(sheet, leaf, name, Box(EDGE, top, NAMES - GAP, height))
        for at in range(len(leaf.columns)):
            box = leaf.column(at, top, height)
            _faces(sheet, leaf, box) if name == "feels" else _lines(sheet, leaf, box, name=name)
        top += height + GAP
    _foot(sheet, leaf)
    return sheet.drawing(*A4, leaf.page.theme.ground)


def _fitting(page: Page, text: str, box: Box, style: Style, *, colour: str = "") -> Paragraph:
    """The text in its box: in smaller letters where need be, and then as much of it as fits."""
    styles = [style, *(smaller for smaller in SMALLER if smaller.size < style.size)]
    whole = next(
        (one for one in styles if page.text(text, box.width, one, most=LETTERS[-1]).height <= box.height), None
    )
    if whole:
        return page.text(text, box.width, whole, colour=colour, most=LETTERS[-1])

    def is_too_high(letters: int) -> bool:
        return page.text(text, box.width, styles[-1], most=letters).height > box.height

    letters = LETTERS[max(0, bisect_left(LETTERS, 1, key=is_too_high) - 1)]
    set_text = page.text(text, box.width, styles[-1], colour=colour, most=letters)
    lines = max(1, int(box.height // styles[-1].line))
    return Paragraph(set_text.lines[:lines], box.width, styles[-1], set_text.colour, set_text.align)


def _written(sheet: Sheet, page: Page, kind: str, text: str, box: Box, *, style: Style, colour: str = "") -> None:
    """A text in the middle of a box's height."""
    set_text = _fitting(page, text, box, style, colour=colour)
    with sheet.cell(kind, box):
        set_text.draw(sheet, box.x, box.y + (box.height - set_text.height) / 2)


def _head(sheet: Sheet, leaf: Leaf) -> None:
    """What it is about on the left, whose it is in the middle, which sheet on the right."""
    page, colours = leaf.page, leaf.page.theme
    right = A4[0] - EDGE - GAP
    half = (right - EDGE) / 2
    about = page.journey.about
    _written(sheet, page, "title", about.title, Box(EDGE, EDGE - 4, half, 22), style=theme.BIG)
    subject = about.scenario or page.words.say("worksheet.subject")
    _written(sheet, page, "scenario", subject, Box(EDGE, EDGE + 18, half, 23), style=theme.SMALL, colour=colours.muted)
    whose = Box(EDGE + half + 40, EDGE - 2, half - 120, 20)
    label = page.words.say("worksheet.who")
    _written(
        sheet, page, "who", label, Box(whose.x, whose.y + 22, whose.width, 11), style=theme.SMALL, colour=colours.muted
    )
    if leaf.persona is not None:
        dot = page.colours[leaf.persona.key]
        sheet.paint(circle(whose.x - 12, whose.y + 10, 5), Ink(fill=dot, layer=Layer.MARK))
        _written(sheet, page, "persona", leaf.persona.name, whose, style=theme.STAGE)
    else:
        _rule(sheet, leaf, whose.x, whose.right, y=whose.bottom)
    if page.of > 1:
        number = page.words.say("head.page", number=page.number, of=page.of)
        label_ = page.label(number, theme.SMALL, colours.muted)
        with sheet.cell("number", Box(right - label_.width, EDGE, label_.width, label_.height)):
            label_.draw(sheet, right - label_.width, EDGE)


def _stages(sheet: Sheet, leaf: Leaf, top: float) -> None:
    """A band over the touchpoints of each stage; an empty one where the stage is still to be named."""
    page, at = leaf.page, 0
    for stage, held in groupby(leaf.columns, key=lambda column: column[0]):
        several = len(list(held))
        for first, wide in [(at, several)] if stage else [(one, 1) for one in range(at, at + several)]:
            box = leaf.column(first, top, STAGE)._replace(width=wide * leaf.width - GAP)
            if stage is None:
                _open_box(sheet, leaf, box, page.words.say("worksheet.stage"))
                continue
            fill = page.theme.stage[stage.phase or ""]
            sheet.panel(box, fill, radius=4.0)
            inner = Box(box.x + PAD, box.y, box.width - 2 * PAD, box.height)
            _written(sheet, page, "stage", stage.name, inner, style=theme.NAME, colour=page.theme.on_stage)
        at += several


def _points(sheet: Sheet, leaf: Leaf, top: float) -> None:
    page = leaf.page
    for at, (_, touchpoint) in enumerate(leaf.columns):
        box = leaf.column(at, top, POINT)
        if touchpoint is None:
            _open_box(sheet, leaf, box, page.words.say("worksheet.touchpoint"))
            continue
        sheet.panel(box, page.theme.panel, radius=4.0, edge=page.theme.rule)
        inner = Box(box.x + PAD, box.y + 3, box.width - 2 * PAD, box.height - 6)
        _written(sheet, page, "touchpoint", touchpoint.name, inner, style=theme.NAME)


def _open_box(sheet: Sheet, leaf: Leaf, box: Box, hint: str) -> None:
    """A box to write a name in; what is meant stands small in its corner."""
    colours = leaf.page.theme
    sheet.paint(rounded(box, 4.0), Ink(stroke=colours.node_edge, width=0.8, dash=(3.0, 2.4), layer=Layer.CARD))
    label = leaf.page.label(hint, theme.TINY, colours.muted, widest=box.width - 8)
    with sheet.cell("hint", Box(box.x + 5, box.y + 2, box.width - 8, label.height)):
        label.draw(sheet, box.x + 5, box.y + 2)


def _name(sheet: Sheet, leaf: Leaf, name: str, box: Box) -> None:
    """What a row is called, and what is asked in it."""
    page = leaf.page
    asked = page.text(page.words.say(f"worksheet.{name}"), box.width, theme.LANE)
    with sheet.cell("name", box):
        asked.draw(sheet, box.x, box.y + min(PAD, (box.height - asked.height) / 2))


def _lines(sheet: Sheet, leaf: Leaf, box: Box, *, name: str) -> None:
    """A card with lines to write on."""
    colours = leaf.page.theme
    fill = {"hurts": colours.pain, "helps": colours.help}.get(name, colours.ground)
    edge = {"hurts": colours.pain_edge, "helps": colours.help_edge}.get(name, colours.node_edge)
    sheet.panel(box, fill, radius=4.0)
    sheet.paint(rounded(box, 4.0), Ink(stroke=edge, width=0.7, opacity=0.7, layer=Layer.MARK))
    y = box.y + RULED
    while y < box.bottom - 5:
        _rule(sheet, leaf, box.x + PAD, box.right - PAD, y=y)
        y += RULED


def _rule(sheet: Sheet, leaf: Leaf, left: float, right: float, *, y: float) -> None:
    ink = Ink(stroke=leaf.page.theme.node_edge, width=0.5, opacity=0.6, layer=Layer.MARK)
    sheet.paint(polyline(((left, y), (right, y))), ink)


def _faces(sheet: Sheet, leaf: Leaf, box: Box) -> None:
    """Five faces from worst to best, each with its figure and a ring to tick."""
    page, colours = leaf.page, leaf.page.theme
    sheet.panel(box, colours.ground, radius=4.0, edge=colours.rule)
    step = (box.width - 2 * PAD) / (HIGHEST - LOWEST + 1)
    for at, level in enumerate(range(LOWEST, HIGHEST + 1)):
        x, y = box.x + PAD + (at + 0.5) * step, box.y + 15
        left, top = x - FACE / 2, y - FACE / 2
        fill = colours.faces[at]
        ink = page.over(fill)
        sheet.paint(circle(x, y, FACE / 2), Ink(fill=fill, layer=Layer.MARK))
        for eye in (0.35, 0.65):
            sheet.paint(circle(left + eye * FACE, top + 0.4 * FACE, 0.06 * FACE), Ink(fill=ink, layer=Layer.DETAIL))
        sheet.paint(mouth(level).at(left, top, FACE), Ink(stroke=ink, width=1.0, layer=Layer.DETAIL))
        figure = page.label(page.words.number(page.journey.shown(level)), theme.TINY, colours.muted)
        with sheet.cell("figure", Box(x - step / 2, y + 9, step, figure.height)):
            figure.draw(sheet, x - figure.width / 2, y + 9)
        sheet.paint(circle(x, box.bottom - 9, 4.6), Ink(stroke=colours.node_edge, width=0.8, layer=Layer.MARK))


def _foot(sheet: Sheet, leaf: Leaf) -> None:
    box = Box(EDGE, A4[1] - EDGE - FOOT + 6, A4[0] - 2 * EDGE, FOOT)
    text = leaf.page.words.say("worksheet.foot")
    _written(sheet, leaf.page, "foot", text, box, style=theme.SMALL, colour=leaf.page.theme.muted)
