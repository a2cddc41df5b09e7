"""What each place of a map is called on paper, no two alike; and how it is found again, though mistyped."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from journeybot.forms import clean
from journeybot.journey import Key, Stage, Touchpoint

CLEAR, NEAR, APART = 88, 72, 6
"""Of 100 (rapidfuzz's ratio): alike enough to be meant; to be asked about; and how much better than the next."""

IN_FRONT = re.compile(r"(?:[-*+•·–—▪◦]|\(?\d{1,3}[.)]|[a-z]\))\s+")
"""Bullets and numbers before a line."""

_SIGN = re.compile(r"[\\:>]")
_ESCAPED = re.compile(r"\\(.)")
_STAGE_ENDS, _FRONT_ENDS = re.compile(r"(?<!\\)(?:\\\\)*(>)"), re.compile(r"(?<!\\)(?:\\\\)*(:)")

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A stage, or a touchpoint of it, and what it is called: `Stage` or `Stage`, `Touchpoint`."""

    stage: Key
    touchpoint: Key | None
    called: Parts

    def written(self) -> str:
        """As it stands before the colon of a line."""
        line = " > ".join(_SIGN.sub(r"\\\g<0>", part) for part in self.called)
        return f"\\{line}" if IN_FRONT.match(line) or line[0] in "#[" else line


class Places:
    """The places of a map in the order of the journey; more may come while a sheet is read."""

    def __init__(self, stages: Iterable[Stage] = (), touchpoints: Iterable[Touchpoint] = ()) -> None:
        self.spots: list[Spot] = []
        self._known: dict[Parts, Spot] = {}
        held = list(touchpoints)
        for stage in stages:
            spot = self.add_stage(stage.key, stage.name)
            for touchpoint in held:
                if touchpoint.stage == stage.key:
                    self.add_touchpoint(touchpoint.key, touchpoint.name, at=spot)

    def add_stage(self, key: Key, name: str) -> Spot:
        """One more stage, under a name that no other has."""
        return self._add(Spot(key, None, (unlike(name, lambda one: (same(one),) in self._known),)))

    def add_touchpoint(self, key: Key, name: str, *, at: Spot) -> Spot:
        """One more touchpoint of a stage, under a name that no other of it has."""
        stage = at.called[0]
        return self._add(Spot(at.stage, key, (stage, unlike(name, lambda one: _key((stage, one)) in self._known))))

    def find(self, parts: Parts) -> Spot | None:
        """The place of exactly this name, also a touchpoint without its stage, if only one is called so."""
        found = self._known.get(_key(parts))
        if found or len(parts) != 1:
            return found
        alone = [spot for spot in self.spots if spot.touchpoint and same(spot.called[-1]) == same(parts[0])]
        return alone[0] if len(alone) == 1 else None

    def like(self, parts: Parts) -> tuple[Spot | None, bool]:
        """The place whose name is most like this, if one is at all; and whether it is clear that it is meant."""
        from rapidfuzz import fuzz  # noqa: PLC0415  3 MB that only a slip of the pen needs

        wanted = " > ".join(_key(parts))
        alike = sorted(((_alike(fuzz.ratio, wanted, spot), at) for at, spot in enumerate(self.spots)), reverse=True)
        if not alike or alike[0][0] < NEAR:
            return None, False
        best, at = alike[0]
        second = alike[1][0] if len(alike) > 1 else 0.0
        return self.spots[at], best >= CLEAR and best - second >= APART

    def _add(self, spot: Spot) -> Spot:
        self._known[_key(spot.called)] = spot
        self.spots.append(spot)
        return spot


def _alike(ratio: Callable[[str, str], float], wanted: str, spot: Spot) -> float:
    called = _key(spot.called)
    return max(ratio(wanted, " > ".join(called)), ratio(wanted, called[-1]))


def unlike(name: str, taken: Callable[[str], bool]) -> str:
    """The name in one line, with a number where it is taken."""
    one = " ".join(clean(name).split()) or "…"
    counted, number = one, Counter[str]()
    while taken(counted):
        number[one] += 1
        counted = f"{one} #{number[one] + 1}"
    return counted


def same(name: str) -> str:
    """What two ways of writing a name have in common."""
    return " ".join(clean(name).casefold().split())


def _key(parts: Parts) -> Parts:
    return tuple(map(same, parts))


def split(line: str) -> tuple[Parts, str] | None:
    """What stands before the first colon, as names, and what behind it; None if there is no colon."""
    end = _FRONT_ENDS.search(line)
    if end is None:
        return None
    front, text = line[: end.start(1)], line[end.end(1) :].strip()
    cut = _STAGE_ENDS.search(front)
    names = (front[: cut.start(1)], front[cut.end(1) :]) if cut else (front,)
    return tuple(_ESCAPED.sub(r"\1", name.strip()) for name in names), text
