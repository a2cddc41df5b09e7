"""P5: a cold process, from its start to a map as PNG."""

import pickle
import sys
import time
from pathlib import Path

from tests.bench.clients import started
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.sidebyside import Bench, Sample

FLOOR, MATPLOTLIB, OURS = "floor: a Python that ends at once", "importing Matplotlib", "ours, import to PNG"
IMPORTING = "import matplotlib.figure, matplotlib.backends.backend_agg"
DRAWING = """
import pickle, sys
from journeybot.drawing import draw
with open(sys.argv[1], "rb") as file:
    data = draw(pickle.load(file)).data
assert data.startswith(b"\\x89PNG")
"""


@goal("P5 a cold process to its first PNG, beside importing Matplotlib", at_most=1.4)
def cold(bench: Bench) -> float:
    def ours() -> Sample:
        map_file = bench.folder / "map.pickle"
        map_file.write_bytes(pickle.dumps(journey()))
        return run(DRAWING, map_file)

    contenders = {FLOOR: lambda: run(""), MATPLOTLIB: lambda: run(IMPORTING), OURS: ours}
    table = bench.compare("a cold process", contenders, runs=2 if bench.short else 9)
    return table.ratio(OURS, MATPLOTLIB, "ms")


def run(program: str, *files: Path) -> Sample:
    """A Python process with that program, until it has ended."""
    begun = time.perf_counter()
    with started([sys.executable, "-c", program, *map(str, files)]) as process:
        assert process.wait() == 0, "it failed"
    return {"ms": (time.perf_counter() - begun) * 1000}
