"""What a statement stands on, as small marks: assumed, heard or measured."""

from journeybot.drawing.blocks import Block, Mark
from journeybot.drawing.page import Page
from journeybot.journey import Key

SIZE = 8.5


def evidence(page: Page, note: Key) -> list[Block]:
    """One mark for each basis, the surest last."""
    return [Mark(basis.value, SIZE, page.theme.muted) for basis in page.bases.get(note, [])]
