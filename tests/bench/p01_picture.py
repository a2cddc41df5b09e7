"""P1, P2, P3 and P16: one map as PNG, warm, beside the least that Matplotlib needs and beside its usual way."""

import gc
import statistics
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from journeybot.drawing import canvas, draw
from journeybot.drawing.layout import layout
from journeybot.drawing.png import png
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from tests.bench import plain
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.sidebyside import Bench, Sample, Table, milliseconds

EMPTY, SAVED = "floor: an empty figure to pixels", "an empty figure saved"
PLAIN, RASTER, OURS = "the same marks in plain Matplotlib", "ours, from layout to pixels", "ours, from map to PNG"


@cache
def pictures(bench: Bench) -> Table:
    """A map of 7 stages and 60 texts; what is empty is as large as its picture."""
    for _ in range(5):
        picture = draw(journey())  # so that every letter was seen once, as in a process that is a few pictures old
    gc.collect()
    gc.freeze()  # what the bench itself holds is not to be looked through meanwhile, by nobody
    width, height = picture.width / 2, picture.height / 2
    return bench.compare(
        f"a map of 7 stages and 60 texts, about {picture.width} x {picture.height} pixels",
        {
            EMPTY: lambda: milliseconds(lambda: _nothing(width, height), times=3),
            SAVED: lambda: milliseconds(lambda: plain.saved(plain.empty(width, height)), times=3),
            PLAIN: _plain,
            RASTER: _raster,
            OURS: _ours,
        },
    )


def _nothing(width: float, height: float) -> None:
    board: Any = FigureCanvasAgg(plain.empty(width, height))
    board.draw()


def _drawing() -> Drawing:
    return layout(journey(), LIGHT, measure=Fonts())


def _plain() -> Sample:
    drawing = _drawing()
    return milliseconds(lambda: plain.picture(drawing))


def _raster() -> Sample:
    drawings = [_drawing() for _ in range(3)]

    def to_pixels() -> None:
        with canvas.painted(drawings.pop()):
            pass

    return milliseconds(to_pixels, times=3)


def _ours() -> Sample:
    maps = [journey() for _ in range(3)]
    return milliseconds(lambda: draw(maps.pop()), times=3)


@goal("P1 a map as PNG, beside saving an empty figure", at_most=0.8)
def beside_empty(bench: Bench) -> float:
    return pictures(bench).ratio(OURS, SAVED, "ms")


@goal("P2 times as fast as the same marks in plain Matplotlib", at_least=8.0)
def beside_plain(bench: Bench) -> float:
    return pictures(bench).ratio(PLAIN, OURS, "ms")


@goal("P3 a map to pixels, beside an empty figure to pixels", at_most=6.0)
def to_pixels(bench: Bench) -> float:
    return pictures(bench).ratio(RASTER, EMPTY, "ms")


@goal("P16 bytes of the PNG, beside savefig's for the same pixels", at_most=1.0)
def weight(bench: Bench) -> float:
    return statistics.median(_weighed() for _ in range(2 if bench.short else 5))


def _weighed() -> float:
    drawing = _drawing()
    with canvas.painted(drawing) as pixels:
        figure = plain.empty(drawing.width, drawing.height)
        figure.figimage(pixels, resize=True)
        usual = plain.saved(figure)
        assert np.array_equal(pixels[..., :3], np.asarray(Image.open(BytesIO(usual)))[..., :3]), "another picture"
        return len(png(pixels)) / len(usual)
