"""Several ways of doing the same thing, measured in turns: only what was measured side by side may be compared."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

Sample = Mapping[str, float]
Contender = Callable[[], Sample]
"""Does its thing once, with new text, and says what it took: `{"ms": 3.1}`, `{"per s": 800, "p99 ms": 12}`."""


@dataclass
class Table:
    """The samples of each contender, run by run."""

    title: str
    samples: dict[str, list[Sample]]

    def median(self, who: str, what: str) -> float:
        """The middle one of a contender's figures."""
        return statistics.median(sample[what] for sample in self.samples[who])

    def ratio(self, who: str, beside: str, what: str) -> float:
        """The median of the ratios within each run, where the machine was equally busy for both."""
        pairs = zip(self.samples[who], self.samples[beside], strict=True)
        return statistics.median(a[what] / b[what] for a, b in pairs)

    def print(self) -> None:
        """Medians, one line each; the first contender is the floor."""
        print(f"\n{self.title} (medians of {len(next(iter(self.samples.values())))} runs)")
        for who, samples in self.samples.items():
            figures = "   ".join(f"{self.median(who, what):10.4g} {what}" for what in samples[0])
            print(f"  {who:44} {figures}")


@dataclass(eq=False)
class Bench:
    """One session of measuring: how often, and where files may lie."""

    short: bool
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="journeybot-bench-")))
    tables: list[Table] = field(default_factory=list)

    @cached_property
    def runs(self) -> int:
        """How many samples of each contender."""
        return 3 if self.short else 15

    def compare(self, title: str, contenders: Mapping[str, Contender], *, runs: int | None = None) -> Table:
        """Run all contenders in turns, in random order, after one turn that does not count; prints the table. The
        first contender is the floor under the others."""
        samples: dict[str, list[Sample]] = {who: [] for who in contenders}
        for turn in range((runs or self.runs) + 1):
            for who in random.sample(list(contenders), len(contenders)):
                sample = contenders[who]()
                if turn:
                    samples[who].append(sample)
        table = Table(title, samples)
        self.tables.append(table)
        table.print()
        return table


def milliseconds(do: Callable[[], object], times: int = 1) -> Sample:
    """What doing something takes: the middle one of so many times in a row, so that being interrupted by other work
    on the machine does not count."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        took.append((time.perf_counter() - start) * 1000)
    return {"ms": statistics.median(took)}
