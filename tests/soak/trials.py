"""The goals of a soak: each is a long run that gives a figure and must keep within it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.goals import PATIENCE, Finding, found, patience

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
        name, promise = f"{self.name}, {times:,} times", f"at most {self.at_most:g}"

        def run() -> float | None:
            with patience(PATIENCE if short else 0):
                return self.run(folder, times)

        return found(name, promise, run=run, fits=lambda figure: figure <= self.at_most)


TRIALS: list[Trial] = []


def trial(name: str, *, at_most: float, times: int, short: int) -> Callable[[Run], None]:
    """Register a goal. Its name begins with its number in the list of goals, `R5`."""

    def register(run: Run) -> None:
        TRIALS.append(Trial(name, run, at_most, times, short))

    return register
