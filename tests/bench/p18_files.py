"""P18: the map in every format there is, beside one picture of it."""

from functools import cache

from journeybot.drawing import draw
from journeybot.exports import FORMATS
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.sidebyside import Bench, Table, milliseconds

ALL, ONE = "in every format", "as a PNG"


@cache
def files(bench: Bench) -> Table:
    """A map of 12 stages and 300 texts; a small one in the short form."""
    drawn = journey() if bench.short else journey(stages=12, items=300)
    draw(drawn)
    contenders = {
        ALL: lambda: milliseconds(lambda: [kind.make(drawn) for kind in FORMATS.values()]),
        ONE: lambda: milliseconds(lambda: draw(drawn)),
    }
    return bench.compare("files", contenders, runs=2 if bench.short else 5)


@goal("P18 a map in every format, beside one picture of it", at_most=20.0)
def every_format(bench: Bench) -> float:
    """A picture of that size takes less than half a second, so that all are done well within 20 seconds."""
    return files(bench).ratio(ALL, ONE, "ms")
