"""Draws a journey map in three rooms: map -> layout (numbers) -> canvas (the only one that knows Matplotlib)."""

from dataclasses import dataclass
from typing import Literal

from journeybot.drawing.alt import alt
from journeybot.drawing.layout import layout, of_persona
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.svg import to_svg
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import THEMES
from journeybot.journey import JourneyMap, Key

PictureFormat = Literal["png", "svg", "pdf"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: the file, its size (pixels of a PNG, else points), and what it shows in one sentence."""

    data: bytes
    width: int
    height: int
    alt: str
    format: str


def draw(
    journey: JourneyMap,
    *,
    format: PictureFormat = "png",  # noqa: A002 -- the word everybody looks for
    persona: Key | None = None,
    theme: Literal["light", "dark"] = "light",
) -> Picture:
    """Draw the map, or one persona's way through it. The same map gives the same bytes."""
    shown = of_persona(journey, persona) if persona else journey
    drawing = layout(shown, THEMES[theme], measure=Fonts())
    sentence = alt(shown)
    data, width, height = _painted(drawing, format, sentence)
    return Picture(data, width, height, sentence, format)


def _painted(drawing: Drawing, format: PictureFormat, sentence: str) -> tuple[bytes, int, int]:  # noqa: A002
    """The file, and its width and height."""
    width, height = round(drawing.width), round(drawing.height)
    if format == "svg":
        return to_svg(drawing, sentence), width, height
    from journeybot.drawing import canvas  # noqa: PLC0415 -- Matplotlib takes half a second to import

    return canvas.to_png(drawing) if format == "png" else (canvas.to_pdf((drawing,), sentence), width, height)
