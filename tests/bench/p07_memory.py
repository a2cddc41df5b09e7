"""P7: what a drawing process holds after hundreds of maps, never replaced."""

import random
import sys

import psutil

from bot.errands.easel import Easel
from bot.errands.workbench import picture
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.sidebyside import Bench

MEGABYTE = 2**20
FIRST = 10


@goal("P7 memory of a drawing process after 500 maps, beside after 10", at_most=1.3)
def growth(bench: Bench) -> float:
    """Maps of all sizes, as they come."""
    easel = Easel(most_jobs=sys.maxsize)
    try:
        early = memory_after(easel, FIRST)
        late = memory_after(easel, (60 if bench.short else 500) - FIRST)
    finally:
        easel.stop()
    print(f"\nmemory of a drawing process: {early:.0f} MB after {FIRST} maps, {late:.0f} MB in the end")
    return late / early


def memory_after(easel: Easel, maps: int) -> float:
    """Megabytes that the process holds when it has drawn so many more."""
    for _ in range(maps):
        easel.do(picture, journey(items=random.randint(10, 80)), "png", None)
    process = psutil.Process(easel.do(_process))
    return float(process.memory_info().rss) / MEGABYTE


def _process() -> int:
    return psutil.Process().pid
