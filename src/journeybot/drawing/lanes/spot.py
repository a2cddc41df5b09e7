"""Which touchpoint a card belongs to: its number, as it stands in the lane of the touchpoints."""

from journeybot.drawing import theme
from journeybot.drawing.blocks import Dot
from journeybot.drawing.page import Page
from journeybot.drawing.sheet import Sheet


class Spot:
    """The number of a touchpoint, as it stands in its lane."""

    width = height = 12.0

    def __init__(self, number: str, page: Page) -> None:
        self._disc = Dot("disc", 12.0, page.theme.flow)
        self._label = page.label(number, theme.TINY, page.over(page.theme.flow))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw disc and number."""
        sheet.used.add("number")
        self._disc.draw(sheet, x, y)
        self._label.draw(sheet, x + (12 - self._label.width) / 2, y + (12 - self._label.height) / 2)
