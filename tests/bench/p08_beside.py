"""P8: how long a command takes while maps are drawn, one after the other."""

import json
import urllib.request
from contextlib import ExitStack

from bot.errands.bounds import POLITE
from tests.bench.clients import command, load, served, wait_until
from tests.bench.goals import goal
from tests.bench.p09_answering import prepared
from tests.bench.sidebyside import Bench, Sample

COMMANDS, PEOPLE = 250, 125
ENOUGH = (10, 30, 90)
"""Maps asked for beforehand: more than are drawn while the commands are answered. On a machine that has drawn them all
by then, it is tried again with more."""

MISSING = "the maps do not come"
IDLE, DRAWING = "floor: nothing else to do", "while maps are drawn"


@goal("P8 a command while maps are drawn, p99, beside an idle bot", at_most=1.8)
def beside(bench: Bench) -> float:
    with ExitStack() as stack:
        elsewhere = stack.enter_context(served("slack"))
        elsewhere.process.nice(POLITE)  # it takes pictures in on a machine of its own, in truth
        slack = elsewhere.port
        bot = stack.enter_context(served("ours", database=prepared(bench, "drawing"), slack=slack))

        def commands() -> Sample:
            return load(bot, [command("status", slack=slack, people=PEOPLE) for _ in range(COMMANDS)], clients=1)

        def beside_so_many(maps: int) -> tuple[Sample, int]:
            """What the commands took, and how many maps were still to be drawn after them."""
            asked = _shared(slack) + maps
            load(bot, [command("map", slack=slack) for _ in range(maps)], clients=1)
            wait_until(lambda: _shared(slack) > asked - maps, else_say=MISSING)
            first, sample, last = _shared(slack), commands(), _shared(slack)
            wait_until(lambda: _shared(slack) == asked, else_say=MISSING)
            return {**sample, "maps": last - first}, asked - last

        def drawing() -> Sample:
            for sample, left in map(beside_so_many, ENOUGH):
                if left:
                    return sample
            raise AssertionError("nothing was left to draw")

        drawing()
        contenders = {IDLE: lambda: {**commands(), "maps": 0}, DRAWING: drawing}
        table = bench.compare("a command of one client", contenders, runs=2 if bench.short else 15)
    return table.ratio(DRAWING, IDLE, "p99 ms")


def _shared(slack: int) -> int:
    """Files that were posted so far."""
    with urllib.request.urlopen(f"http://127.0.0.1:{slack}/shared") as answer:
        return int(json.load(answer))
