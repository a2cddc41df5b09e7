"""The goals of a soak: each is a long run that gives a figure and must keep within it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.goals import Finding

Run = Callable[[Path, int], float | None]


@dataclass(frozen=True)
class Trial:
    """One goal: `run` gets a folder and how often to do it, and gives the figure, which must be at most `at_most`;
    None where it cannot be tried on this machine.

    With `short` 0 it has no short form.
    """

    name: str
    run: Run
    at_most: float
    times: int
    short: int

    def held(self, folder: Path, *, short: bool) -> Finding:
        """Run it."""
        times = self.short if short else self.times
        figure = self.run(folder, times)
        holds = None if figure is None else figure <= self.at_most
        return Finding(f"{self.name}, {times:,} times", figure, f"at most {self.at_most:g}", holds)


TRIALS: list[Trial] = []


def trial(name: str, *, at_most: float, times: int, short: int) -> Callable[[Run], None]:
    """Register a goal. Its name begins with its number in the list of goals, `R5`."""

    def register(run: Run) -> None:
        TRIALS.append(Trial(name, run, at_most, times, short))

    return register
