"""A wall with slips of paper on it: what a team has said so far, and what hangs on what. For `on_paper.py`."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

STEPS = ("personas", "stages", "touchpoints", "moments", "challenges", "improvements")
STEP_OF = {
    "persona": "personas",
    "stage": "stages",
    "touchpoint": "touchpoints",
    "challenge": "challenges",
    "improvement": "improvements",
}
VOTED_ON = {"challenges": "challenge", "improvements": "improvement"}
SECRETS = {"moments": "scores", "challenges": "challenge votes", "improvements": "improvement votes"}


@dataclass(frozen=True)
class Slip:
    """One note. `author` stands on it, unless no names are kept; then `holder` got its key. `at` is the stage or the
    touchpoint it is about, `against` the challenges that an improvement answers."""

    kind: str
    text: str
    author: str = ""
    holder: str = ""
    at: int = 0
    against: tuple[int, ...] = ()


@dataclass
class Wall:
    """All that taking back a change brings back. Slips by their number, in the order in which they were written; scores
    and dots by who gave them, with the name that stands on them; `hands` are counted in a room."""

    step: int = 0
    skipped: frozenset[str] = frozenset()
    revealed: frozenset[str] = frozenset()
    each: int = 5
    most: int = 3
    nameless: frozenset[str] = frozenset()
    owner: str = ""
    slips: dict[int, Slip] = field(default_factory=dict)
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    scores: dict[tuple[str, int, int], tuple[int, str]] = field(default_factory=dict)
    hands: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    dots: dict[tuple[str, int], tuple[int, str]] = field(default_factory=dict)

    def photographed(self) -> "Wall":
        """The wall as it is now."""
        own = {name: dict(getattr(self, name)) for name in ("slips", "told", "scores", "hands", "dots")}
        return replace(self, **own)  # type: ignore[arg-type]  # each is copied as what it is

    @property
    def at_step(self) -> str:
        """The step in words."""
        return STEPS[self.step]

    def of(self, kind: str) -> list[int]:
        """The numbers of all slips of a kind, in order."""
        return sorted(number for number, slip in self.slips.items() if slip.kind == kind)

    def text(self, number: int) -> str:
        """What stands on a slip; nothing if there is none."""
        return self.slips[number].text if number in self.slips else ""

    def stage_of(self, number: int) -> int:
        """The stage that a slip is in: its own, or that of its touchpoint."""
        at = self.slips[number].at
        return self.slips[at].at if at in self.slips and self.slips[at].kind == "touchpoint" else at

    def dots_of(self, who: str, kind: str) -> dict[int, int]:
        """How many dots somebody has on each slip of a kind."""
        mine = {on: count for (one, on), (count, _) in self.dots.items() if one == who}
        return {on: count for on, count in mine.items() if self.slips[on].kind == kind}

    def holds(self, stage: int) -> bool:
        """Whether something hangs in a stage."""
        kinds = ("touchpoint", "challenge")
        return any(self.stage_of(one) == stage for one, slip in self.slips.items() if slip.kind in kinds)

    def take_down(self, gone: int) -> None:
        """Take a slip away, with what cannot be without it."""
        slip = self.slips.pop(gone)
        self.told = {place: text for place, text in self.told.items() if gone not in place}
        self.scores = {place: score for place, score in self.scores.items() if gone not in place[1:]}
        self.hands = {place: hands for place, hands in self.hands.items() if gone not in place}
        self.dots = {place: dots for place, dots in self.dots.items() if place[1] != gone}
        for number, one in self.slips.items():
            against = tuple(other for other in one.against if other != gone)
            self.slips[number] = replace(one, at=slip.at if one.at == gone else one.at, against=against)

    def make_one(self, first: int, second: int) -> None:
        """Two slips that say the same become one, and their dots go along, as far as so many may lie on one."""
        earlier, later = sorted((first, second))
        one, other = self.slips[earlier], self.slips[later]
        at = one.at
        if other.at and self.slips[other.at].kind == "touchpoint" and self.stage_of(later) == one.at:
            at = other.at
        self.slips[earlier] = replace(one, text=f"{one.text} / {other.text}", at=at)
        for number, slip in self.slips.items():
            if later in slip.against:
                against = dict.fromkeys(earlier if one == later else one for one in slip.against)
                self.slips[number] = replace(slip, against=tuple(against))
        self.slips[earlier] = replace(
            self.slips[earlier], against=tuple(dict.fromkeys((*self.slips[earlier].against, *other.against)))
        )

    def move_dots(self, first: int, second: int, *, capped: bool) -> Counter[str]:
        """Lay the dots of the later slip on the earlier one; returns how many of whom are to be placed anew."""
        earlier, later = sorted((first, second))
        returned = Counter[str]()
        for who, on in list(self.dots):
            if on == later:
                count, name = self.dots.pop((who, on))
                there, _ = self.dots.get((who, earlier), (0, name))
                together = max(there, min(self.most, there + count)) if capped else there + count
                self.dots[who, earlier] = together, name
                returned[who] = there + count - together
        return +returned

    def has_something(self) -> bool:
        """Whether there is something already of what the step asks for."""
        if self.at_step == "moments":
            return bool(self.told or self.given("score"))
        return any(STEP_OF.get(slip.kind) == self.at_step for slip in self.slips.values())

    def lacks(self) -> bool:
        """Whether something is still to be said at this step before it is left."""
        found = {
            "personas": not self.of("persona"),
            "stages": len(self.of("stage")) < 2,
            "touchpoints": bool({*self.of("stage")} - {self.slips[one].at for one in self.of("touchpoint")}),
            "moments": any(True for _ in self._unfelt()),
            "challenges": not self.of("challenge") or self._unweighed(),
            "improvements": True,
        }
        return found[self.at_step]

    def _unweighed(self) -> bool:
        """Whether nobody has placed a dot, though there is something to choose from."""
        return len(self.of("challenge")) > 1 and not any(
            count and self.slips[on].kind == "challenge"
            for (_, on), (count, _) in self.dots.items()
            if on in self.slips
        )

    def _unfelt(self) -> Iterator[tuple[int, int]]:
        felt = {(p, t) for _, p, t in self.scores} | {place for place, hands in self.hands.items() if hands}
        yield from ((p, t) for p in self.of("persona") for t in self.of("touchpoint") if (p, t) not in felt)

    def given(self, kind: str) -> bool:
        """Whether anybody has given scores, or dots on slips of that kind."""
        if kind == "score":
            return bool(self.scores or any(self.hands.values()))
        return any(self.slips[on].kind == kind for _, on in self.dots)
