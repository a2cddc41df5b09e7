"""Texts that run from right to left, or both ways: which side they begin at, and the order their parts are seen in."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from journeybot.drawing.bidi_levels import levels_of

T = TypeVar("T")

LEFTWARDS = re.compile(r"[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
LEFT_MARK, RIGHT_MARK, ARABIC_MARK = "\u200e", "\u200f", "\u061c"


def mixed(text: str) -> bool:
    """Whether anything in it runs from right to left."""
    return LEFTWARDS.search(text) is not None


def begins_right(text: str) -> bool:
    """Whether its first letter with a direction runs from right to left, which decides for the paragraph."""
    return mixed(text) and _strong(text) in ("R", "AL")


@lru_cache(maxsize=4_000)
def levels(text: str) -> tuple[int, ...]:
    """How deep each character is nested: odd runs from right to left."""
    return levels_of(text) if mixed(text) else (0,) * len(text)


def reordered(parts: list[tuple[T, int]]) -> list[T]:
    """Parts with their levels, in the order they are seen: from the deepest level on, what is nested is turned round
    (rule L2)."""
    for level in range(max((level for _, level in parts), default=0), 0, -1):
        turned: list[tuple[T, int]] = []
        for nested, group in groupby(parts, key=lambda part: part[1] >= level):
            turned += list(group)[:: -1 if nested else 1]
        parts = turned
    return [part for part, _ in parts]


def kept_sides(lines: list[str]) -> list[str]:
    """The lines of one paragraph, a mark nobody sees before each that alone would begin at the other side."""
    text = " ".join(lines)
    if not mixed(text):
        return lines
    right, last, marked = begins_right(text), _strong(text), []
    for line in lines:
        mark = (ARABIC_MARK if last == "AL" else RIGHT_MARK) if right else LEFT_MARK
        marked.append(line if begins_right(line) == right and _strong(line) else mark + line)
        last = _strong(line[::-1], among=("R", "AL")) or last
    return marked


def _strong(text: str, *, among: tuple[str, ...] = ("L", "R", "AL")) -> str:
    """The direction of the first letter that has one."""
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in among), "")
