"""Draws a journey map in three rooms: map -> layout (numbers) -> canvas (the only one that knows Matplotlib)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from journeybot.comparison import compared_personas, compared_revisions
from journeybot.drawing.alt import alt, alt_of_comparison, alt_of_matrix, alt_of_page, alt_of_progress, alt_of_worksheet
from journeybot.drawing.bars import Bar, bars_layout
from journeybot.drawing.comparing import comparison_layout
from journeybot.drawing.han import forms
from journeybot.drawing.layout import layout, layouts, of_persona
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.strip import progress_layout
from journeybot.drawing.svg import to_svg
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import THEMES
from journeybot.drawing.weighing import matrix_layout
from journeybot.drawing.worksheet import worksheets
from journeybot.inside import every_inside
from journeybot.journey import JourneyMap, Key
from journeybot.workshop import Workshop

PictureFormat = Literal["png", "svg", "pdf"]
Look = Literal["light", "dark"]


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
    theme: Look = "light",
) -> Picture:
    """Draw the whole map, or one persona's way through it, as one file. A map too long for one sheet is folded, part
    under part; a PDF has those inside it on the pages that follow. The same map gives the same bytes."""
    shown = of_persona(journey, persona) if persona else journey
    maps = (shown, *(_inside(journey, persona) if format == "pdf" else ()))
    drawn = [_lettered(layout(one, THEMES[theme], measure=Fonts()), one) for one in maps]
    return _finished(drawn, alt(shown), format=format)


def draw_pages(
    journey: JourneyMap,
    *,
    format: PictureFormat = "png",  # noqa: A002
    persona: Key | None = None,
    theme: Look = "light",
) -> tuple[Picture, ...]:
    """Draw the map on as many pages as it needs, each with the same head: one picture for each page, or one PDF with
    all of them and those of the maps inside it. Nothing is left out."""
    shown = of_persona(journey, persona) if persona else journey
    maps = (shown, *(_inside(journey, persona) if format == "pdf" else ()))
    pages = [_lettered(page, one) for one in maps for page in layouts(one, THEMES[theme], measure=Fonts())]
    if format == "pdf" or len(pages) == 1:
        return (_finished(pages, alt(shown), format=format),)
    return tuple(
        _finished([page], alt_of_page(shown, number, len(pages)), format=format) for number, page in enumerate(pages, 1)
    )


def draw_paper(journey: JourneyMap, *, persona: Key | None = None, theme: Look = "light") -> Picture:
    """Draw the map, or one persona's way through it, as a PDF to print: A3 across, on as many pages as it needs, lane
    after lane, and then the maps inside it. Nothing is left out."""
    from journeybot.drawing.paging import A3, paged  # noqa: PLC0415 -- only paper needs it
    from journeybot.drawing.pdf import to_pdf  # noqa: PLC0415

    shown = of_persona(journey, persona) if persona else journey
    maps = (shown, *_inside(journey, persona))
    drawn = [_lettered(page, one) for one in maps for page in paged(one, THEMES[theme], measure=Fonts())]
    data = to_pdf(drawn, alt(shown), paper=A3)
    return Picture(data, round(A3[0]), round(A3[1]), alt(shown), "pdf")


def matrix(
    journey: JourneyMap,
    *,
    format: PictureFormat = "png",  # noqa: A002
    theme: Look = "light",
) -> Picture:
    """Draw the improvements by impact and effort."""
    drawing = matrix_layout(journey, THEMES[theme], measure=Fonts())
    return _finished([_lettered(drawing, journey)], alt_of_matrix(journey), format=format)


def worksheet(
    journey: JourneyMap,
    *,
    format: PictureFormat = "pdf",  # noqa: A002
    persona: Key | None = None,
) -> tuple[Picture, ...]:
    """Draw the sheets that a team without screens writes on: one picture for each, or one PDF with all of them."""
    sentence = alt_of_worksheet(journey)
    sheets = worksheets(journey, THEMES["light"], measure=Fonts(), persona=persona)
    pages = [_lettered(sheet, journey) for sheet in sheets]
    if format == "pdf":
        return (_finished(pages, sentence, format=format),)
    return tuple(_finished([page], sentence, format=format) for page in pages)


def compare(
    journey: JourneyMap,
    earlier: JourneyMap | None = None,
    *,
    personas: tuple[Key, Key] | None = None,
    format: PictureFormat = "png",  # noqa: A002
    theme: Look = "light",
) -> Picture:
    """Draw two revisions of a map over each other, or two personas of one map: those named, else the first two.

    Raises ValueError if there are no two sides.
    """
    if earlier is not None:
        comparison = compared_revisions(earlier, journey)
    else:
        known = [persona.key for persona in journey.personas]
        sides = personas or tuple(known[:2])
        if len(sides) != 2 or not set(sides) <= set(known):
            raise ValueError("A comparison needs two revisions, or two personas of the map")
        comparison = compared_personas(journey, *sides)
    drawing = comparison_layout(comparison, THEMES[theme], measure=Fonts())
    return _finished([_lettered(drawing, journey)], alt_of_comparison(comparison), format=format)


def bars(
    title: str,
    note: str,
    every: Sequence[Bar],
    *,
    alt: str,
    format: PictureFormat = "png",  # noqa: A002
    theme: Look = "light",
    language: str = "en",
) -> Picture:
    """Draw a list of names with a bar for each."""
    drawing = bars_layout(title, note, every, look=THEMES[theme], measure=Fonts(), language=language)
    return _finished([replace(drawing, han=forms(drawing, language))], alt, format=format)


def progress(
    workshop: Workshop,
    *,
    format: PictureFormat = "png",  # noqa: A002
    theme: Look = "light",
) -> Picture:
    """Draw how far a workshop is, as a small strip."""
    drawing = progress_layout(workshop, THEMES[theme], measure=Fonts())
    return _finished([replace(drawing, han=forms(drawing))], alt_of_progress(workshop), format=format)


def _inside(journey: JourneyMap, persona: Key | None) -> tuple[JourneyMap, ...]:
    """The maps inside; where one persona's way is wanted, that of whoever is called the same there."""
    called = {one.name for one in journey.personas if one.key == persona}
    whose = [(one, next((p.key for p in one.personas if p.name in called), "")) for one in every_inside(journey)]
    return tuple(of_persona(one, key) if key else one for one, key in whose)


def _lettered(drawing: Drawing, journey: JourneyMap) -> Drawing:
    """The drawing with Chinese characters in the forms of the map's language."""
    return replace(drawing, han=forms(drawing, journey.about.language))


def _finished(
    drawings: Sequence[Drawing],
    sentence: str,
    *,
    format: PictureFormat,  # noqa: A002
) -> Picture:
    """One file of one drawing, or of several as PDF; its size is that of the first."""
    first = drawings[0]
    width, height = round(first.width), round(first.height)
    if format == "svg":
        return Picture(to_svg(first, sentence), width, height, sentence, format)
    if format == "pdf":
        from journeybot.drawing.pdf import to_pdf  # noqa: PLC0415 -- most pictures are PNGs

        return Picture(to_pdf(drawings, sentence), width, height, sentence, format)
    from journeybot.drawing import canvas  # noqa: PLC0415 -- Matplotlib takes half a second to import

    return Picture(*canvas.to_png(first), sentence, format)
