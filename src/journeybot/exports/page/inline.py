"""Puts an SVG into a web page: its style apart, so that the page's policy can name it."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture: `whole` with everything, `bare` without what a picture of the same letters already brought along."""

    whole: str
    bare: str
    style: str


def inline(data: bytes) -> Inline:
    """The picture in an SVG file of ours, as wide as there is room."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(data)  # noqa: S314 -- drawn by ourselves a moment ago
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    whole = ET.tostring(root, encoding="unicode")
    styles = root.findall(f"{{{SVG}}}style")
    style = "".join(one.text or "" for one in styles)
    for known in [*styles, *root.findall(f"{{{SVG}}}defs")]:
        root.remove(known)
    return Inline(whole, ET.tostring(root, encoding="unicode"), style)
