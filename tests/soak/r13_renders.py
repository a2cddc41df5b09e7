"""R13: hundreds of pictures in one process; memory stays, and the same map gives the same bytes."""

import gc
import hashlib
import random
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import psutil

from bot.errands.bounds import give_back
from journeybot.drawing import PictureFormat, draw
from journeybot.exports import example_journey
from tests.bench.journeys import journey
from tests.soak.trials import trial

WARM = 30
"""Pictures that come first and do not count, in the short form too."""
MEGABYTE = 1 << 20
FORMATS: tuple[PictureFormat, ...] = ("png", "svg", "pdf")
FEWEST, MOST = 10, 80
LAST = 10


@trial("R13 megabytes grown while drawing the example", at_most=20, times=500, short=12)
def grown(_folder: Path, times: int) -> float:
    """Growth of the resident memory after the first pictures; infinite if two pictures differ."""
    example = example_journey()
    hashes: set[str] = set()
    growth = _growth(lambda _: hashes.add(hashlib.sha256(draw(example).data).hexdigest()), times)
    return growth if len(hashes) == 1 else float("inf")


@trial("R13 megabytes grown while drawing new maps of all sizes, in all formats", at_most=20, times=500, short=12)
def grown_by_new(_folder: Path, times: int) -> float:
    """The same, where no map is drawn twice and each has words of its own. The largest come first: what the largest
    takes is no growth."""
    sizes = chain([MOST] * len(FORMATS), iter(lambda: random.randint(FEWEST, MOST), None))
    return _growth(lambda number: draw(journey(items=next(sizes)), format=FORMATS[number % len(FORMATS)]), times)


def _growth(draw_one: Callable[[int], object], times: int) -> float:
    """What it never went below in the end, beyond what it held at most in the beginning: between two pictures it holds
    some thirty megabytes more or less, as the system's memory happens to lie."""

    def held(number: int) -> int:
        draw_one(number)
        return _resident()

    first = max([held(number) for number in range(WARM)][-2 * LAST :])
    last = min([held(number) for number in range(times)][-LAST:])
    return (last - first) / MEGABYTE


def _resident() -> int:
    """What a drawing process holds between two pictures."""
    gc.collect()
    give_back()
    return int(psutil.Process().memory_info().rss)
