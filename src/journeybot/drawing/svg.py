"""Writes a drawing as SVG: shapes as paths, text as real text in fonts cut down to the letters used, so that it can be
searched and selected, and looks alike wherever it is opened.

Matplotlib's own SVG is not used: its text either is outlines (six times larger, not selectable) or is set in whatever
font the reader has, at whatever width, and then leaves its cell.
"""

from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from journeybot.drawing.shapes import Drawing, Ink, Painted
from journeybot.drawing.svg_paths import course, short
from journeybot.drawing.svg_text import Lines


def to_svg(drawing: Drawing, title: str) -> bytes:
    """The drawing as an SVG file that needs nothing beside it; `title` is what a screen reader says."""
    width, height = short(drawing.width), short(drawing.height)
    size = {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img"})
    ET.SubElement(root, "title").text = title
    lines = Lines(drawing)
    lines.begin(root)
    ET.SubElement(root, "rect", {"width": width, "height": height, "fill": drawing.ground})
    for ink, shapes in groupby(drawing.shapes, key=lambda painted: painted.ink):
        root.append(_path(ink, shapes))
    lines.write(root)
    return str(ET.tostring(root, encoding="unicode")).encode()


def _path(ink: Ink, shapes: Iterable[Painted]) -> ET.Element:
    look = {"d": "".join(course(*painted.outline) for painted in shapes), "fill": ink.fill or "none"}
    if ink.stroke:
        ends = "butt" if ink.dash else "round"
        look |= {
            "stroke": ink.stroke,
            "stroke-width": short(ink.width),
            "stroke-linecap": ends,
            "stroke-linejoin": "round",
        }
    if ink.dash:
        look["stroke-dasharray"] = " ".join(short(part) for part in ink.dash)
    if ink.opacity < 1:
        look["opacity"] = short(ink.opacity)
    return ET.Element("path", look)
