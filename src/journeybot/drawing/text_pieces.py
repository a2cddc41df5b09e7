"""Cuts a line of text into pieces that one font draws in one direction, and puts them in the order they are seen in."""

import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from journeybot.drawing import bidi
from journeybot.drawing.emoji import coloured
from journeybot.drawing.shapes import Weight
from journeybot.drawing.text_fonts import EMOJI, NOTO, FontFile, latin, of_han, of_script, opened

log = logging.getLogger(__name__)

SIMPLE = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u200a\u2010-\u2027\u2030-\u203b]*"
)
"""Texts that are set letter by letter from left to right: Latin, Greek, Cyrillic and their signs."""

WORDS = re.compile(" |[^ ]+")
BROKEN = re.compile(r"[\ud800-\udfff]")
IGNORED = re.compile(r"[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]"
                     r"|[\U000e0000-\U000e0fff]")  # fmt: skip
SHARED = ("Zyyy", "Zinh", "Zzzz")
"""Scripts of characters that many scripts share, inherit, or that nobody knows."""


class Piece(NamedTuple):
    """Letters of one font and one direction."""

    letters: str
    font: FontFile
    leftwards: bool = False


@lru_cache(maxsize=4_000)
def pieces(text: str, weight: Weight) -> tuple[Piece, ...]:
    """The text in pieces of one font each, as it is read."""
    text = BROKEN.sub("\ufffd", text)
    simple = SIMPLE.fullmatch(text)
    if simple and len(fonts := {_for_simple(letter, weight) for letter in set(text)}) == 1:
        return (Piece(text, fonts.pop()),)
    picked = _of_letters(text, weight) if simple else _of_clusters(text, weight)
    return tuple(
        Piece("".join(letters for letters, _ in piece), font) for font, piece in groupby(picked, key=lambda p: p[1])
    )


def in_sight(text: str, weight: Weight) -> list[Piece]:
    """The words of a line and the spaces between them, from left to right as they are seen."""
    levels = bidi.levels(text)
    found: list[tuple[Piece, int]] = []
    at = 0
    for piece in pieces(text, weight):
        for start, end in _alike(text, levels, at, at + len(piece.letters)):
            part = Piece(piece.letters[start - at : end - at], piece.font, bool(levels[start] % 2))
            found.append((part, levels[start]))
        at += len(piece.letters)
    return bidi.reordered(found)


def _alike(text: str, levels: tuple[int, ...], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between two places that are all spaces or none, and of one level."""
    for _, part in groupby(range(start, end), key=lambda at: (text[at] == " ", levels[at])):
        places = list(part)
        yield places[0], places[-1] + 1


def _of_letters(text: str, weight: Weight) -> Iterator[tuple[str, FontFile]]:
    for letter in text:
        yield letter, _for_simple(letter, weight)


@lru_cache(maxsize=4_000)
def _for_simple(letter: str, weight: Weight) -> FontFile:
    sans, signs = latin(weight)
    return sans if opened(sans).knows(letter) or not opened(signs).knows(letter) else signs


def _of_clusters(text: str, weight: Weight) -> Iterator[tuple[str, FontFile]]:
    for term in WORDS.findall(text):
        font: FontFile | None = None
        for cluster in clusters(term):
            font = _for_cluster(cluster, weight, font)
            yield cluster, font


def clusters(text: str) -> Iterator[str]:
    """What people take for one character, as Unicode's annex 29 has it: a letter with its marks, a family of emoji.

    A space stands alone, even before a mark: there is where lines end.
    """
    from icu4py.breakers import CharacterBreaker  # noqa: PLC0415 -- 42 MB that most pictures do not need

    for term in WORDS.findall(BROKEN.sub("\ufffd", text)):
        yield from CharacterBreaker(term, "en")


@lru_cache(maxsize=10_000)
def _for_cluster(cluster: str, weight: Weight, before: FontFile | None) -> FontFile:
    """The font that knows all of it, else the one that knows its beginning, else one that draws a box."""
    if coloured(cluster):
        return EMOJI
    visible = IGNORED.sub("", cluster) or " "
    fonts = list(_candidates(visible[0], weight, before))
    whole = (font for font in fonts if all(map(opened(font).knows, visible)))
    found = next(whole, None) or next((font for font in fonts if opened(font).knows(visible[0])), None)
    missing = "".join(letter for letter in visible if not opened(found or fonts[0]).knows(letter))
    if missing:
        _lament(missing)
    return found or fonts[0]


def _candidates(letter: str, weight: Weight, before: FontFile | None) -> Iterator[FontFile]:
    scripts = _scripts(letter)
    made_for = [font for script in NOTO if script in scripts and (font := of_script(script, weight))]
    sans, signs = latin(weight)
    if len(scripts) == 1 and made_for:
        yield from made_for
    yield sans
    if before and before != EMOJI:
        yield before
    yield from made_for
    yield signs
    if ord(letter) >= 0x1100:
        yield of_han()
    yield EMOJI


@cache
def _scripts(letter: str) -> frozenset[str]:
    from fontTools import unicodedata  # noqa: PLC0415 -- large tables, and only other scripts need them

    own = unicodedata.script(letter)
    return frozenset({own} if own not in SHARED else unicodedata.script_extension(letter))


@lru_cache(maxsize=2_000)
def _lament(letters: str) -> None:
    codes = " ".join(f"U+{ord(letter):04X}" for letter in letters)
    log.warning("No font of ours has %s; the picture shows a box for it", codes)
