"""Emoji in colour: which letters are shown as emoji, and the coloured layers that each of them is painted in."""

import re
import struct
from functools import cache, lru_cache
from typing import NamedTuple

from journeybot.drawing.text_fonts import EMOJI, Outline, opened

AS_TEXT, AS_EMOJI = "\ufe0e", "\ufe0f"
BARE_KEYCAP = re.compile("([0-9#*])(\u20e3)")
QUALIFIED = 2
"""The emoji library's mark of what is shown as emoji without being asked to, `emoji.STATUS`."""


class Tint(NamedTuple):
    """One layer of an emoji: an outline and its colour, `#rrggbb` and how opaque it is."""

    outline: Outline
    colour: str
    opacity: float


def in_full(text: str) -> str:
    """The text with its keycaps as fonts know them: `1⃣` asks for its emoji in writing."""
    return BARE_KEYCAP.sub(rf"\1{AS_EMOJI}\2", text)


@lru_cache(maxsize=4_000)
def coloured(cluster: str) -> bool:
    """Whether a cluster is shown as emoji: those that are so by themselves, and others with U+FE0F behind; never those
    with U+FE0E behind, nor what our font has no picture of."""
    if cluster.isascii() or cluster.endswith(AS_TEXT):
        return False
    return _meant(cluster) and all(
        shaped.advance == 0 or tints(shaped.glyph) for shaped in opened(EMOJI).shape(cluster)
    )


def _meant(cluster: str) -> bool:
    from emoji import EMOJI_DATA  # noqa: PLC0415 -- 5,000 rows that most pictures do not need

    whole, first = EMOJI_DATA.get(cluster), EMOJI_DATA.get(cluster[0])
    if whole and len(cluster) > 1:
        return True
    return first is not None and (first["status"] <= QUALIFIED or AS_EMOJI in cluster)


@cache
def tints(glyph: int) -> tuple[Tint, ...]:
    """The layers of a glyph of the emoji font, the lowest first; none if it is not a picture."""
    font = opened(EMOJI)
    palette = _palette()
    return tuple(
        Tint(outline, *palette[layer.color_index])
        for layer in font.face.get_glyph_color_layers(glyph)
        if (outline := font.glyph(layer.glyph))[1]
    )


@cache
def _palette() -> tuple[tuple[str, float], ...]:
    """Colours of the font's first palette. Source: the table CPAL of OpenType, which keeps them as blue, green, red,
    alpha; uharfbuzz 0.57 runs out of memory when it is asked for them."""
    table = opened(EMOJI).face.reference_table("CPAL").data
    _, _, _, count, at = struct.unpack(">HHHHI", table[:12])
    colours = struct.iter_unpack("4B", table[at : at + 4 * count])
    return tuple((f"#{red:02x}{green:02x}{blue:02x}", alpha / 255) for blue, green, red, alpha in colours)
