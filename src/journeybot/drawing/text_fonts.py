"""The fonts of the picture: which of them draws what, and what HarfBuzz says of their glyphs. Never the system's."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

from journeybot.drawing.shapes import CLOSE, CUBIC, LINE, MOVE, QUAD, Weight

OURS = Path(__file__).parent / "fonts"
OPEN_SANS: dict[Weight, str] = {"regular": "Regular", "semibold": "SemiBold", "bold": "Bold", "italic": "Italic"}
DEJAVU: dict[Weight, str] = {"regular": "", "semibold": "-Bold", "bold": "-Bold", "italic": "-Oblique"}
NOTO = {
    "Arab": "Arabic",
    "Beng": "Bengali",
    "Deva": "Devanagari",
    "Ethi": "Ethiopic",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Hebr": "Hebrew",
    "Khmr": "Khmer",
    "Knda": "Kannada",
    "Laoo": "Lao",
    "Mlym": "Malayalam",
    "Mymr": "Myanmar",
    "Orya": "Oriya",
    "Sinh": "Sinhala",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Thai": "Thai",
}
"""Files of Noto Sans by the script that each is for, as ISO 15924 calls it."""

BOLDER = 0.055
"""How much thicker, in ems, letters get that have no bold of their own."""

Outline = tuple[NDArray[np.float64], bytes]
"""Points of shape (n, 2) at a size of one point, y growing upwards, and a code for each."""


class FontFile(NamedTuple):
    """A font; `emboldened` where it has no bold of its own and should be. (A path as text is quicker to compare.)"""

    path: str
    emboldened: bool = False

    @property
    def for_a_script(self) -> bool:
        """Whether it was made for one script that is not Latin."""
        return self.path.startswith(str(OURS / "NotoSans"))


@cache
def latin(weight: Weight) -> tuple[FontFile, FontFile]:
    """The fonts for Latin, Greek, Cyrillic and signs: the first that knows a character draws it."""
    sans, signs = f"OpenSans-{OPEN_SANS[weight]}.ttf", f"DejaVuSans{DEJAVU[weight]}.ttf"
    return (
        FontFile(str(_folder("ttf_opensans") / "ttf" / sans)),
        FontFile(str(_folder("matplotlib") / "mpl-data" / "fonts" / "ttf" / signs)),
    )


@cache
def of_script(script: str, weight: Weight) -> FontFile | None:
    """The font made for a script, if there is one; of bold where it has a bold."""
    name, heavy = NOTO.get(script), weight in ("semibold", "bold")
    if name is None:
        return None
    bold = OURS / f"NotoSans{name}-Bold.ttf"
    if heavy and bold.exists():
        return FontFile(str(bold))
    return FontFile(str(OURS / f"NotoSans{name}-Regular.ttf"), heavy)


@cache
def of_han() -> FontFile:
    """The font for Chinese, Japanese and Korean, in all weights: its bold comes in no package, and dense characters
    that are thickened run together."""
    return FontFile(str(_folder("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc"))


EMOJI = FontFile(str(OURS / "TwemojiMozilla.ttf"))


def _folder(package: str) -> Path:
    """Where an installed package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} brings a font, and it is not installed")
    return Path(spec.origin).parent


class Shaped(NamedTuple):
    """A glyph in its place, in ems; `start` is where in the text the letters begin that it stands for."""

    glyph: int
    left: float
    up: float
    advance: float
    start: int


class Font:
    """An opened font: shapes text and keeps the outlines of the glyphs seen so far."""

    def __init__(self, file: FontFile) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(file.path))
        self._font, self._unit = hb.Font(self.face), 1 / self.face.upem
        if file.emboldened:
            self._font.synthetic_bold = (BOLDER, BOLDER, True)
        self._glyphs: dict[int, Outline] = {}
        self._known: dict[str, bool] = {}

    def knows(self, letter: str) -> bool:
        """Whether it has a glyph for a character."""
        if letter not in self._known:
            self._known[letter] = self._font.get_nominal_glyph(ord(letter)) is not None
        return self._known[letter]

    def shape(self, letters: str, *, leftwards: bool = False, language: str = "") -> list[Shaped]:
        """Glyphs of the letters, from left to right."""
        buffer = hb.Buffer()
        buffer.add_str(letters)
        buffer.direction = "rtl" if leftwards else "ltr"
        buffer.guess_segment_properties()
        buffer.language = language or "und"
        hb.shape(self._font, buffer)
        unit = self._unit
        return [
            Shaped(info.codepoint, place.x_offset * unit, place.y_offset * unit, place.x_advance * unit, info.cluster)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def glyph(self, number: int) -> Outline:
        """Points and codes of one glyph."""
        if number not in self._glyphs:
            pen = _Pen()
            self._font.draw_glyph_with_pen(number, pen)
            points = np.array(pen.points).reshape(-1, 2) * self._unit
            self._glyphs[number] = points, bytes(pen.codes)
        return self._glyphs[number]


@cache
def opened(file: FontFile) -> Font:
    """The font, opened once in a process and only when something needs it: the one for Chinese has 19 MB."""
    return Font(file)


class _Pen:
    """Takes an outline down; the names are those of fontTools' pens, which HarfBuzz calls."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.codes = bytearray()

    def _take(self, code: int, *points: tuple[float, float]) -> None:
        self.points += points
        self.codes += bytes([code]) * len(points)

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
