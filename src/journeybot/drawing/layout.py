"""Lays a journey map out: lane under lane, each as high as what it holds. Knows no Matplotlib; all in points."""

from collections.abc import Sequence
from dataclasses import replace

from journeybot.drawing import theme
from journeybot.drawing.columns import MARGIN, needed
from journeybot.drawing.lanes import (
    actions,
    challenges,
    emotions,
    foot,
    head,
    improvements,
    last_actions,
    measures,
    stages,
    touchpoints,
)
from journeybot.drawing.legs import legs
from journeybot.drawing.page import Page, seated
from journeybot.drawing.parts import divided
from journeybot.drawing.shapes import Box, Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import JourneyMap, Key

AIR = 11.0
"""Between two lanes."""
FOLD = 30.0
"""Between two parts of a journey on one sheet."""
LANES = (stages, actions, touchpoints, emotions, challenges, last_actions, improvements, measures)


def layout(journey: JourneyMap, look: Theme, *, measure: Measure) -> Drawing:
    """The whole map on one sheet; one that is too wide is folded, part under part. Every touchpoint, card and persona
    has a cell of its key."""
    return _drawn(_opened(journey, look, measure))


def layouts(journey: JourneyMap, look: Theme, *, measure: Measure) -> tuple[Drawing, ...]:
    """The whole map on as many pages as it needs, each with the same head and as wide as the others."""
    opened = _opened(journey, look, measure)
    return tuple(_drawn([replace(page, of=len(opened))]) for page in opened)


def _opened(journey: JourneyMap, look: Theme, measure: Measure) -> list[Page]:
    parts = divided(legs(journey, measure.width))
    sheet = max(needed(part) for part in parts)
    words = Words(journey.about.language, journey.about.flavour)
    return [Page(journey, look, words, measure, part, sheet, number) for number, part in enumerate(parts, 1)]


def _drawn(pages: Sequence[Page]) -> Drawing:
    """The pages under each other, with one head and one foot."""
    first, sheet = pages[0], Sheet()
    top = head.draw(sheet, first, MARGIN) + AIR
    for page in pages:
        top += 0 if page is first else FOLD
        for lane in LANES:
            bottom = lane.draw(sheet, page, top)
            top = bottom + AIR if bottom > top else top
    if not first.grid.spans:
        top = nothing(sheet, first, top) + AIR
    bottom = foot.draw(sheet, first, top)
    return sheet.drawing(first.sheet, (bottom if bottom > top else top - AIR) + MARGIN, first.theme.ground)


def of_persona(journey: JourneyMap, persona: Key) -> JourneyMap:
    """The map as one persona travels it: without what others do, feel and suffer, and what helps only them."""
    challenges = tuple(c for c in journey.challenges if not c.personas or persona in c.personas)
    shown = {challenge.key for challenge in challenges}
    seats = seated(journey.personas)
    return replace(
        journey,
        personas=tuple(replace(p, position=seats[p.key]) for p in journey.personas if p.key == persona),
        moments=tuple(m for m in journey.moments if m.persona == persona),
        scores=tuple(s for s in journey.scores if s.persona == persona),
        challenges=challenges,
        improvements=tuple(i for i in journey.improvements if not i.challenges or shown.intersection(i.challenges)),
    )


def nothing(sheet: Sheet, page: Page, top: float) -> float:
    """Say that there is nothing on the map yet."""
    words = page.text(page.words.say("nothing_yet"), page.grid.sheet - 2 * MARGIN, theme.LEAD, colour=page.theme.muted)
    with sheet.cell("nothing", Box(MARGIN, top, words.width, words.height)):
        words.draw(sheet, MARGIN, top)
    return top + words.height
