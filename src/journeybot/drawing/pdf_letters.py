"""The letters of a PDF: each becomes a glyph of a font of our own (Type 3), painted as in the PNG and read as its text.

Such a font holds drawings instead of a font file: joined letters, emoji and emboldened letters are all alike to it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pydyf

from journeybot.drawing.emoji import tints
from journeybot.drawing.shapes import CLOSE, CUBIC, LINE, MOVE, Run, segments
from journeybot.drawing.text import FALL, RISE, Letter, letters
from journeybot.drawing.text_fonts import EMOJI, Outline, opened

EM = 1000
MOST = 255
"""Glyphs of one font: codes have one byte, and none is 0."""


class Drawn(NamedTuple):
    """What makes two letters the same glyph."""

    text: str
    font: tuple[object, ...]
    glyphs: tuple[tuple[int, int, int], ...]


class Letters:
    """Collects the letters of a file."""

    def __init__(self) -> None:
        self._codes: dict[Drawn, tuple[int, int, int]] = {}
        self._known: list[Letter] = []

    def write(self, stream: pydyf.Stream, run: Run, han: str) -> None:
        """Write a line of text."""
        stream.begin_text()
        size, x, y = run.style.size, round(run.x, 2), round(run.baseline, 2)
        used, pen, shown = -1, 0, list[str]()
        for letter in letters(run.text, run.style.weight, han):
            font, code, width = self._code(letter)
            at = round(letter.x * EM)
            if font != used:
                _show(stream, shown)
                used, pen, shown = font, at, []
                stream.set_font_size(f"F{font}", round(size, 2))
                stream.set_text_matrix(1, 0, 0, -1, round(x + letter.x * size, 2), y)
            if at != pen:
                shown.append(str(pen - at))
            shown.append(f"<{code:02x}>")
            pen = at + width
        _show(stream, shown)
        stream.end_text()

    def _code(self, letter: Letter) -> tuple[int, int, int]:
        """Which font, which code in it, and how wide it is there."""
        key = Drawn(letter.text, letter.piece.font, tuple((g.glyph, *_whole(g.left, g.up)) for g in letter.glyphs))
        if key not in self._codes:
            font, code = divmod(len(self._codes), MOST)
            self._codes[key] = font, code + 1, round(letter.advance * EM)
            self._known.append(letter)
        return self._codes[key]

    def fonts(self, file: pydyf.PDF) -> pydyf.Dictionary:
        """All fonts, by their names, their parts added to the file."""
        found = pydyf.Dictionary()
        for start in range(0, len(self._known), MOST):
            found[f"F{start // MOST}"] = _font(file, self._known[start : start + MOST])
        return found


def _show(stream: pydyf.Stream, shown: list[str]) -> None:
    if shown:
        stream.show_text("".join(shown))


def _whole(x: float, y: float) -> tuple[int, int]:
    return round(x * EM), round(y * EM)


def _font(file: pydyf.PDF, known: Sequence[Letter]) -> bytes:
    """A font of type 3. Source: ISO 32000-1, 9.6.5."""
    drawings = pydyf.Dictionary({f"g{code}": _added(file, _glyph(letter)) for code, letter in enumerate(known, 1)})
    names = pydyf.Array([1, *(f"/g{code}" for code in range(1, len(known) + 1))])
    font = {
        "Type": "/Font",
        "Subtype": "/Type3",
        "FontBBox": pydyf.Array([0, round(FALL * EM), EM, round(RISE * EM)]),
        "FontMatrix": pydyf.Array([1 / EM, 0, 0, 1 / EM, 0, 0]),
        "FirstChar": 1,
        "LastChar": len(known),
        "Widths": pydyf.Array([round(letter.advance * EM) for letter in known]),
        "Encoding": pydyf.Dictionary({"Type": "/Encoding", "Differences": names}),
        "CharProcs": drawings,
        "Resources": pydyf.Dictionary(),
        "ToUnicode": _added(file, _meaning(known)),
    }
    return _added(file, pydyf.Dictionary(font))


def _added(file: pydyf.PDF, part: pydyf.Object) -> bytes:
    file.add_object(part)
    reference: bytes = part.reference
    return reference


def _glyph(letter: Letter) -> pydyf.Stream:
    """The drawing of a letter; that of an emoji says its colours itself, others take that of the text.

    Said to be coloured (d0) all the same: what is not, some readers keep as pixels and set unevenly.
    """
    stream = pydyf.Stream([f"{round(letter.advance * EM)} 0 d0"], compress=True)
    x = 0.0
    for glyph in letter.glyphs:
        place = x + glyph.left, glyph.up
        if letter.piece.font == EMOJI:
            for tint in tints(glyph.glyph):
                stream.set_color_rgb(*(round(part / 255, 3) for part in bytes.fromhex(tint.colour[1:])))
                _fill(stream, tint.outline, place)
        else:
            _fill(stream, opened(letter.piece.font).glyph(glyph.glyph), place)
        x += glyph.advance
    return stream


def _fill(stream: pydyf.Stream, outline: Outline, place: tuple[float, float]) -> None:
    points, codes = outline
    if codes:
        paint(stream, ((points + place) * EM).round().tolist(), codes)
        stream.fill()


def paint(stream: pydyf.Stream, points: Sequence[Sequence[float]], codes: Sequence[int]) -> None:
    """Say a path; PDF knows no quadratic curves."""
    x = y = 0.0
    for code, given in segments(points, codes):
        part = [(round(px, 2), round(py, 2)) for px, py in given]
        if code == MOVE:
            stream.move_to(*part[0])
        elif code == LINE:
            stream.line_to(*part[0])
        elif code == CLOSE:
            stream.close()
            continue
        elif code == CUBIC:
            stream.curve_to(*part[0], *part[1], *part[2])
        else:
            (qx, qy), (ex, ey) = part
            handles = (x + 2 * (qx - x) / 3, y + 2 * (qy - y) / 3, ex + 2 * (qx - ex) / 3, ey + 2 * (qy - ey) / 3)
            stream.curve_to(*(round(value, 2) for value in handles), ex, ey)
        x, y = part[-1]


def _meaning(known: Sequence[Letter]) -> pydyf.Stream:
    """What each code reads as. Source: ISO 32000-1, 9.10.3."""
    rows = [f"<{code:02x}> <{letter.text.encode('utf-16-be').hex()}>" for code, letter in enumerate(known, 1)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    said = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    opening = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /j def /CMapType 2 def"
    spread = "1 begincodespacerange <00> <ff> endcodespacerange"
    text = "\n".join([opening, spread, *said, "endcmap CMapName currentdict /CMap defineresource pop end end"])
    return pydyf.Stream([text.encode("ascii")], compress=True)
