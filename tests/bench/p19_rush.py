"""P19: a hundred people send an answer at the same moment while five maps are drawn, beside a bot that does nothing."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.bench.clients import Served, command, load, opened, served, submission, wait_until
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample

PEOPLE = 100
MAPS = 5
NOOP, OURS = "floor: Bolt that only acknowledges", "ours, while five maps are drawn"


@dataclass(frozen=True)
class Rush:
    """Both bots, the stand-in for Slack, and the dialog that everybody sends."""

    noop: Served
    ours: Served
    slack: int
    view: dict[str, Any]

    def beside(self, rounds: int) -> Sample:
        """All of them answer, so many times, to the bot that does nothing."""
        return load(self.noop, self._parcels({**self.view, "callback_id": "answer"}, rounds), clients=PEOPLE)

    def answers(self, rounds: int) -> Sample:
        """The same to ours, which has been asked for maps."""
        before = self._drawn()
        load(self.ours, [command("map", slack=self.slack) for _ in range(MAPS)], clients=MAPS)
        sample = load(self.ours, self._parcels(self.view, rounds), clients=PEOPLE)
        meanwhile = self._drawn() - before
        wait_until(lambda: self._drawn() >= before + MAPS, else_say="the maps do not come")
        return {**sample, "maps before the end": meanwhile}

    def _parcels(self, view: dict[str, Any], rounds: int) -> list[Any]:
        """Of twenty people, as many as are in the channel, each in five windows."""
        return [submission(view, f"U{number % 20}") for number in range(PEOPLE * rounds)]

    def _drawn(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.slack}/shared") as answer:
            return int(json.load(answer))


@contextmanager
def rush(url: str) -> Iterator[Rush]:
    """Everything started, over the database at `url` with a workshop in it."""
    with ExitStack() as stack:
        slack = stack.enter_context(served("slack")).port
        noop = stack.enter_context(served("noop", slack=slack))
        ours = stack.enter_context(served("ours", database=url, slack=slack))
        load(ours, [command("add", slack=slack) for _ in range(2)], clients=1)
        yield Rush(noop, ours, slack, opened(slack))


@goal("P19 a hundred answers at once while maps are drawn, p99, beside a no-op", at_most=3.5)
def tail(bench: Bench) -> float:
    from tests.bench.p09_answering import prepared  # noqa: PLC0415  its own goals are registered in their turn

    with rush(prepared(bench, "rush")) as both:
        table = bench.compare(
            f"{PEOPLE} clients send answers",
            {NOOP: lambda: {**both.beside(3), "maps before the end": 0}, OURS: lambda: both.answers(3)},
            runs=2 if bench.short else 7,
        )
    return table.ratio(OURS, NOOP, "p99 ms")
