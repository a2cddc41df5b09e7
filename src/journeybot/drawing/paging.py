"""Lays a journey map out for paper: pages of one size, lane after lane, the stages again on top of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from journeybot.drawing.columns import LABEL, LEAST_SHEET, MARGIN, STAGE_GAP
from journeybot.drawing.lanes import foot, head
from journeybot.drawing.layout import AIR, LANES, nothing
from journeybot.drawing.legs import legs
from journeybot.drawing.page import Page
from journeybot.drawing.parts import divided
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.theme import Theme
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import Measure
from journeybot.journey import JourneyMap

A3 = (1190.55, 841.89)
"""Across, in points: ISO 216. Printed on A4, everything is 0.7 times as large."""

HIGH = LEAST_SHEET * A3[1] / A3[0]
FOOT = 70.0
"""What is kept free for the legend."""
SQUEEZED = 1.12
"""How much too high a page may become so that its last lane need not stand alone on the next; it is drawn smaller."""
STAGES_HERE = LEAST_SHEET - LABEL - 2 * MARGIN - 6 * STAGE_GAP


@dataclass(frozen=True)
class Leaf:
    """One page of paper: a part of the journey, and the lanes of it that stand here."""

    page: Page
    lanes: tuple[int, ...]


def paged(journey: JourneyMap, look: Theme, *, measure: Measure) -> tuple[Drawing, ...]:
    """The whole map on pages as wide as A3 needs and as high, unless one lane alone is higher. Nothing is left out."""
    words = Words(journey.about.language, journey.about.flavour)
    parts = divided(legs(journey, measure.width), one=STAGES_HERE, each=STAGES_HERE)
    pages = [Page(journey, look, words, measure, part, LEAST_SHEET, number) for number, part in enumerate(parts, 1)]
    leaves = [leaf for page in pages for leaf in _leaves(page)]
    return tuple(_drawn(leaf, number, len(leaves)) for number, leaf in enumerate(leaves, 1))


def _leaves(page: Page) -> Iterator[Leaf]:
    """Fill one page after another with the lanes that fit."""
    begun = head.draw(Sheet(), page, MARGIN) + AIR
    stage = _height(page, 0)
    top, here = begun + stage, list[int]()
    heights = {lane: height for lane in range(1, len(LANES)) if (height := _height(page, lane))}
    for lane, height in heights.items():
        most = HIGH * (SQUEEZED if lane == max(heights) else 1.0)
        if here and top + height > most - FOOT:
            yield Leaf(page, tuple(here))
            top, here = head.heading(Sheet(), page, _where(page), MARGIN) + AIR + stage, []
        here.append(lane)
        top += height
    yield Leaf(page, tuple(here))


def _height(page: Page, lane: int) -> float:
    """Of a lane with the air below it; 0 if there is nothing in it."""
    bottom = LANES[lane].draw(Sheet(), page, 0.0)
    return bottom + AIR if bottom > 0 else 0.0


def _where(page: Page) -> str:
    """The stages of this part, from the first to the last."""
    ends = dict.fromkeys([page.part[0].stage.name, page.part[-1].stage.name]) if page.part else {}
    return " – ".join(ends)


def _drawn(leaf: Leaf, number: int, of: int) -> Drawing:
    sheet, page = Sheet(), leaf.page
    counted = replace(page, number=number, of=of)
    top = head.draw(sheet, counted, MARGIN) if number == 1 else head.heading(sheet, counted, _where(page), MARGIN)
    top = _lanes(sheet, page, (0, *leaf.lanes), top + AIR)
    if not page.grid.spans:
        top = nothing(sheet, page, top) + AIR
    bottom = foot.draw(sheet, page, top)
    return sheet.drawing(LEAST_SHEET, max(HIGH, bottom + MARGIN), page.theme.ground)


def _lanes(sheet: Sheet, page: Page, lanes: Sequence[int], top: float) -> float:
    for lane in lanes:
        bottom = LANES[lane].draw(sheet, page, top)
        top = bottom + AIR if bottom > top else top
    return top
