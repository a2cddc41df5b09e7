"""How a persona is told apart on the picture: always by colour and by shape."""

from journeybot.drawing.blocks import Dot
from journeybot.drawing.page import Page
from journeybot.journey import Key

SIZE = 6.4


def persona_dot(page: Page, persona: Key) -> Dot:
    """The small mark of a persona."""
    return Dot(page.shapes.get(persona, "disc"), SIZE, page.colours.get(persona, page.theme.muted))
