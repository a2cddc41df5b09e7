"""Writes a drawing as SVG: shapes as paths, text as real text in fonts cut down to the letters used, so that it can be
searched and selected, and looks alike wherever it is opened.

Matplotlib's own SVG is not used: its text either is outlines (six times larger, not selectable) or is set in whatever
font the reader has, at whatever width, and then leaves its cell.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools import subset
from fontTools.ttLib import TTFont

from journeybot.drawing.shapes import CLOSE, CUBIC, LINE, MOVE, QUAD, Drawing, Ink, Outline, Painted, Run, Weight
from journeybot.drawing.text import fonts_of, pieces

LETTERS = {MOVE: "M", LINE: "L", QUAD: "Q", CUBIC: "C", CLOSE: "Z"}
TAKES = {MOVE: 1, LINE: 1, QUAD: 2, CUBIC: 3, CLOSE: 1}
FALLBACK = "'Open Sans','DejaVu Sans',sans-serif"


def to_svg(drawing: Drawing, title: str) -> bytes:
    """The drawing as an SVG file that needs nothing beside it; `title` is what a screen reader says."""
    width, height = _short(drawing.width), _short(drawing.height)
    size = {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img"})
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "style").text = "".join(_faces(drawing.runs)) + "text{white-space:pre}"
    ET.SubElement(root, "rect", {"width": width, "height": height, "fill": drawing.ground})
    for ink, shapes in groupby(drawing.shapes, key=lambda painted: painted.ink):
        root.append(_path(ink, shapes))
    _write(root, drawing.runs)
    return str(ET.tostring(root, encoding="unicode")).encode()


def _path(ink: Ink, shapes: Iterable[Painted]) -> ET.Element:
    look = {"d": "".join(_course(painted.outline) for painted in shapes), "fill": ink.fill or "none"}
    if ink.stroke:
        ends = "butt" if ink.dash else "round"
        look |= {
            "stroke": ink.stroke,
            "stroke-width": _short(ink.width),
            "stroke-linecap": ends,
            "stroke-linejoin": "round",
        }
    if ink.dash:
        look["stroke-dasharray"] = " ".join(_short(part) for part in ink.dash)
    if ink.opacity < 1:
        look["opacity"] = _short(ink.opacity)
    return ET.Element("path", look)


def _course(outline: Outline) -> str:
    parts, at = [], 0
    while at < len(outline.codes):
        code = outline.codes[at]
        points = outline.points[at : at + TAKES[code]]
        parts.append(LETTERS[code] + ("" if code == CLOSE else " ".join(f"{_short(x)} {_short(y)}" for x, y in points)))
        at += TAKES[code]
    return "".join(parts)


def _write(root: ET.Element, runs: Iterable[Run]) -> None:
    """Lines of one look in one group; `textLength` holds each to its measured width where fonts are refused."""
    for (style, colour), lines in groupby(runs, key=lambda run: (run.style, run.colour)):
        look = {"font-family": f"j-{style.weight},{FALLBACK}", "font-size": _short(style.size), "fill": colour}
        if style.weight == "italic":
            look["font-style"] = "italic"
        group = ET.SubElement(root, "g", look)
        for run in lines:
            where = {"x": _short(run.x), "y": _short(run.baseline), "textLength": _short(run.width)}
            ET.SubElement(group, "text", {**where, "lengthAdjust": "spacingAndGlyphs"}).text = run.text


def _faces(runs: Iterable[Run]) -> Iterator[str]:
    """A rule for each font that is needed, with just the letters that it has to draw."""
    needed: dict[tuple[Weight, int], set[str]] = {}
    for run in runs:
        for index, letters in pieces(run.text, run.style.weight):
            needed.setdefault((run.style.weight, index), set()).update(letters)
    for (weight, index), known in sorted(needed.items()):
        letters = "".join(sorted(known))
        data = b64encode(_cut(fonts_of(weight)[index], letters)).decode()
        slant = ";font-style:italic" if weight == "italic" else ""
        spread = ",".join(f"U+{ord(letter):X}" for letter in letters)
        source = f"src:url(data:font/ttf;base64,{data})"
        yield f"@font-face{{font-family:j-{weight}{slant};{source};unicode-range:{spread}}}"


@lru_cache(maxsize=16)
def _cut(font: Path, letters: str) -> bytes:
    """The font with these letters only; the file says nothing of when it was made."""
    options = subset.Options(hinting=False, name_IDs=[], notdef_outline=True, layout_features=["*"])
    options.drop_tables += ["FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    whole = TTFont(font, recalcTimestamp=False)
    cutter.subset(whole)
    file = BytesIO()
    whole.save(file)
    return file.getvalue()


def _short(number: float) -> str:
    """A number to a hundredth, without needless zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
