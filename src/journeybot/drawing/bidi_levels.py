"""How deep each character of a line is nested, by Unicode's bidirectional algorithm: odd runs from right to left.

Source: Unicode Standard Annex 9, whose names the rules bear. A line is all there is: characters that embed or isolate
are passed over, as `wrapping.clean` leaves none.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

STRONG = ("L", "R", "AL")
NEUTRAL = ("B", "S", "WS", "ON")
NUMBERS = ("EN", "AN")
PASSED_OVER = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
PAIRS = (
    "()[]{}⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⸢⸣⸤⸥⸦⸧⸨⸩"
    "〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
CLOSING = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
"""What closes each opening bracket, of those that people write."""


def levels_of(text: str) -> tuple[int, ...]:
    """A level for each character."""
    own = [unicodedata.bidirectional(letter) or "L" for letter in text]
    base = int(next((kind for kind in own if kind in STRONG), "L") != "L")
    read = [at for at, kind in enumerate(own) if kind not in PASSED_OVER]
    line = _Line("".join(text[at] for at in read), [own[at] for at in read], "LR"[base])
    line.resolve()
    nested = dict(zip(read, (base + _deeper(kind, base) for kind in line.kinds), strict=True))
    for at in reversed(read):  # L1
        if own[at] not in ("WS", "S", "B"):
            break
        nested[at] = base
    found: list[int] = []
    for at in range(len(text)):
        found.append(nested.get(at, found[-1] if found else base))
    return tuple(found)


def _deeper(kind: str, base: int) -> int:
    """I1, I2."""
    if base:
        return int(kind in ("L", *NUMBERS))
    return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)


class _Line:
    """The letters of a line with their kinds, which the rules change one after the other."""

    def __init__(self, text: str, kinds: list[str], side: str) -> None:
        self.kinds = kinds
        self._text, self._own, self._side = text, tuple(kinds), side

    def resolve(self) -> None:
        """Leave only L, R, EN and AN."""
        self._marks_and_numbers()
        self._signs_of_numbers()
        self._brackets()
        self._neutrals()

    def _marks_and_numbers(self) -> None:
        """W1 to W3."""
        before = strong = self._side
        for at, kind in enumerate(self.kinds):
            before = before if kind == "NSM" else kind
            strong = before if before in STRONG else strong
            self.kinds[at] = "AN" if before == "EN" and strong == "AL" else before
        self.kinds = ["R" if kind == "AL" else kind for kind in self.kinds]

    def _signs_of_numbers(self) -> None:
        """W4 to W7."""
        kinds = self.kinds
        for at in range(1, len(kinds) - 1):
            before, kind, after = kinds[at - 1 : at + 2]
            if before == after and (kind, before) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
                kinds[at] = before
        for start, end, kind in _runs(kinds):
            if kind == "ET" and "EN" in (*kinds[max(0, start - 1) : start], *kinds[end : end + 1]):
                kinds[start:end] = ["EN"] * (end - start)
        strong = self._side
        for at, kind in enumerate(kinds):
            strong = kind if kind in STRONG else strong
            if kind in ("ES", "ET", "CS"):
                kinds[at] = "ON"
            elif kind == "EN" and strong == "L":
                kinds[at] = "L"

    def _brackets(self) -> None:
        """N0."""
        for start, end in sorted(self._pairs()):
            inside = {_direction(kind) for kind in self.kinds[start + 1 : end]} - {""}
            if not inside:
                continue
            before = next(filter(None, map(_direction, reversed(self.kinds[:start]))), self._side)
            side = self._side if self._side in inside else before
            for bracket in (start, end):
                self.kinds[bracket] = side
                for at in range(bracket + 1, len(self.kinds)):
                    if self._own[at] != "NSM":
                        break
                    self.kinds[at] = side

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Rule BD16."""
        opened: list[tuple[str, int]] = []
        for at, letter in enumerate(self._text):
            if self.kinds[at] != "ON":
                continue
            if letter in CLOSING:
                opened.append((CLOSING[letter], at))
            elif letter in (closing for closing, _ in opened):
                while opened[-1][0] != letter:
                    opened.pop()
                yield opened.pop()[1], at

    def _neutrals(self) -> None:
        """N1, N2."""
        kinds = ["ON" if kind in NEUTRAL else kind for kind in self.kinds]
        for start, end, kind in _runs(kinds):
            if kind == "ON":
                before = _direction(self.kinds[start - 1]) if start else self._side
                after = _direction(kinds[end]) if end < len(kinds) else self._side
                self.kinds[start:end] = [before if before == after else self._side] * (end - start)


def _direction(kind: str) -> str:
    """What a letter is to its neighbours: a number counts as R."""
    return "R" if kind in ("R", *NUMBERS) else "L" if kind == "L" else ""


def _runs(kinds: list[str]) -> list[tuple[int, int, str]]:
    """Stretches of one kind: start, end, kind."""
    found, at = [], 0
    for kind, group in groupby(kinds):
        end = at + len(list(group))
        found.append((at, end, kind))
        at = end
    return found
