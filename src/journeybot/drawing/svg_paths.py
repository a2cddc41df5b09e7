"""Says numbers and paths as SVG does."""

from collections.abc import Iterable, Sequence

from journeybot.drawing.shapes import CLOSE, CUBIC, LINE, MOVE, QUAD, segments

LETTERS = {MOVE: "M", LINE: "L", QUAD: "Q", CUBIC: "C", CLOSE: "Z"}


def course(points: Sequence[Sequence[float]], codes: Iterable[int]) -> str:
    """The `d` of a path."""
    return "".join(
        LETTERS[code] + ("" if code == CLOSE else " ".join(f"{short(x)} {short(y)}" for x, y in part))
        for code, part in segments(points, codes)
    )


def short(number: float) -> str:
    """A number to a hundredth, without needless zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
