"""The yardstick: the same marks in the same places as Matplotlib's own examples would draw them, with a patch for each
shape and a text for each paragraph. Where everything stands it is told for nothing."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from journeybot.drawing.shapes import Drawing, Painted, Run

DPI = 144


def empty(width: float, height: float) -> Figure:
    """A figure of that size, in points, that makes as many pixels as our pictures."""
    return Figure(figsize=(width / 72, height / 72), dpi=DPI)


def saved(figure: Figure) -> bytes:
    """As PNG, the usual way."""
    file = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has no font for some of the letters
        figure.savefig(file, format="png")
    return file.getvalue()


def picture(drawing: Drawing) -> bytes:
    """The drawing as PNG."""
    figure = empty(drawing.width, drawing.height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, drawing.width), ylim=(drawing.height, 0))
    axes.axis("off")
    for shape in drawing.shapes:
        axes.add_patch(_patch(shape))
    for lines in _paragraphs(drawing):
        _write(axes, lines)
    return saved(figure)


def _patch(shape: Painted) -> PathPatch:
    ink, outline = shape.ink, shape.outline
    return PathPatch(
        Path(outline.points, outline.codes),
        facecolor=ink.fill or "none",
        edgecolor=ink.stroke or "none",
        linewidth=ink.width,
        linestyle=(0, ink.dash) if ink.dash else "-",
        alpha=ink.opacity,
        zorder=ink.layer,
    )


def _paragraphs(drawing: Drawing) -> Iterator[list[Run]]:
    for _, lines in groupby(drawing.runs, key=lambda run: (id(run.cell), run.x, run.style, run.colour)):
        yield list(lines)


def _write(axes: Axes, lines: list[Run]) -> None:
    first = lines[0]
    axes.text(
        first.x,
        first.baseline - first.style.rise,
        "\n".join(line.text for line in lines),
        size=first.style.size,
        color=first.colour,
        weight="bold" if "bold" in first.style.weight else "normal",
        style="italic" if first.style.weight == "italic" else "normal",
        verticalalignment="top",
        zorder=20,
        parse_math=False,
    )
