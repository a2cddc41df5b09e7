"""Makes text fit where Slack sets a limit: shortened where a glance is enough, split where every word counts."""

import re
import unicodedata
from collections.abc import Iterable

from bot.slack.limits import length

ELLIPSIS = "…"

_TOKEN = re.compile(
    r"<[^<>\n]{1,255}>|https?://[^\s<>]{1,1000}|&(?:amp|lt|gt);|\s+|(?:(?!https?://)[^\s<&]){1,80}|.", re.DOTALL
)
"""A reference, a link and an entity stay whole; a word does unless it is longer than any word."""

_NEVER_FIRST = {"Mn", "Mc", "Me", "Cf"}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JOINER = "\u200d"


def fit(text: str, most: int) -> str:
    """One line of at most `most`, never blank: Slack refuses empty text."""
    return shorten(" ".join(text.split()), most) or ELLIPSIS


def shorten(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, at most `most` long. Emoji and accents are left whole."""
    if length(text) <= most:
        return text
    end = most - 1
    while length(text[:end]) > most - 1 or _clings(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def _clings(text: str, at: int) -> bool:
    """Whether the character there belongs to the one before it."""
    if at <= 0:
        return False
    clinging = unicodedata.category(text[at]) in _NEVER_FIRST or ord(text[at]) in _SKIN_TONES
    return clinging or text[at - 1] == _JOINER


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most`, cut between lines or, in a longer line, between words.

    All of it is there, but for the line breaks at the cuts; blank pieces are left out.
    """
    lines = text.split("\n")
    parts: list[str] = []
    for line in (*(f"{line}\n" for line in lines[:-1]), lines[-1]):
        parts += [line] if length(line) <= most else _packed(_TOKEN.findall(line), most)
    return [piece.strip("\n") for piece in _packed(parts, most) if piece.strip()]


def beginning(text: str, most: int) -> str:
    """As much of a marked-up text as fits, nothing in it cut, and an ellipsis if there is more."""
    first, *more = pieces(text, most - 2) or [""]
    return f"{first} {ELLIPSIS}" if more else first


def _packed(parts: Iterable[str], most: int) -> list[str]:
    packed: list[str] = []
    room = 0
    for part in parts:
        size = length(part)
        if size > room or not packed:
            packed.append("")
            room = most
        packed[-1] += part
        room -= size
    return packed
