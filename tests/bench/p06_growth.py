"""P6: how a picture's time grows with what is on the map."""

from collections.abc import Callable
from functools import cache

from bot.errands.workbench import picture
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.p04_browser import easel
from tests.bench.sidebyside import Bench, Sample, Table, milliseconds

ITEMS = (10, 60, 300, 1000)
STAGES = (3, 20)


@cache
def growing(bench: Bench) -> Table:
    """Maps of 7 stages with ever more texts, and maps of few and of many stages, drawn where the bot draws them."""
    with easel() as (place, _):

        def drawing(stages: int, items: int) -> Callable[[], Sample]:
            def once() -> Sample:
                drawn = journey(stages=stages, items=items)
                return milliseconds(lambda: place.do(picture, drawn, "png", None))

            return once

        sizes = (60, 1000) if bench.short else ITEMS
        contenders = {f"7 stages, {items} texts": drawing(7, items) for items in sizes}
        contenders |= {f"{stages} stages": drawing(stages, 60) for stages in STAGES}
        return bench.compare("growth", contenders, runs=2 if bench.short else 7)


@goal("P6 a map of 1,000 texts, beside one of 60", at_most=8.0)
def items(bench: Bench) -> float:
    return growing(bench).ratio("7 stages, 1000 texts", "7 stages, 60 texts", "ms")


@goal("P6 a map of 20 stages, beside one of 3", at_most=3.5)
def stages(bench: Bench) -> float:
    return growing(bench).ratio("20 stages", "3 stages", "ms")
