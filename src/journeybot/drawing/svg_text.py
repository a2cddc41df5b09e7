"""The text of an SVG: lines that can be selected, the fonts they need, emoji as symbols painted where they stand."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from xml.etree import ElementTree as ET

import uharfbuzz as hb

from journeybot.drawing import bidi
from journeybot.drawing.emoji import AS_TEXT
from journeybot.drawing.shapes import Drawing, Run, Weight
from journeybot.drawing.svg_emoji import room, show, symbol
from journeybot.drawing.svg_paths import short
from journeybot.drawing.text import placed
from journeybot.drawing.text_fonts import EMOJI, FontFile, opened
from journeybot.drawing.text_pieces import Piece, clusters, pieces

FALLBACK = "'Open Sans','DejaVu Sans',sans-serif"
HEAVY: dict[Weight, int] = {"regular": 400, "semibold": 600, "bold": 700, "italic": 400}
KHMER_AROUND, KHMER_E = frozenset("\u17be\u17bf\u17c0\u17c4\u17c5"), "\u17c1"
"""Khmer vowels that stand on both sides of a letter, and their left part. Shapers know it, Unicode does not say it."""

AS_MEASURED = "text{white-space:pre;text-spacing-trim:space-all}"
"""Spaces as they are, and no room taken from between 。 and 」, as browsers do by themselves."""

Face = tuple[Weight, FontFile]


class Lines:
    """The lines of a drawing, on their way into an SVG file."""

    def __init__(self, drawing: Drawing) -> None:
        self._runs, self._han = drawing.runs, drawing.han
        self._needed: dict[Face, set[str]] = {}
        for run in drawing.runs:
            for piece in pieces(run.text, run.style.weight):
                needed = clusters(piece.letters) if piece.font == EMOJI else piece.letters
                self._needed.setdefault((run.style.weight, piece.font), set()).update(needed)
        self._names = {face: f"j{number}" for number, face in enumerate(sorted(self._needed))}

    def begin(self, root: ET.Element) -> None:
        """Write the fonts, and each emoji once."""
        if self._han:
            root.set("xml:lang", self._han)
        ET.SubElement(root, "style").text = "".join(self._rules()) + AS_MEASURED
        glyphs = {glyph for run in self._runs for glyph, *_ in _pictures(run)}
        if glyphs:
            known = ET.SubElement(root, "defs")
            for glyph in sorted(glyphs):
                symbol(known, glyph)

    def write(self, root: ET.Element) -> None:
        """Write the lines, those of one look in one group."""
        for (style, colour), lines in groupby(self._runs, key=lambda run: (run.style, run.colour)):
            group = ET.SubElement(root, "g", {"font-size": short(style.size), "fill": colour})
            for run in lines:
                self._line(group, run)

    def _line(self, group: ET.Element, run: Run) -> None:
        """One line; `textLength` holds it to its measured width where fonts are refused."""
        where = {"x": short(run.x), "y": short(run.baseline), "textLength": short(run.width)}
        if bidi.begins_right(run.text):
            where |= {"x": short(run.x + run.width), "direction": "rtl"}
        line = ET.SubElement(group, "text", {**where, "lengthAdjust": "spacingAndGlyphs"})
        parts = pieces(run.text, run.style.weight)
        if len(parts) == 1:
            self._say(line, run.style.weight, parts[0])
        else:
            for piece in parts:
                self._say(ET.SubElement(line, "tspan"), run.style.weight, piece)
        for glyph, x, y, size in _pictures(run):
            show(group, glyph, x, y, size=size)

    def _say(self, part: ET.Element, weight: Weight, piece: Piece) -> None:
        """Write a piece in its font. A sign asked for as text is that already; browsers would look for another font."""
        part.text = piece.letters if piece.font == EMOJI else piece.letters.replace(AS_TEXT, "")
        part.set("class", self._names[weight, piece.font])

    def _rules(self) -> Iterator[str]:
        """A font and a class for each face, with just the letters that it has to draw; a face that says that it is not
        bold is emboldened by whoever shows it."""
        for (weight, file), name in self._names.items():
            needed = sorted(self._needed[weight, file])
            data = b64encode(room(tuple(needed)) if file == EMOJI else _cut(file, "".join(needed))).decode()
            heavy, slant = HEAVY[weight], ";font-style:italic" if weight == "italic" else ""
            own = 400 if file.emboldened else heavy
            yield f"@font-face{{font-family:{name};font-weight:{own}{slant};src:url(data:font/ttf;base64,{data})}}"
            yield f".{name}{{font-family:{name},{FALLBACK};font-weight:{heavy}{slant}}}"


def _pictures(run: Run) -> Iterator[tuple[int, float, float, float]]:
    """The emoji of a line: which, where and how large."""
    size, weight = run.style
    for left, word in placed(run.text, weight):
        for glyph, x, up in word.pictures:
            yield glyph, run.x + (left + x) * size, run.baseline - up * size, size


@lru_cache(maxsize=16)
def _cut(file: FontFile, letters: str) -> bytes:
    """The font with these letters only, and those that shapers take them apart into, such as the Thai am."""
    wanted = hb.SubsetInput()
    apart = unicodedata.normalize("NFD", letters) + unicodedata.normalize("NFKD", letters)
    wanted.unicode_set.update(map(ord, letters + apart + (KHMER_E if KHMER_AROUND.intersection(letters) else "")))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.name_id_set.clear()
    wanted.drop_table_tag_set.add(int.from_bytes(b"FFTM", "big"))
    return bytes(hb.subset(opened(file).face, wanted).blob.data)
