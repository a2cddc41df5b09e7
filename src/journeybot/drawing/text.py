"""Measures words and gives their outlines: shaped once by HarfBuzz in fonts that travel with us, never the system's."""

import logging
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

from journeybot.drawing.shapes import CLOSE, CUBIC, LINE, MOVE, QUAD, Style, Weight

log = logging.getLogger(__name__)

OPEN_SANS: dict[Weight, str] = {"regular": "Regular", "semibold": "SemiBold", "bold": "Bold", "italic": "Italic"}
NOTHING: NDArray[np.float64] = np.empty((0, 2))
DEJAVU: dict[Weight, str] = {"regular": "", "semibold": "-Bold", "bold": "-Bold", "italic": "-Oblique"}


@dataclass(frozen=True, slots=True)
class Word:
    """A shaped word at a size of one point, y growing upwards: `points` of shape (n, 2), and a code for each."""

    advance: float
    points: NDArray[np.float64]
    codes: bytes


@cache
def fonts_of(weight: Weight) -> tuple[Path, ...]:
    """The font files of a weight, the first that knows a character draws it."""
    return (
        _folder("ttf_opensans") / "ttf" / f"OpenSans-{OPEN_SANS[weight]}.ttf",
        _folder("matplotlib") / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{DEJAVU[weight]}.ttf",
    )


def _folder(package: str) -> Path:
    """Where an installed package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} brings a font, and it is not installed")
    return Path(spec.origin).parent


class Fonts:
    """Measures text, as the layout asks for it."""

    def width(self, text: str, style: Style) -> float:
        """How wide one line of text is, in points."""
        words = text.split(" ")
        advances = sum(word(part, style.weight).advance for part in words if part)
        return style.size * (advances + (len(words) - 1) * word(" ", style.weight).advance)


@lru_cache(maxsize=20_000)
def word(text: str, weight: Weight) -> Word:
    """A word, shaped. The cache is bounded because people's words are not."""
    x = 0.0
    places: list[tuple[float, float]] = []
    outlines: list[NDArray[np.float64]] = [NOTHING]
    codes: list[bytes] = []
    for index, letters in pieces(text, weight):
        font = _font(fonts_of(weight)[index])
        for glyph, left, up, advance in font.shape(letters):
            outline, its_codes = font.glyph(glyph)
            outlines.append(outline)
            codes.append(its_codes)
            places.append((x + left, up))
            x += advance
    shifts = np.repeat(np.array(places or [(0.0, 0.0)]), [len(of) for of in codes] or [0], axis=0)
    return Word(x, np.concatenate(outlines) + shifts, b"".join(codes))


def pieces(text: str, weight: Weight) -> list[tuple[int, str]]:
    """The text in pieces of one font each, that font as its place in `fonts_of`."""
    known = [_font(path).letters for path in fonts_of(weight)]
    picked: list[tuple[int, str]] = []
    for letter in text:
        index = next((at for at, letters in enumerate(known) if ord(letter) in letters), None)
        if index is None:
            _lament(letter)
        picked.append((index or 0, letter))
    return [(index, "".join(letter for _, letter in piece)) for index, piece in groupby(picked, key=lambda p: p[0])]


@lru_cache(maxsize=2_000)
def _lament(letter: str) -> None:
    log.warning("No font of ours has U+%04X; the picture shows a box for it", ord(letter))


class _Font:
    """One font file: shapes text and keeps the outlines of the glyphs seen so far."""

    def __init__(self, path: Path) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.letters = frozenset(face.unicodes)
        self._font, self._unit = hb.Font(face), 1 / face.upem
        self._glyphs: dict[int, tuple[NDArray[np.float64], bytes]] = {}

    def shape(self, letters: str) -> list[tuple[int, float, float, float]]:
        """Glyphs of the letters, in the order they are set: number, shift right, shift up, advance."""
        buffer = hb.Buffer()
        buffer.add_str(letters)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        return [
            (info.codepoint, place.x_offset * self._unit, place.y_offset * self._unit, place.x_advance * self._unit)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def glyph(self, number: int) -> tuple[NDArray[np.float64], bytes]:
        """Points and codes of one glyph."""
        if number not in self._glyphs:
            pen = _Pen(self._unit)
            self._font.draw_glyph_with_pen(number, pen)
            self._glyphs[number] = np.array(pen.points).reshape(-1, 2), bytes(pen.codes)
        return self._glyphs[number]


@cache
def _font(path: Path) -> _Font:
    return _Font(path)


class _Pen:
    """Takes an outline down; the names are those of fontTools' pens, which HarfBuzz calls."""

    def __init__(self, unit: float) -> None:
        self.points: list[tuple[float, float]] = []
        self.codes, self._unit = bytearray(), unit

    def _take(self, code: int, *points: tuple[float, float]) -> None:
        for x, y in points:
            self.points.append((x * self._unit, y * self._unit))
            self.codes.append(code)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._take(MOVE, point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._take(LINE, point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._take(QUAD, *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._take(CUBIC, *points)

    def closePath(self) -> None:  # noqa: N802
        self._take(CLOSE, (0.0, 0.0))

    def endPath(self) -> None:  # noqa: N802
        return
