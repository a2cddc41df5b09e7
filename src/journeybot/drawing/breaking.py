"""Where a line may end: after spaces and hyphens, between Chinese characters, Thai words, Japanese phrases, and between
the letters of a word only when there is no other way."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from journeybot.drawing.text_pieces import SIMPLE, clusters

PARTS = re.compile(r"(?:[^\s\-/]*[\-/]+|[^\s\-/]+) ?")
KANA = re.compile(r"[\u3040-\u30ff]")
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
BY_RULES, BY_PHRASES = "en", "ja-u-lw-phrase"
"""Locales of ICU: Unicode annex 14 with dictionaries for Thai, Lao, Khmer, Burmese; and Japanese as it is read."""


@lru_cache(maxsize=4_000)
def parts(text: str) -> tuple[str, ...]:
    """The parts of a cleaned text between which a line may end, each with the space behind it."""
    if SIMPLE.fullmatch(text):
        return tuple(PARTS.findall(text))
    found: list[str] = []
    for part in _icu(text, BY_PHRASES if KANA.search(text) else BY_RULES):
        if found and HANGUL.match(part) and HANGUL.match(found[-1][-1]):
            found[-1] += part  # Korean is written with spaces, and its words are kept whole
        else:
            found.append(part)
    return tuple(found)


def smaller(part: str) -> Iterator[str]:
    """What a part too long for a line is made of: what the rules alone would let stand by itself, else its letters."""
    if SIMPLE.fullmatch(part):
        return iter(part)
    finer = _icu(part, BY_RULES)
    return iter(finer) if len(finer) > 1 else clusters(part)


def beginning(text: str, most: int) -> str:
    """As much of a text as that many characters, up to where a line may end if that is not far."""
    start = _as_many(parts(text), most)
    if len(start) <= most // 2:
        start = text[:most] if SIMPLE.fullmatch(text) else _as_many(clusters(text), most)
    return start.rstrip()


def _as_many(of: tuple[str, ...] | Iterator[str], most: int) -> str:
    taken = ""
    for part in of:
        if len(taken) + len(part.rstrip()) > most:
            break
        taken += part
    return taken


def _icu(text: str, locale: str) -> list[str]:
    from icu4py.breakers import LineBreaker  # noqa: PLC0415 -- 42 MB that most pictures do not need

    # The dictionaries look at their own script only, and would part a mark of another from its letter.
    ends = set(accumulate(map(len, clusters(text))))
    found, at = [""], 0
    for part in LineBreaker(text, locale):
        found[-1] += part
        at += len(part)
        if at in ends:
            found.append("")
    return found[:-1]
