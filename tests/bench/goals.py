"""The goals: each is a ratio of two things measured side by side in one run, never a time by itself."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.sidebyside import Bench

Measure = Callable[[Bench], float | None]
"""Takes a bench and gives the figure; None if it cannot be measured on this machine."""


@dataclass(frozen=True)
class Goal:
    """A promise about a figure: at most, or at least, so much."""

    name: str
    measure: Measure
    at_most: float | None = None
    at_least: float | None = None

    def holds(self, figure: float) -> bool:
        """Whether the figure keeps the promise."""
        return figure <= self.at_most if self.at_most is not None else figure >= (self.at_least or 0.0)

    @property
    def promise(self) -> str:
        """In words: `at most 3.0`."""
        return f"at most {self.at_most:g}" if self.at_most is not None else f"at least {self.at_least:g}"


GOALS: list[Goal] = []


def goal(name: str, *, at_most: float | None = None, at_least: float | None = None) -> Callable[[Measure], Measure]:
    """Register a goal. Its name begins with its number in the list of goals, `P13`."""
    assert (at_most is None) != (at_least is None)

    def register(measure: Measure) -> Measure:
        GOALS.append(Goal(name, measure, at_most=at_most, at_least=at_least))
        return measure

    return register


@dataclass(frozen=True)
class Finding:
    """What came of a goal."""

    name: str
    figure: float | None
    goal: str
    holds: bool | None

    def line(self) -> str:
        """One line of the table of goals."""
        if self.figure is None:
            return f"  --      {self.name:62} not measured here (goal: {self.goal})"
        return f"  {'holds' if self.holds else 'FAILS'}   {self.name:62} {self.figure:8.3g}   {self.goal}"

    def as_json(self) -> dict[str, Any]:
        """For build/bench.json."""
        return asdict(self)


def look_at(one: Goal, bench: Bench) -> Finding:
    """Measure a goal."""
    figure = one.measure(bench)
    return Finding(one.name, figure, one.promise, None if figure is None else one.holds(figure))
