"""Breaks text into lines that fit: at spaces, after hyphens, between Han and kana, inside a word that is too long."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol

from journeybot.drawing.emoji import in_full
from journeybot.drawing.shapes import Style

MOST = 140
"""About as many characters as a cell of the picture shows; the exports hold the rest."""

WIDOW = 0.3
"""A last line should fill so much of the width."""
STEPS = 8

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]+")
"""What only steers how others are set. Joiners and variation selectors stay: they change what is seen."""

LONE_HALVES = re.compile(r"[\ud800-\udfff]")
TOWER = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
                   r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip
"""More marks on one letter than any language has."""

PIECES = re.compile(r"[^\s\-/]*[\-/]+|[^\s\-/]+")
ALONE = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
NEVER_FIRST = frozenset("、。，．！？）」』】〕〉》：；・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?)]}:;%")


class Measure(Protocol):
    """Knows how wide a text is."""

    def width(self, text: str, style: Style) -> float:
        """How wide one line of text is, in points."""


def clean(text: str) -> str:
    """The text on one line, without what cannot be drawn."""
    text = LONE_HALVES.sub("\ufffd", UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text)))
    return in_full(TOWER.sub(r"\1", " ".join(UNSEEN.sub("", text).split())))


def shortened(text: str, tail: str, most: int = MOST) -> str:
    """The text, or its first words and then the tail; a little longer than `most` rather than lose one word."""
    if len(text) <= most + len(tail):
        return text
    start = text[:most]
    cut = start.rfind(" ")
    return start[: cut if cut > most // 2 else most].rstrip() + tail


def wrap(text: str, width: float, style: Style, *, measure: Measure) -> list[str]:
    """The lines of a cleaned text; none is wider than `width` unless a single character is."""
    lines: list[str] = []
    line, taken, space = "", 0.0, measure.width(" ", style)
    for glue, piece in _pieces(text):
        more = (space if glue else 0.0) + measure.width(piece, style)
        if line and taken + more <= width:
            line, taken = f"{line}{glue}{piece}", taken + more
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(piece, width, style, measure=measure)
        lines += whole
        taken = measure.width(line, style)
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


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What must stay together, and before each what stood between it and the one before: a space or nothing."""
    for term in text.split(" "):
        glue = " "
        for piece in PIECES.findall(term):
            for part in _ideographs(piece):
                yield glue, part
                glue = ""


def _ideographs(piece: str) -> Iterator[str]:
    part = ""
    for letter in piece:
        apart = part and (ALONE.match(letter) or ALONE.match(part[-1])) and letter not in NEVER_FIRST
        if apart:
            yield part
            part = ""
        part += letter
    yield part


def _broken(piece: str, width: float, style: Style, *, measure: Measure) -> list[str]:
    """A piece cut into parts that fit, never before a mark that belongs to the letter it follows."""
    if measure.width(piece, style) <= width:
        return [piece]
    parts = [""]
    for cluster in _clusters(piece):
        if parts[-1] and measure.width(parts[-1] + cluster, style) > width:
            parts.append("")
        parts[-1] += cluster
    return parts


def _clusters(piece: str) -> Iterator[str]:
    cluster = ""
    for letter in piece:
        if cluster and not _leans(letter) and not cluster.endswith("\u200d"):
            yield cluster
            cluster = ""
        cluster += letter
    yield cluster


def _leans(letter: str) -> bool:
    """Whether it belongs to the letter before: a combining mark, a joiner, a skin tone."""
    return (
        unicodedata.category(letter) in ("Mn", "Mc", "Me")
        or letter == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
    )
