"""Lays a journey map out: lane under lane, each as high as what it holds. Knows no Matplotlib; all in points."""

from dataclasses import replace

from journeybot.drawing import theme
from journeybot.drawing.columns import MARGIN
from journeybot.drawing.lanes import (
    actions,
    challenges,
    emotions,
    foot,
    head,
    improvements,
    measures,
    stages,
    touchpoints,
)
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import JourneyMap, Key

AIR = 11.0
"""Between two lanes."""
LANES = (head, stages, actions, touchpoints, emotions, challenges, improvements, measures, foot)


def layout(journey: JourneyMap, look: Theme, *, measure: Measure) -> Drawing:
    """The whole map as shapes and text; every touchpoint, card and persona has a cell of its key."""
    page, sheet = Page(journey, look, Words(journey.about.language), measure), Sheet()
    top = MARGIN
    for lane in LANES:
        bottom = lane.draw(sheet, page, top)
        top = bottom + AIR if bottom > top else top
    if not page.grid.spans:
        top = _nothing(sheet, page, top) + AIR
    return sheet.drawing(page.grid.sheet, top - AIR + MARGIN, look.ground)


def of_persona(journey: JourneyMap, persona: Key) -> JourneyMap:
    """The map as one persona travels it: without what others do, feel and suffer, and what helps only them."""
    challenges = tuple(c for c in journey.challenges if not c.personas or persona in c.personas)
    shown = {challenge.key for challenge in challenges}
    return replace(
        journey,
        personas=tuple(p for p in journey.personas if p.key == persona),
        moments=tuple(m for m in journey.moments if m.persona == persona),
        scores=tuple(s for s in journey.scores if s.persona == persona),
        challenges=challenges,
        improvements=tuple(i for i in journey.improvements if not i.challenges or shown.intersection(i.challenges)),
    )


def _nothing(sheet: Sheet, page: Page, top: float) -> float:
    words = page.text(page.words.say("nothing_yet"), page.grid.sheet - 2 * MARGIN, theme.LEAD, colour=page.theme.muted)
    with sheet.cell("nothing", Box(MARGIN, top, words.width, words.height)):
        words.draw(sheet, MARGIN, top)
    return top + words.height
