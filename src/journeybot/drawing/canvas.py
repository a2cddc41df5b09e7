"""Paints a drawing with Matplotlib, as pixels for PNG. The only module that knows Matplotlib."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, groupby
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from journeybot.drawing.emoji import tints
from journeybot.drawing.png import png
from journeybot.drawing.shapes import Drawing, Ink, Painted, Run
from journeybot.drawing.text import placed

INCH = 72.0
PIXELS = 2.0
"""Pixels for each point, where the picture is not too large."""
MOST_PIXELS = 24_000_000
"""Of a picture, 96 MB while it is painted; the smallest text of a map of a thousand notes still has ten pixels."""
MOST_KEPT = 9_000_000
"""Pixels that stay taken for the next picture: memory new from the system costs more time than painting on it."""
AT_ONCE = 40_000
"""Points of one path: Agg gives up on paths that cover too much."""

# Once for the process and not around each picture: pictures are drawn in several threads.
rcParams.update({"path.simplify": False})

Board = Any
"""A RendererAgg; Matplotlib's own code says nothing of its types."""
Emoji = tuple[int, float, float, float]
"""A glyph of the emoji font, where it stands and how large it is."""
_kept: list[Board] = []
"""At most one, and none while it is painted on."""


def to_png(drawing: Drawing) -> tuple[bytes, int, int]:
    """The drawing as PNG, with its width and height in pixels."""
    with painted(drawing) as pixels:
        return png(pixels), pixels.shape[1], pixels.shape[0]


@contextmanager
def painted(drawing: Drawing) -> Iterator[NDArray[np.uint8]]:
    """Its pixels, (height, width, 4) and opaque; they are good inside the `with`."""
    scale = min(PIXELS, (MOST_PIXELS / (drawing.width * drawing.height)) ** 0.5)
    width, height = round(drawing.width * scale), round(drawing.height * scale)
    board = _board(width, height, dpi=INCH * scale)
    pixels = np.asarray(board.buffer_rgba())[:height, :width]
    pixels.view(np.uint32)[...] = np.array(_ground(drawing), np.uint8).view(np.uint32)
    _paint(board, drawing, place=Affine2D().scale(scale, -scale).translate(0, board.height))
    yield pixels
    if board.width * board.height <= MOST_KEPT:
        _kept[:] = [board]


def _ground(drawing: Drawing) -> tuple[int, ...]:
    return (*bytes.fromhex(drawing.ground[1:]), 255)


def _board(width: int, height: int, *, dpi: float) -> Board:
    """The one that is kept if it is large enough, else a new one, with a little room for the next picture."""
    with suppress(IndexError):
        board = _kept.pop()
        if board.width >= width and board.height >= height and board.dpi == dpi:
            return board
    if width * height <= MOST_KEPT:
        width, height = -(-width // 256) * 256, -(-height // 512) * 512
    make: Board = RendererAgg
    return make(width, height, dpi)


def _paint(board: Board, drawing: Drawing, *, place: Affine2D) -> None:
    """Paint shapes, then text as outlines, in bulk."""
    for ink, path in _paths(drawing.shapes):
        _stroke_or_fill(board, ink, path, place)
    emoji: list[Emoji] = []
    for colour, path in _letters(drawing, emoji):
        _stroke_or_fill(board, Ink(fill=colour), path, place, snap=False)
    for ink, path in _tinted(emoji):
        _stroke_or_fill(board, ink, path, place, snap=False)


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
            points += painted.outline.points
            codes += painted.outline.codes
        for ink, (points, codes) in inks.items():
            flat = np.fromiter(chain.from_iterable(points), np.float64, 2 * len(points))
            yield ink, Path(flat.reshape(-1, 2), np.frombuffer(bytes(codes), np.uint8))


def _letters(drawing: Drawing, emoji: list[Emoji]) -> Iterator[tuple[str, Path]]:
    """The outlines of all words of one colour as one path, or a few where there are very many; `emoji` is filled."""
    for colour, of in groupby(sorted(drawing.runs, key=lambda run: run.colour), key=lambda run: run.colour):
        gathered = _Letters()
        for run in of:
            gathered.write(run, drawing.han, emoji)
            if gathered.length > AT_ONCE:
                yield colour, gathered.path()
                gathered = _Letters()
        if gathered.length:
            yield colour, gathered.path()


class _Letters:
    """Words on their way into one path: their outlines at size one, and where and how large each of them is."""

    def __init__(self) -> None:
        self.length = 0
        self._outlines: list[NDArray[np.floating]] = []
        self._codes: list[bytes] = []
        self._places: list[tuple[float, float, float]] = []

    def write(self, run: Run, han: str, emoji: list[Emoji]) -> None:
        """Take the words of a line; the emoji among them go to `emoji`."""
        (size, weight), left, y = run.style, run.x, run.baseline
        for x, (_, points, codes, pictures) in placed(run.text, weight, han):
            if codes:
                self.take(points, codes, (left + x * size, y, size))
            for glyph, shift, up in pictures:
                emoji.append((glyph, left + (x + shift) * size, y - up * size, size))

    def take(self, points: NDArray[np.floating], codes: bytes, place: tuple[float, float, float]) -> None:
        """Take an outline: where it stands, and how large it is."""
        self._outlines.append(points)
        self._codes.append(codes)
        self._places.append(place)
        self.length += len(codes)

    def path(self) -> Path:
        """All of them in place."""
        points = np.concatenate(self._outlines, dtype=np.float64)
        x, y, sizes = np.repeat(np.array(self._places), [len(codes) for codes in self._codes], axis=0).T
        points[:, 0] = x + points[:, 0] * sizes
        points[:, 1] = y - points[:, 1] * sizes
        return Path(points, np.frombuffer(b"".join(self._codes), np.uint8))


def _tinted(emoji: list[Emoji]) -> Iterator[tuple[Ink, Path]]:
    """The layers of all emoji, the lowest first, those of one colour as one path: emoji do not cover each other."""
    depth = max((len(tints(glyph)) for glyph, *_ in emoji), default=0)
    for level in range(depth):
        inks: dict[Ink, _Letters] = {}
        for glyph, x, y, size in emoji:
            for (points, codes), colour, opacity in tints(glyph)[level : level + 1]:
                inks.setdefault(Ink(fill=colour, opacity=opacity), _Letters()).take(points, codes, (x, y, size))
        for ink, gathered in inks.items():
            yield ink, gathered.path()
