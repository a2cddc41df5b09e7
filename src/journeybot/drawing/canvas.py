"""Paints a drawing with Matplotlib: pixels for PNG, pages for PDF. The only module that knows Matplotlib."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, cast

import numpy as np
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from journeybot.drawing.png import png
from journeybot.drawing.shapes import Drawing, Ink, Painted, Run
from journeybot.drawing.text import Fonts, fonts_of, pieces, word

INCH = 72.0
PIXELS = 2.0
"""Pixels for each point, where the picture is not too large."""
MOST_PIXELS = 45_000_000
AT_ONCE = 40_000
"""Points of one path: Agg gives up on paths that cover too much."""

# Once for the process and not around each picture: pictures are drawn in several threads.
rcParams.update({"text.hinting": "none", "text.parse_math": False, "pdf.fonttype": 42, "path.simplify": False})


def to_png(drawing: Drawing) -> tuple[bytes, int, int]:
    """The drawing as PNG, with its width and height in pixels."""
    scale = min(PIXELS, (MOST_PIXELS / (drawing.width * drawing.height)) ** 0.5)
    canvas: Any = FigureCanvasAgg(_figure(drawing, dpi=INCH * scale, letters=False))
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    return png(pixels), pixels.shape[1], pixels.shape[0]


def to_pdf(drawings: Sequence[Drawing], title: str) -> bytes:
    """Each drawing as a page of one PDF, its text selectable; `title` is what a screen reader says."""
    file = BytesIO()
    about = {"CreationDate": None, "Creator": "journeybot", "Producer": None, "Title": title}
    with PdfPages(file, metadata=about) as book:
        for drawing in drawings:
            canvas: Any = FigureCanvasPdf(_figure(drawing, dpi=INCH, letters=True))
            canvas.print_pdf(book)
    return file.getvalue()


def _figure(drawing: Drawing, *, dpi: float, letters: bool) -> Figure:
    figure = Figure(figsize=(drawing.width / INCH, drawing.height / INCH), dpi=dpi, facecolor=drawing.ground)
    figure.add_artist(_Scene(drawing, letters=letters))
    return figure


class _Scene(Artist):
    """The whole drawing as one artist, which spares Matplotlib's bookkeeping for each of its thousand parts.

    Text is painted as letters of a font where a format keeps them (`letters`), else as outlines in bulk.
    """

    def __init__(self, drawing: Drawing, *, letters: bool) -> None:
        super().__init__()
        self._drawing, self._letters = drawing, letters

    def draw(self, renderer: RendererBase) -> None:
        """Paint shapes, then text."""
        scale = float(cast("float", renderer.points_to_pixels(1.0)))
        place = Affine2D().scale(scale, -scale).translate(0, self._drawing.height * scale)
        for ink, path in _paths(self._drawing.shapes):
            _stroke_or_fill(renderer, ink, path, place)
        if self._letters:
            _write(renderer, self._drawing)
        else:
            for colour, path in _letters(self._drawing.runs):
                _stroke_or_fill(renderer, Ink(fill=colour), path, place, snap=False)


def _stroke_or_fill(renderer: RendererBase, ink: Ink, path: Path, place: Affine2D, *, snap: bool | None = None) -> None:
    gc = renderer.new_gc()
    gc.set_linewidth(ink.width if ink.stroke else 0)
    gc.set_foreground(ink.stroke or "#000000")
    gc.set_alpha(ink.opacity)
    gc.set_capstyle("butt" if ink.dash else "round")
    gc.set_joinstyle("round")
    gc.set_snap(snap)
    if ink.dash:
        gc.set_dashes(0, ink.dash)
    renderer.draw_path(gc, path, place, to_rgba(ink.fill, ink.opacity) if ink.fill else None)
    gc.restore()


def _paths(shapes: Iterable[Painted]) -> Iterator[tuple[Ink, Path]]:
    """All shapes of one ink as one path, layer by layer: within a layer nothing covers anything else."""
    for _, layer in groupby(shapes, key=lambda painted: painted.ink.layer):
        inks: dict[Ink, tuple[list[tuple[float, float]], list[int]]] = {}
        for painted in layer:
            points, codes = inks.setdefault(painted.ink, ([], []))
            points.extend(painted.outline.points)
            codes.extend(painted.outline.codes)
        for ink, (points, codes) in inks.items():
            yield ink, Path(np.array(points), np.array(codes, np.uint8))


def _letters(runs: Iterable[Run]) -> Iterator[tuple[str, Path]]:
    """The outlines of all words of one colour as one path, or a few where there are very many."""
    for colour, of in groupby(sorted(runs, key=lambda run: run.colour), key=lambda run: run.colour):
        gathered = _Letters()
        for run in of:
            gathered.add(run)
            if len(gathered.codes) > AT_ONCE:
                yield colour, gathered.path()
                gathered = _Letters()
        if gathered.codes:
            yield colour, gathered.path()


class _Letters:
    """Words on their way into one path: their outlines at size one, and where and how large each of them is."""

    def __init__(self) -> None:
        self.points, self.codes = array("d"), bytearray()
        self._places: list[tuple[float, float, float]] = []
        self._lengths: list[int] = []

    def add(self, run: Run) -> None:
        """Take the words of a line."""
        size, weight = run.style
        x, space = run.x, word(" ", weight).advance * size
        for part in run.text.split(" "):
            shaped = word(part, weight)
            if shaped.codes:
                self.points.extend(shaped.points)
                self.codes += shaped.codes
                self._places.append((x, run.baseline, size))
                self._lengths.append(len(shaped.codes))
            x += shaped.advance * size + space

    def path(self) -> Path:
        """All of them in place."""
        points: NDArray[np.float64] = np.frombuffer(self.points).reshape(-1, 2)
        places = np.repeat(np.array(self._places), self._lengths, axis=0)
        return Path(places[:, :2] + points * places[:, 2:] * (1, -1), np.frombuffer(self.codes, np.uint8))


def _write(renderer: RendererBase, drawing: Drawing) -> None:
    """Text as text, for formats that keep it."""
    for run in drawing.runs:
        gc = renderer.new_gc()
        gc.set_foreground(run.colour)
        x, y = run.x, drawing.height - run.baseline
        for index, letters in pieces(run.text, run.style.weight):
            font = FontProperties(fname=fonts_of(run.style.weight)[index], size=run.style.size)
            renderer.draw_text(gc, x, y, letters, font, 0)
            x += Fonts().width(letters, run.style)
        gc.restore()
