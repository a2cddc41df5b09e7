"""Emoji in an SVG: coloured paths, and a font of empty glyphs, which keeps their room in the line and lets them
be selected.

The emoji font itself would not do: browsers drop U+FE0F before they look for its glyphs, and then find no keycaps.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from itertools import chain
from xml.etree import ElementTree as ET

from journeybot.drawing.emoji import AS_EMOJI, tints
from journeybot.drawing.svg_paths import course, short

EM = 100
"""Units of a symbol and of the font for each em."""


def symbol(known: ET.Element, glyph: int) -> None:
    """Write the layers of an emoji, once, under the name `e` and its glyph's number."""
    group = ET.SubElement(known, "g", {"id": f"e{glyph}"})
    for (points, codes), colour, opacity in tints(glyph):
        look = {"fill": colour, "d": course((points * (EM, -EM)).tolist(), codes)}
        ET.SubElement(group, "path", look | ({"opacity": short(opacity)} if opacity < 1 else {}))


def show(group: ET.Element, glyph: int, x: float, y: float, *, size: float) -> None:
    """Show an emoji, the left end of its baseline given."""
    scale = f"{size / EM:.4f}".rstrip("0").rstrip(".")
    ET.SubElement(group, "use", {"href": f"#e{glyph}", "transform": f"translate({short(x)} {short(y)})scale({scale})"})


@lru_cache(maxsize=16)
def room(emoji: tuple[str, ...]) -> bytes:
    """A font in which each of these emoji is one empty glyph, an em wide, with U+FE0F in it or without."""
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415 -- only emoji need it
    from fontTools.ttLib.tables._g_l_y_f import Glyph  # noqa: PLC0415

    letters = sorted(set(chain.from_iterable(emoji)))
    names = [f"u{ord(letter):X}" for letter in letters]
    wholes = {sequence: f"e{at}" for at, sequence in enumerate(sorted(_sequences(emoji)))}
    glyphs = [".notdef", *names, *wholes.values()]
    font = FontBuilder(EM, isTTF=True)
    font.updateHead(created=0, modified=0)
    font.setupGlyphOrder(glyphs)
    font.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names, strict=True)})
    font.setupGlyf({name: Glyph() for name in glyphs})
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (EM, 0)))
    font.setupHorizontalHeader(ascent=EM, descent=0)
    font.setupNameTable({})
    font.setupOS2()
    font.setupPost(keepGlyphNames=False)
    font.setupCOLR({name: [(".notdef", 0)] for name in glyphs[1:]})  # none that is not coloured is taken for emoji
    font.setupCPAL([[(0.0, 0.0, 0.0, 0.0)]])
    if wholes:
        font.addOpenTypeFeatures(_joined(wholes))
    file = BytesIO()
    font.font.recalcTimestamp = False
    font.save(file)
    return file.getvalue()


def _sequences(emoji: Iterable[str]) -> set[str]:
    """Those of several characters, as they are and as browsers see them."""
    return {written for whole in emoji for written in (whole, whole.replace(AS_EMOJI, "")) if len(written) > 1}


def _joined(wholes: dict[str, str]) -> str:
    """The feature that makes one glyph of many, longer ones first."""
    rules = [
        f"sub {' '.join(f'u{ord(letter):X}' for letter in sequence)} by {name};"
        for sequence, name in sorted(wholes.items(), key=lambda item: -len(item[0]))
    ]
    return "feature ccmp {" + " ".join(rules) + "} ccmp;"
