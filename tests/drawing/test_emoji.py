"""Emoji are in colour in every format, in the place that was kept for them, and only where emoji are meant."""

import zlib
from io import BytesIO
from re import DOTALL, findall
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from journeybot.drawing.canvas import PIXELS, to_png
from journeybot.drawing.emoji import coloured, tints
from journeybot.drawing.pdf import to_pdf
from journeybot.drawing.shapes import Box
from journeybot.drawing.svg import to_svg
from journeybot.drawing.text import letters, placed, word
from journeybot.drawing.wrapping import clean
from tests.drawing.scripts import EMOJI, shown

SVG = "{http://www.w3.org/2000/svg}"


def pixels(text: str, size: float = 24) -> NDArray[np.int16]:
    return np.asarray(Image.open(BytesIO(to_png(shown([text], size=size))[0])).convert("RGB")).astype(np.int16)


def colourful(picture: NDArray[np.int16]) -> Box:
    """The room, in points, of all pixels that are no grey."""
    ys, xs = np.nonzero(picture.max(axis=2) - picture.min(axis=2) > 60)
    assert len(xs) > 20, "nothing is in colour"
    left, top = float(xs.min()), float(ys.min())
    return Box(left / PIXELS, top / PIXELS, (xs.max() - left) / PIXELS, (ys.max() - top) / PIXELS)


@pytest.mark.parametrize("emoji", EMOJI)
def test_an_emoji_is_one_picture_an_em_wide(emoji: str) -> None:
    found = word(clean(emoji), "regular")
    assert len(found.pictures) == 1
    assert found.advance == pytest.approx(1.0)
    assert len(tints(found.pictures[0].glyph)) >= 1
    assert not found.codes, "and no black outline beside it"


@pytest.mark.parametrize("emoji", EMOJI)
def test_it_is_painted_in_colour_where_its_letter_stands(emoji: str) -> None:
    run = shown([f"go {emoji}"], size=24).runs[0]
    letter = list(letters(run.text, "regular"))[-1]
    left = run.x + letter.x * 24
    room = Box(left, run.box.y, letter.advance * 24, run.box.height)
    assert room.holds(colourful(pixels(f"go {emoji}")), slack=1.0)


def test_it_stands_at_the_left_of_hebrew_that_it_follows() -> None:
    run = shown(["שלום 🎉"], size=24).runs[0]
    assert Box(run.x, run.box.y, 24, run.box.height).holds(colourful(pixels("שלום 🎉")), slack=1.0)


def test_skin_tones_differ_and_flags_have_their_colours() -> None:
    assert len({_colours(f"👍{tone}") for tone in "🏻🏼🏽🏾🏿"}) == 5
    black, red, gold = sorted(_colours("🇩🇪"))
    assert (black[1], red[1], gold[1:3]) == ("1", "e", "ff")


def _colours(emoji: str) -> tuple[str, ...]:
    return tuple(tint.colour for tint in tints(word(emoji, "regular").pictures[0].glyph))


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("😀", True),
        ("😀\ufe0e", False),
        ("❤", False),
        ("❤\ufe0f", True),
        ("☎\ufe0e", False),
        ("⌚", True),
        ("©", False),
        ("5", False),
        ("#", False),
        ("5\ufe0f\u20e3", True),
        ("\U0001faea", False),
        ("á", False),
        ("中", False),
    ],
)
def test_only_what_is_meant_as_an_emoji_is_one(text: str, emoji: bool) -> None:
    assert coloured(text) is emoji


def test_a_keycap_without_its_selector_is_one_as_well() -> None:
    assert clean("2\u20e3") == "2\ufe0f\u20e3"


def test_a_family_that_the_font_does_not_know_is_shown_as_its_members() -> None:
    assert len(word("🐙\u200d🚀", "regular").pictures) == 2


def test_an_svg_holds_each_emoji_once_and_shows_it_wherever_it_stands() -> None:
    drawing = shown(["🎉 one 🎉", "two 🎉 🚀"])
    root = ET.fromstring(to_svg(drawing, ""))
    symbols = [group.get("id") for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("e")]
    uses = [use.get("href") for use in root.iter(f"{SVG}use")]
    assert len(symbols) == len(set(symbols)) == 2
    assert len(uses) == 4
    assert {f"#{name}" for name in symbols} == set(uses)
    assert "🎉 one 🎉" in ["".join(line.itertext()) for line in root.iter(f"{SVG}text")]


def test_a_pdf_paints_the_same_layers_in_their_order() -> None:
    parts = findall(rb"stream\n(.*?)\nendstream", to_pdf([shown(["😀"])], ""), DOTALL)
    glyph = next(part for part in map(zlib.decompress, parts) if part.startswith(b"1000 0 d0") and b" rg" in part)
    said = [tuple(map(float, colour.split())) for colour in findall(rb"([\d. ]+) rg", glyph)]
    assert [f"#{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}" for r, g, b in said] == [*_colours("😀")]


def test_two_emoji_side_by_side_do_not_mix_their_layers() -> None:
    first, second = (x for x, found in placed("😀 🚀", "regular") if found.pictures)
    assert second - first > 1.0
