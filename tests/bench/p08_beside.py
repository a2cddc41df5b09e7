"""P8: how long a command takes while maps are drawn, one after the other."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.bench.clients import Served, command, load, served
from tests.bench.goals import goal
from tests.bench.p09_answering import prepared
from tests.bench.sidebyside import Bench, Sample

COMMANDS = 300
IDLE, DRAWING = "floor: nothing else to do", "while maps are drawn"
AHEAD = 2
"""Maps that are asked for before the one before them is there, so that drawing never pauses."""


@goal("P8 a command while maps are drawn, p99, beside an idle bot", at_most=1.8)
def beside(bench: Bench) -> float:
    with ExitStack() as stack:
        slack = stack.enter_context(served("slack")).port
        bot = stack.enter_context(served("ours", database=prepared(bench, "drawing"), slack=slack))

        def commands() -> Sample:
            return load(bot, [command("status", slack=slack) for _ in range(COMMANDS)], clients=1)

        def drawing() -> Sample:
            with maps_drawn(bot, slack) as drawn:
                _until(drawn)
                before, sample = drawn(), commands()
                return {**sample, "maps": drawn() - before}

        contenders = {IDLE: lambda: {**commands(), "maps": 0}, DRAWING: drawing}
        table = bench.compare("a command of one client", contenders, runs=3 if bench.short else 9)
    assert table.median(DRAWING, "maps"), "no map was drawn meanwhile"
    return table.ratio(DRAWING, IDLE, "p99 ms")


@contextmanager
def maps_drawn(bot: Served, slack: int) -> Iterator[Callable[[], int]]:
    """Keep maps coming; gives a way to ask how many came so far. Ends when all that were asked for are there."""
    before, asked, enough = _shared(slack), 0, threading.Event()

    def ask() -> None:
        nonlocal asked
        while not enough.is_set():
            if asked - (_shared(slack) - before) < AHEAD:
                load(bot, [command("map", slack=slack) for _ in range(2)], clients=1)
                asked += 2
            time.sleep(0.01)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield lambda: _shared(slack) - before
    finally:
        enough.set()
        asking.join()
        _until(lambda: _shared(slack) - before == asked)


def _until(there: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while not there():
        assert time.monotonic() < until, "the maps do not come"
        time.sleep(0.02)


def _shared(slack: int) -> int:
    """Files that were posted so far."""
    with urllib.request.urlopen(f"http://127.0.0.1:{slack}/shared") as answer:
        return int(json.load(answer))
