"""Measures words of any script and gives their outlines: shaped once by HarfBuzz, in fonts that travel with us."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journeybot.drawing import bidi
from journeybot.drawing.shapes import CLOSE, Style, Weight
from journeybot.drawing.text_fonts import EMOJI, Outline, Shaped, opened
from journeybot.drawing.text_pieces import Piece, in_sight, pieces

NOTHING: Outline = (np.empty((0, 2)), b"")
RISE, FALL, DEEP = 1.02, -0.32, -0.5
"""How far from the baseline, in ems, the line's box reaches, and what hangs below Arabic or Burmese letters. Towers of
marks are kept within."""


class Picture(NamedTuple):
    """An emoji in its place: its glyph in the emoji font, and where it stands, in ems."""

    glyph: int
    x: float
    up: float


class Word(NamedTuple):
    """A shaped word at a size of one point, y growing upwards: `points` of shape (n, 2), and a code for each.

    Emoji have no outline; they stand in `pictures`. Points are of half the usual precision, as thousands are kept.
    """

    advance: float
    points: NDArray[np.float32]
    codes: bytes
    pictures: tuple[Picture, ...] = ()


class Letter(NamedTuple):
    """The least that can be selected: its text, and the glyphs that show it, from its own left."""

    text: str
    x: float
    advance: float
    piece: Piece
    glyphs: tuple[Shaped, ...]


class Fonts:
    """Measures text, as the layout asks for it."""

    def width(self, text: str, style: Style) -> float:
        """How wide one line of text is, in points."""
        return style.size * _advance(text, style.weight)


@lru_cache(maxsize=10_000)
def _advance(text: str, weight: Weight) -> float:
    """In ems. Wrapping asks for the same again and again, at other widths."""
    if bidi.mixed(text):
        return sum(_right(piece, "").advance for piece in in_sight(text, weight))
    words = text.split(" ")
    advances = sum(word(part, weight).advance for part in words if part)
    return advances + (len(words) - 1) * word(" ", weight).advance


def placed(text: str, weight: Weight, han: str = "") -> Iterator[tuple[float, Word]]:
    """The words of a line, without the spaces, and how far each stands from its left end, in ems. `han` is the language
    whose forms of Han characters are meant, as BCP 47 writes it."""
    x, space = 0.0, word(" ", weight).advance
    if bidi.mixed(text):
        for piece in in_sight(text, weight):
            found = _right(piece, han)
            yield x, found
            x += found.advance
        return
    for part in text.split(" "):
        if part:
            found = word(part, weight, han)
            yield x, found
            x += found.advance
        x += space


def letters(text: str, weight: Weight, han: str = "") -> Iterator[Letter]:
    """The letters of a line as they are seen, from left to right."""
    x = 0.0
    for piece in in_sight(text, weight):
        for letter in _letters(piece, han):
            yield letter._replace(x=x + letter.x)
        x += sum(glyph.advance for glyph in _shaped(piece, han))


@lru_cache(maxsize=4_000)
def word(text: str, weight: Weight, han: str = "") -> Word:
    """A word, shaped. The cache is bounded because people's words are not; it holds those of the largest map."""
    return _set(pieces(text, weight), han)


@lru_cache(maxsize=2_000)
def _right(piece: Piece, han: str) -> Word:
    return _set([piece], han)


def _set(text: Sequence[Piece], han: str) -> Word:
    x = 0.0
    places: list[tuple[float, float]] = []
    outlines: list[Outline] = [NOTHING]
    pictures: list[Picture] = []
    for piece in text:
        glyph_of, coloured = opened(piece.font).glyph, piece.font is EMOJI
        for glyph, left, up, advance, _ in _shaped(piece, han):
            if coloured:
                pictures.append(Picture(glyph, x + left, up))
            else:
                outlines.append(glyph_of(glyph))
                places.append((x + left, up))
            x += advance
    shifts = np.repeat(np.array(places or [(0.0, 0.0)]), [len(codes) for _, codes in outlines[1:]] or [0], axis=0)
    points = (np.concatenate([points for points, _ in outlines]) + shifts).astype(np.float32)
    return Word(x, points, b"".join(codes for _, codes in outlines), tuple(pictures))


def _shaped(piece: Piece, han: str) -> list[Shaped]:
    font, deepest = opened(piece.font), DEEP if piece.font.for_a_script else FALL
    return [
        _kept_in(shaped, font.glyph(shaped.glyph), deepest) if shaped.up and not shaped.advance else shaped
        for shaped in font.shape(piece.letters, leftwards=piece.leftwards, language=han)
    ]


def _kept_in(mark: Shaped, outline: Outline, deepest: float) -> Shaped:
    """A mark that sits on others, brought back into the line's box."""
    if not outline[1]:
        return mark
    heights = outline[0][[code != CLOSE for code in outline[1]], 1]
    up = min(mark.up, RISE - heights.max()) if mark.up > 0 else max(mark.up, deepest - heights.min())
    return mark._replace(up=up)


def _letters(piece: Piece, han: str) -> Iterator[Letter]:
    glyphs = _shaped(piece, han)
    starts = sorted({glyph.start for glyph in glyphs})
    spans = {start: piece.letters[start:end] for start, end in pairwise([*starts, len(piece.letters)])}
    x, at = 0.0, 0
    while at < len(glyphs):
        start, group = glyphs[at].start, []
        while at < len(glyphs) and glyphs[at].start == start:
            group.append(glyphs[at])
            at += 1
        advance = sum(glyph.advance for glyph in group)
        yield Letter(spans[start], x, advance, piece, tuple(group))
        x += advance
