"""Thoughts as quotes over the peaks and under the valleys of the curves, each with a thread to its point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.blocks import Paragraph, Stack
from journeybot.drawing.page import Page
from journeybot.drawing.shapes import Box, Ink, Layer, Point, polyline
from journeybot.drawing.sheet import Sheet
from journeybot.journey import Key

WIDEST = 210.0
AIR = 6.0
GAP = 4.0

Level = Callable[[float], float]
"""Gives the height of a score."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What one persona thinks at one touchpoint."""

    persona: Key
    touchpoint: Key
    text: Paragraph


class Quotes:
    """All quotes of the picture; `above` and `below` are the heights that their two strips need."""

    def __init__(self, page: Page, shifts: Mapping[Key, float]) -> None:
        self._page, self._shifts = page, shifts
        self._over, self._under = self._strip(over=True), self._strip(over=False)
        self.above, self.below = _height(self._over), _height(self._under)

    def draw(self, sheet: Sheet, level: Level, *, above: float, below: float) -> None:
        """Draw those that end over `above` and those that begin under `below`; `level` is the height of a score."""
        for at, (x, quotes) in self._over.items():
            self._draw(sheet, level, quotes, at=at, corner=(x, above - AIR - _stack(quotes).height))
        for at, (x, quotes) in self._under.items():
            self._draw(sheet, level, quotes, at=at, corner=(x, below + AIR))

    def _draw(self, sheet: Sheet, level: Level, quotes: list[Quote], *, at: int, corner: Point) -> None:
        x, y = corner
        edges = (y, y + _stack(quotes).height)
        for quote in quotes:
            with sheet.cell("quote", Box(x, y, quote.text.width, quote.text.height), of=quote.touchpoint):
                quote.text.draw(sheet, x, y)
            self._thread(sheet, level, quote, at=at, edges=edges)
            y += quote.text.height + GAP

    def _thread(self, sheet: Sheet, level: Level, quote: Quote, *, at: int, edges: tuple[float, float]) -> None:
        """From the foot or the head of all quotes of a column, so that it runs through none of them."""
        x = self._page.grid.columns[at].centre + self._shifts.get(quote.persona, 0.0)
        point = level(self._page.feelings[quote.persona][quote.touchpoint].middle)
        head, foot = edges
        start, end = (foot + 2, point - 8) if foot < point else (head - 2, point + 8)
        ink = Ink(stroke=quote.text.colour, width=0.9, dash=(0.9, 2.2), layer=Layer.LINE)
        sheet.paint(polyline(((x, start), (x, end))), ink)

    def _strip(self, *, over: bool) -> dict[int, tuple[float, list[Quote]]]:
        """The quotes of one strip by column, each column's with their left edge."""
        page, columns = self._page, self._page.grid.columns
        number = {column.touchpoint.key: at for at, column in enumerate(columns) if column.touchpoint}
        said = [
            moment
            for moment in page.journey.moments
            if moment.touchpoint in number and page.quoted.get((moment.persona, moment.touchpoint)) is over
        ]
        taken = {number[moment.touchpoint] for moment in said}
        strip: dict[int, tuple[float, list[Quote]]] = {}
        for moment in said:
            at = number[moment.touchpoint]
            x, width = self._room(at, taken)
            words = page.words.say("quote", text=moment.thought)
            text = page.text(words, width, theme.QUOTE, colour=self._colour(moment.persona), align="centre")
            strip.setdefault(at, (x, []))[1].append(Quote(moment.persona, moment.touchpoint, text))
        return strip

    def _colour(self, persona: Key) -> str:
        return self._page.colours.get(persona, self._page.theme.ink)

    def _room(self, at: int, taken: set[int]) -> tuple[float, float]:
        """Left edge and width of a column's quotes: into its neighbours' halves where they say nothing."""
        columns, grid = self._page.grid.columns, self._page.grid
        here = columns[at]
        left = columns[at - 1].centre if at and at - 1 not in taken else here.x if at else grid.left
        right = columns[at + 1].centre if at + 1 < len(columns) and at + 1 not in taken else here.right
        right = grid.right if at + 1 == len(columns) else right
        half = min(here.centre - left, right - here.centre, WIDEST / 2) - 4
        return here.centre - half, 2 * half


def _stack(quotes: list[Quote]) -> Stack:
    return Stack(tuple(quote.text for quote in quotes), GAP)


def _height(strip: Mapping[int, tuple[float, list[Quote]]]) -> float:
    highest = max((_stack(quotes).height for _, quotes in strip.values()), default=0.0)
    return highest + 2 * AIR if highest else 0.0
