"""What must hold of every drawing, said in numbers: nothing leaves its place, nothing covers anything."""

from collections import defaultdict
from itertools import combinations

import pytest

from journeybot.drawing.shapes import Box, Cell, Drawing, Painted
from journeybot.drawing.text import Fonts

LEAST_SIZE = 7.0
"""Points of the smallest text: 14 pixels, at two for each point."""


def all_holds(drawing: Drawing) -> None:
    no_text_leaves_its_cell(drawing)
    no_text_is_too_small(drawing)
    nothing_leaves_the_page(drawing)
    no_cells_overlap(drawing)
    no_lines_overlap(drawing)
    nothing_is_painted_over(drawing)


def no_text_leaves_its_cell(drawing: Drawing) -> None:
    for run in drawing.runs:
        assert run.cell.box.holds(run.box, slack=0.6), (run.text, run.box, run.cell)
        assert run.width == pytest.approx(Fonts().width(run.text, run.style))


def no_text_is_too_small(drawing: Drawing) -> None:
    assert all(run.style.size >= LEAST_SIZE for run in drawing.runs)


def nothing_leaves_the_page(drawing: Drawing) -> None:
    page = Box(0, 0, drawing.width, drawing.height)
    for cell in drawing.cells:
        outer = cell.inside.box if cell.inside else page
        assert outer.holds(cell.box, slack=0.1), cell
    for painted in drawing.shapes:
        for x, y in painted.outline.points:
            assert -1 <= x <= drawing.width + 1, painted
            assert -1 <= y <= drawing.height + 1, painted


def no_cells_overlap(drawing: Drawing) -> None:
    beside: dict[int, list[Cell]] = defaultdict(list)
    for cell in drawing.cells:
        beside[id(cell.inside)].append(cell)
    for cells in beside.values():
        cells.sort(key=lambda cell: cell.box.y)
        for at, one in enumerate(cells):
            for other in cells[at + 1 :]:
                if other.box.y >= one.box.bottom:
                    break
                assert not one.box.meets(other.box, slack=0.1), (one, other)


def no_lines_overlap(drawing: Drawing) -> None:
    """No line of text lies on another; strips of the page keep the pairs few."""
    strips: dict[int, list[tuple[str, Box]]] = defaultdict(list)
    for run in drawing.runs:
        for strip in range(int(run.box.y // 40), int(run.box.bottom // 40) + 1):
            strips[strip].append((run.text, run.box))
    for lines in strips.values():
        for (one, box), (other, other_box) in combinations(lines, 2):
            assert not box.meets(other_box, slack=1.5), (one, other)


def nothing_is_painted_over(drawing: Drawing) -> None:
    """All shapes of one ink are painted at once, so nothing may stand on a ground of its own layer in another ink."""
    for layer in {painted.ink.layer for painted in drawing.shapes}:
        painted = [(p.ink, _bounds(p)) for p in drawing.shapes if p.ink.layer == layer]
        grounds = [(ink, box) for ink, box in painted if ink.fill and ink.opacity == 1 and box.width * box.height > 400]
        for ink, box in painted:
            middle = Box(*box.middle, 0, 0)
            assert not any(other != ink and ground.holds(middle, slack=-1) for other, ground in grounds), (ink, box)


def _bounds(painted: Painted) -> Box:
    xs, ys = zip(*painted.outline.points, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def words_in(drawing: Drawing, kind: str, key: str) -> str:
    """What is written in the cell of a note, without spaces: lines are broken anywhere."""
    runs = [run for run in drawing.runs if run.cell.kind == kind and run.cell.of == key]
    return "".join("".join(run.text.split()) for run in runs)


def keys(drawing: Drawing, kind: str) -> list[str | None]:
    """The notes that have a cell of that kind."""
    return [cell.of for cell in drawing.cells if cell.kind == kind]


def written(drawing: Drawing) -> str:
    """All words, without spaces."""
    return "".join("".join(run.text.split()) for run in drawing.runs)


def legend(drawing: Drawing) -> str:
    """What the legend says."""
    return " ".join(run.text for run in drawing.runs if run.cell.kind == "legend")
