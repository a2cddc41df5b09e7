"""For any map that can be made: nothing leaves its place, nothing covers anything, and nothing is missing."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from journeybot.drawing.layout import layout, layouts
from journeybot.drawing.shapes import Box, Cell, Drawing
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.drawing.wrapping import MOST, clean
from journeybot.journey import JourneyMap
from tests.drawing.maps import maps
from tests.pictures.build import Builder
from tests.pictures.shelter import shelter

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SHOWN = {
    "persona": "personas",
    "stage": "stages",
    "touchpoint": "touchpoints",
    "challenge": "challenges",
    "improvement": "improvements",
    "measure": "measures",
}


def drawn(journey: JourneyMap) -> Drawing:
    return layout(journey, LIGHT, measure=Fonts())


def words_in(drawing: Drawing, kind: str, key: str) -> str:
    """What is written in the cell of a note, without spaces: lines are broken anywhere."""
    runs = [run for run in drawing.runs if run.cell.kind == kind and run.cell.of == key]
    return "".join("".join(run.text.split()) for run in runs)


@FEW
@given(maps())
def test_everything_holds_for_any_map(journey: JourneyMap) -> None:
    drawing = drawn(journey)
    no_text_leaves_its_cell(drawing)
    nothing_leaves_the_page(drawing)
    no_cells_overlap(drawing)
    no_lines_overlap(drawing)
    every_note_is_there_with_its_words(journey, drawing)


def no_text_leaves_its_cell(drawing: Drawing) -> None:
    for run in drawing.runs:
        assert run.cell.box.holds(run.box, slack=0.6), (run.text, run.box, run.cell)
        assert run.width == pytest.approx(Fonts().width(run.text, run.style))


def nothing_leaves_the_page(drawing: Drawing) -> None:
    page = Box(0, 0, drawing.width, drawing.height)
    for cell in drawing.cells:
        outer = cell.inside.box if cell.inside and cell.kind != "number" else page
        assert outer.holds(cell.box, slack=0.1), cell
    for painted in drawing.shapes:
        for x, y in painted.outline.points:
            assert -1 <= x <= drawing.width + 1, painted
            assert -1 <= y <= drawing.height + 1, painted


def no_cells_overlap(drawing: Drawing) -> None:
    beside: dict[int, list[Cell]] = defaultdict(list)
    for cell in drawing.cells:
        if cell.kind != "number":  # sits on the corner of its touchpoint
            beside[id(cell.inside)].append(cell)
    for cells in beside.values():
        for one, other in combinations(cells, 2):
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


def every_note_is_there_with_its_words(journey: JourneyMap, drawing: Drawing) -> None:
    for kind, notes in SHOWN.items():
        for note in getattr(journey, notes):
            said = clean(getattr(note, "text", "") or getattr(note, "name", ""))
            expected = "".join(said[: MOST - 70].split())
            assert any(cell.kind == kind and cell.of == note.key for cell in drawing.cells), note
            assert expected in words_in(drawing, kind, note.key), note


def test_every_word_of_a_moment_is_on_the_picture() -> None:
    journey = shelter()
    written = "".join("".join(run.text.split()) for run in drawn(journey).runs)
    for moment in journey.moments:
        assert "".join(moment.action.split()) in written
        assert "".join(moment.thought.split()) in written


def test_a_long_text_says_where_the_rest_is() -> None:
    b = Builder("Long")
    b.stage("One")
    key = b.challenge("many words " * 50, b.touchpoint("Here"))
    shown = words_in(drawn(b.map()), "challenge", key)
    assert shown.endswith("...(intheexport)")
    assert len(shown) < MOST + 20


def many(stages: int, touchpoints: int) -> JourneyMap:
    """So many stages with so many touchpoints each."""
    b = Builder("Many")
    for at in range(stages):
        b.stage(f"Stage {at}")
        for number in range(touchpoints):
            b.touchpoint(f"Step {number}", "app")
    return b.map()


def keys(drawing: Drawing, kind: str) -> list[str | None]:
    return [cell.of for cell in drawing.cells if cell.kind == kind]


def test_a_map_of_60_touchpoints_is_folded_on_one_sheet_and_never_drops_one() -> None:
    drawing = drawn(many(12, 5))
    assert len(set(keys(drawing, "touchpoint"))) == 60
    assert drawing.width < 2000


def test_a_map_of_12_stages_or_of_16_touchpoints_fits_on_one_page() -> None:
    assert len(layouts(many(12, 1), LIGHT, measure=Fonts())) == 1
    assert len(layouts(many(2, 8), LIGHT, measure=Fonts())) == 1
    assert len(layouts(many(12, 5), LIGHT, measure=Fonts())) > 1


def test_an_ordinary_map_is_as_wide_as_a_screen() -> None:
    assert drawn(shelter()).width == pytest.approx(1250, abs=60)


def test_the_smallest_text_is_legible_at_full_size() -> None:
    sizes = {run.style.size for run in drawn(shelter()).runs}
    assert min(sizes) * 2 >= 14, "pixels, at two for each point"


def test_lanes_without_content_are_left_out() -> None:
    b = Builder("Bare")
    b.stage("One")
    b.touchpoint("Here", "app")
    b.stage("Two")
    b.touchpoint("There", "app")
    written = {run.text for run in drawn(b.map()).runs}
    assert {"Bare", "One", "Two", "Here", "There", "app"} <= written
    assert not written & {"What they do", "How it feels", "Challenges", "Improvements", "Measures"}


def test_an_empty_map_says_so() -> None:
    assert "Nothing is on this map yet." in {run.text for run in drawn(Builder("New").map()).runs}


def test_the_legend_names_the_marks_in_use_and_no_other() -> None:
    def legend(journey: JourneyMap) -> str:
        return " ".join(run.text for run in drawn(journey).runs if run.cell.kind == "legend")

    b = Builder("Few marks")
    b.stage("One")
    here = b.touchpoint("Here", "app", moment_of_truth=True)
    assert legend(b.map()) == "moment of truth"
    b.challenge("Slow", here, severity=2)
    assert "met on the way" in legend(b.map())
    assert "starts the journey" not in legend(b.map())
    assert "how bad" in legend(b.map())
