"""Breaks text into lines that fit."""

import re
import unicodedata
from typing import Protocol

from journeybot.drawing import bidi
from journeybot.drawing.breaking import beginning, parts, smaller
from journeybot.drawing.emoji import in_full
from journeybot.drawing.shapes import Style
from journeybot.drawing.text_pieces import SIMPLE

MOST = 140
"""About as many characters as a cell of the picture shows; the exports hold the rest."""

WIDOW = 0.3
"""A last line should fill so much of the width."""
STEPS = 8

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]+")
"""What only steers how others are set. Joiners and variation selectors stay: they change what is seen."""

NO_CHARACTERS = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Halves of characters, and what Unicode says will never be one; XML refuses both."""
MOST_MARKS = 4
"""Marks on one letter; no language has more."""


class Measure(Protocol):
    """Knows how wide a text is."""

    def width(self, text: str, style: Style) -> float:
        """How wide one line of text is, in points."""


def clean(text: str) -> str:
    """The text on one line, without what cannot be drawn."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = NO_CHARACTERS.sub("\ufffd", UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text)))
    text = " ".join(UNSEEN.sub("", text).split())
    return text if SIMPLE.fullmatch(text) else in_full(_without_towers(text))


def _without_towers(text: str) -> str:
    kept, marks = "", 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        kept += letter if marks <= MOST_MARKS else ""
    return kept


def shortened(text: str, tail: str, most: int = MOST) -> str:
    """The text, or its first words and then the tail; a little longer than `most` rather than lose one word."""
    if len(text) <= most + len(tail):
        return text
    return beginning(text, most) + tail


def wrap(text: str, width: float, style: Style, *, measure: Measure) -> list[str]:
    """The lines of a cleaned text; none is wider than `width` unless a single character is."""
    lines = _filled(text, width, style, measure=measure)
    if not bidi.mixed(text):
        return lines
    for _ in range(STEPS):  # words of two directions may be wider beside each other than alone
        over = max(measure.width(line, style) for line in lines) - width
        if over <= 0:
            break
        lines = _filled(text, width - over, style, measure=measure)
        width -= over
    return bidi.kept_sides(lines)


def _filled(text: str, width: float, style: Style, *, measure: Measure) -> list[str]:
    lines: list[str] = []
    line, gap, taken, space = "", "", 0.0, measure.width(" ", style)
    for part in parts(text):
        piece = part.rstrip(" ")
        more = (space if gap else 0.0) + measure.width(piece, style)
        if line and taken + more <= width:
            line, taken = f"{line}{gap}{piece}", taken + more
        else:
            *whole, last = _broken(piece, width, style, measure=measure)
            lines += [line, *whole] if line else whole
            line, taken = last, measure.width(last, style)
        gap = " " if part.endswith(" ") else ""
    return [*lines, line] if line else lines


def settled(text: str, width: float, style: Style, *, measure: Measure, fill: float = WIDOW) -> list[str]:
    """A cleaned text wrapped, and wrapped narrower, in as many lines, where else its last line would be a widow.

    `fill` is how much of the width the last line should take; 1 makes all lines about equal.
    """
    best = lines = wrap(text, width, style, measure=measure)
    for step in range(1, STEPS + 1):
        if len(lines) < 2 or measure.width(best[-1], style) >= fill * width:
            break
        narrower = wrap(text, width * (1 - step / (2 * STEPS)), style, measure=measure)
        if len(narrower) > len(lines):
            break
        best = narrower
    return best


def _broken(piece: str, width: float, style: Style, *, measure: Measure) -> list[str]:
    """A piece cut into parts that fit, never before a mark that belongs to the letter it follows."""
    if measure.width(piece, style) <= width:
        return [piece]
    found = [""]
    for unit in smaller(piece):
        if found[-1] and measure.width(found[-1] + unit, style) > width:
            found.append("")
        found[-1] += unit
    return found
