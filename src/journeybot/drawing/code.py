"""A code that a phone's camera turns into an address, as a picture to print, with what it asks written under it."""

from dataclasses import replace

import numpy as np
import segno
from numpy.typing import NDArray

from journeybot.drawing import theme
from journeybot.drawing.canvas import PIXELS, painted
from journeybot.drawing.han import forms_of
from journeybot.drawing.page import Page
from journeybot.drawing.png import png
from journeybot.drawing.shapes import Box, Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.text import Fonts
from journeybot.drawing.words import Words
from journeybot.journey import About, JourneyMap

WIDE = 1200
"""Pixels, about: sharp at 10 cm on paper."""

QUIET = 4
"""Modules of white that the standard (ISO/IEC 18004) wants around it."""

AIR = 6.0


def code(address: str, question: str = "", *, place: str = "", language: str = "en") -> bytes:
    """The address as a QR code, PNG; readable even where 15 % of it is scratched or covered (level M)."""
    made = segno.make(address, error="m", micro=False, boost_error=True)
    scale = max(1, WIDE // made.symbol_size(border=QUIET)[0])
    dark = np.array([list(row) for row in made.matrix_iter(scale=scale, border=QUIET)], np.bool_)
    square = np.where(dark[..., None], 0, 255).astype(np.uint8).repeat(4, axis=2)
    written = _under(question, place, wide=square.shape[1], edge=QUIET * scale, language=language)
    return png(np.ascontiguousarray(np.concatenate([square, *written])))


def _under(question: str, place: str, *, wide: int, edge: float, language: str) -> list[NDArray[np.uint8]]:
    """What the code asks and where, as pixels of its width."""
    if not question and not place:
        return []
    drawing = _caption(question, place, width=wide / PIXELS, edge=edge / PIXELS, language=language)
    with painted(drawing) as pixels:
        return [pixels[:, :wide].copy()]


def _caption(question: str, place: str, *, width: float, edge: float, language: str) -> Drawing:
    journey = JourneyMap(about=About(key="code", title=place, language=language))
    page, sheet = Page(journey, theme.THEMES["light"], Words(language), Fonts(), (), sheet=width), Sheet()
    asks = page.text(question, width - 2 * edge, theme.TITLE, colour="#000000", align="centre")
    where = page.text(place, width - 2 * edge, theme.STAGE, colour="#444444", align="centre")
    height = asks.height + AIR + where.height
    with sheet.cell("code", Box(edge, 0.0, width - 2 * edge, height)):
        asks.draw(sheet, edge, 0.0)
        where.draw(sheet, edge, asks.height + AIR)
    drawn = sheet.drawing(width, height + edge, "#ffffff")
    return replace(drawn, han=forms_of(f"{question}{place}", language))
