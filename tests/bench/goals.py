"""The goals: each is a ratio of two things measured side by side in one run, never a time by itself."""

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.bench.sidebyside import Bench

PATIENCE = 300
"""Seconds for one goal in its short form, which takes some ten: what hangs must not take all others with it."""

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
    """What came of a goal; `holds` is None where it cannot be measured, `broke` says why measuring it failed."""

    name: str
    figure: float | None
    goal: str
    holds: bool | None
    broke: str = ""

    def line(self) -> str:
        """One line of the table of goals."""
        if self.broke:
            return f"  BROKE   {self.name:62} {self.broke}"
        if self.figure is None:
            return f"  --      {self.name:62} not measured here (goal: {self.goal})"
        return f"  {'holds' if self.holds else 'FAILS'}   {self.name:62} {self.figure:8.3g}   {self.goal}"

    def as_json(self) -> dict[str, Any]:
        """For build/bench.json."""
        return {"name": self.name, "figure": self.figure, "goal": self.goal, "holds": self.holds}


def found(name: str, promise: str, *, run: Callable[[], float | None], fits: Callable[[float], bool]) -> Finding:
    """Run it, and say what came of it. What breaks is a finding, too, so that the rest is measured all the same."""
    try:
        figure = run()
    except Exception as error:  # noqa: BLE001  whatever it is, it is the finding
        traceback.print_exc()
        return Finding(name, None, promise, False, broke=f"{type(error).__name__}: {error}")
    return Finding(name, figure, promise, None if figure is None else fits(figure))


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raises TimeoutError within after so many seconds; 0 waits for ever."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def look_at(one: Goal, bench: Bench) -> Finding:
    """Measure a goal."""

    def measure() -> float | None:
        with patience(PATIENCE if bench.short else 0):
            return one.measure(bench)

    return found(one.name, one.promise, run=measure, fits=one.holds)
