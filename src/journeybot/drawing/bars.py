"""A list of names with a bar for each: how far customers come, what brings about purchases."""

from collections.abc import Sequence
from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.columns import MARGIN
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Drawing, Layer
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import About, JourneyMap

WIDTH, NAMES, VALUES = 900.0, 250.0, 120.0
BAR, GAP, AIR = 18.0, 10.0, 16.0
LEAST = 2.0
"""So much of a bar is seen even of almost nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, how long its bar is (0 to 1), and the figure that stands behind it."""

    name: str
    share: float
    value: str


def bars_layout(title: str, note: str, bars: Sequence[Bar], *, look: Theme, measure: Measure, language: str) -> Drawing:
    """The list, 900 points wide. A bar as long as its track is all there is."""
    about = About(key="bars", title=title, language=language)
    page, sheet = Page(JourneyMap(about=about), look, Words(language), measure, (), sheet=WIDTH), Sheet()
    width = WIDTH - 2 * MARGIN
    heading = page.text(title, width, theme.TITLE)
    told = page.text(note, width, theme.LEAD, colour=look.muted)
    with sheet.cell("head", Box(MARGIN, MARGIN, width, heading.height + told.height + 6)):
        heading.draw(sheet, MARGIN, MARGIN)
        told.draw(sheet, MARGIN, MARGIN + heading.height + 6)
    top = MARGIN + heading.height + told.height + 6 + AIR
    for bar in bars:
        top = _row(sheet, page, bar, top) + GAP
    return sheet.drawing(WIDTH, top - GAP + MARGIN, look.ground)


def _row(sheet: Sheet, page: Page, bar: Bar, top: float) -> float:
    colours, room = page.theme, WIDTH - 2 * MARGIN - NAMES - VALUES
    name = page.text(bar.name, NAMES - 14, theme.BODY, colour=colours.ink)
    height = max(BAR, name.height)
    with sheet.cell("name", Box(MARGIN, top, NAMES, height)):
        name.draw(sheet, MARGIN, top + (height - name.height) / 2)
    length = max(LEAST, room * min(bar.share, 1.0))
    ground = Box(MARGIN + NAMES, top + (height - BAR) / 2, room, BAR)
    sheet.panel(ground, colours.panel, radius=4.0, layer=Layer.PANEL)
    sheet.panel(Box(ground.x, ground.y, length, BAR), colours.help_edge, radius=min(4.0, length / 2), layer=Layer.CARD)
    value = page.label(bar.value, theme.NAME, colours.ink, widest=VALUES - 12)
    with sheet.cell("value", Box(ground.right + 12, top, VALUES - 12, height)):
        value.draw(sheet, ground.right + 12, top + (height - value.height) / 2)
    return top + height
