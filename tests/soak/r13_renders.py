"""R13: hundreds of pictures in one process; memory stays, and the same map gives the same bytes."""

import gc
import hashlib
from pathlib import Path

import psutil

from journeybot.drawing import draw
from journeybot.exports import example_journey
from tests.soak.trials import trial

WARM = 10
MEGABYTE = 1 << 20


@trial("R13 megabytes grown while drawing the example", at_most=20, times=500, short=25)
def grown(_folder: Path, times: int) -> float:
    """Growth of the resident memory after the first few pictures; infinite if two pictures differ."""
    journey = example_journey()
    hashes = {hashlib.sha256(draw(journey).data).hexdigest() for _ in range(WARM)}
    before = _resident()
    hashes |= {hashlib.sha256(draw(journey).data).hexdigest() for _ in range(times)}
    return (_resident() - before) / MEGABYTE if len(hashes) == 1 else float("inf")


def _resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)
