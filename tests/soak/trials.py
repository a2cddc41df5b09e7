"""The goals of a soak: each is a long run that gives a figure and must keep within it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.goals import Finding


@dataclass(frozen=True)
class Trial:
    """One goal: `run` gets a folder and how often to do it, and gives the figure, which must be at most `at_most`.

    With `short` 0 it has no short form.
    """

    name: str
    run: Callable[[Path, int], float]
    at_most: float
    times: int
    short: int

    def held(self, folder: Path, *, short: bool) -> Finding:
        """Run it."""
        times = self.short if short else self.times
        figure = self.run(folder, times)
        return Finding(f"{self.name}, {times:,} times", figure, f"at most {self.at_most:g}", figure <= self.at_most)


TRIALS: list[Trial] = []


def trial(name: str, *, at_most: float, times: int, short: int) -> Callable[[Callable[[Path, int], float]], None]:
    """Register a goal. Its name begins with its number in the list of goals, `R5`."""

    def register(run: Callable[[Path, int], float]) -> None:
        TRIALS.append(Trial(name, run, at_most, times, short))

    return register
