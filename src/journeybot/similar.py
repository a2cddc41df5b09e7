"""Notes that probably say the same, two and two, to be offered for merging."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from journeybot.journey import Challenge, Improvement

ENOUGH = 82.0
"""Of 100: how alike two texts must be to be offered (rapidfuzz's token_set_ratio, which knows no order of words, and
takes a text within another for the same). Tried on challenges as teams write them: below it are texts that share but
words like “too long”."""

AT_THE_SAME_TOUCHPOINT, IN_THE_SAME_STAGE = 10.0, 5.0
"""What nearness adds: the same few words about the same place rarely mean two things."""

MOST = 250
"""Of so many notes, the last ones, each is compared with each: a tenth of a second."""

Sayable = Challenge | Improvement


@dataclass(frozen=True, slots=True)
class Alike:
    """Two notes of a kind, in their order, and how alike they are: above 100 with their place."""

    first: Sayable
    second: Sayable
    closeness: float


def alike(notes: Sequence[Sayable]) -> tuple[Alike, ...]:
    """Pairs to merge, the likest first. Of several that are alike only so many pairs as make one of them all; those of
    the same text are always among these."""
    group = {note.key: note.key for note in notes}

    def leader(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    offered = []
    for pair in sorted(_pairs(notes), key=lambda pair: -pair.closeness):
        one, other = leader(pair.first.key), leader(pair.second.key)
        if one != other:
            group[other] = one
            offered.append(pair)
    return tuple(offered)


def plain(text: str) -> str:
    """What is compared: no capitals, no signs, no forms of letters; signs alone stay as they are."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(" " if unicodedata.category(sign)[0] in "PS" else sign for sign in folded)
    return " ".join((words if words.strip() else folded).split())


def _pairs(notes: Sequence[Sayable]) -> Iterator[Alike]:
    from rapidfuzz import fuzz  # noqa: PLC0415  3 MB that only who asks for this needs

    ordered = sorted(notes, key=lambda note: (note.position, note.key))
    texts = [plain(note.text) for note in ordered]
    yield from _the_same(ordered, texts)
    start = max(0, len(ordered) - MOST)
    for at in range(start, len(ordered)):
        for before in range(start, at):
            near = _nearness(ordered[before], ordered[at])
            found = fuzz.token_set_ratio(texts[before], texts[at], score_cutoff=ENOUGH - near)
            if found:
                yield Alike(ordered[before], ordered[at], found + near)


def _the_same(ordered: Sequence[Sayable], texts: Sequence[str]) -> Iterator[Alike]:
    first: dict[str, Sayable] = {}
    for note, text in zip(ordered, texts, strict=True):
        if first.setdefault(text, note) is not note:
            yield Alike(first[text], note, 100.0 + _nearness(first[text], note))


def _nearness(one: Sayable, other: Sayable) -> float:
    if one.touchpoint is not None and one.touchpoint == other.touchpoint:
        return AT_THE_SAME_TOUCHPOINT
    return IN_THE_SAME_STAGE if one.stage is not None and one.stage == other.stage else 0.0
