"""The sheet to write on: A4, everything that is there stands on it, room for the rest, and no text leaves its place."""

from dataclasses import replace

import pytest

from journeybot.drawing import worksheet
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.drawing.worksheet import A4, AT_MOST, worksheets
from journeybot.exports import example_journey
from journeybot.journey import About, JourneyMap, Persona, Stage, Touchpoint
from tests.drawing.geometry import all_holds

EMPTY = JourneyMap(about=About(key="m", title="Groceries"))
LONG = "Ein sehr langer Name, der nicht in ein Kästchen passt, weil jemand alles aufschreiben wollte " * 3


def crowded(touchpoints: int, name: str = "Waits") -> JourneyMap:
    """A map of one stage with so many touchpoints."""
    return JourneyMap(
        about=About(key="m", title=LONG, scenario=LONG),
        personas=(Persona(key="p", name=LONG),),
        stages=(Stage(key="s", name=name),),
        touchpoints=tuple(Touchpoint(key=f"t{at}", stage="s", name=f"{name} {at}") for at in range(touchpoints)),
    )


def sheets(journey: JourneyMap) -> tuple[Drawing, ...]:
    return worksheets(journey, LIGHT, measure=Fonts())


def text_on(drawing: Drawing, kind: str) -> str:
    return " ".join(run.text for run in drawing.runs if run.cell.kind == kind)


@pytest.mark.parametrize(
    "journey", [EMPTY, example_journey(), crowded(13, LONG), crowded(6, "待ち時間がとても長い" * 9)]
)
def test_a_sheet_is_a4_and_every_text_stays_in_its_place(journey: JourneyMap) -> None:
    for drawing in sheets(journey):
        assert (drawing.width, drawing.height) == A4
        all_holds(drawing)


def test_every_touchpoint_of_every_persona_has_a_column() -> None:
    journey = example_journey()
    drawn = sheets(journey)
    for persona in journey.personas:
        said = " ".join(text_on(one, "touchpoint") for one in drawn if persona.name in text_on(one, "persona"))
        assert [t.name for t in journey.travelled() if t.name not in said] == []


@pytest.mark.parametrize(("touchpoints", "expected"), [(1, 1), (AT_MOST, 1), (AT_MOST + 1, 2), (2 * AT_MOST + 1, 3)])
def test_as_many_sheets_as_it_takes(touchpoints: int, expected: int) -> None:
    assert len(sheets(crowded(touchpoints))) == expected


def test_a_title_is_written_whole_where_smaller_letters_make_it_fit_and_else_over_the_whole_line() -> None:
    title = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen am Band"
    (drawing,) = sheets(replace(EMPTY, about=replace(EMPTY.about, title=title)))
    assert text_on(drawing, "title") == title
    (drawing,) = sheets(replace(EMPTY, about=replace(EMPTY.about, title=title * 3)))
    (run,) = (run for run in drawing.runs if run.cell.kind == "title")
    assert run.text.endswith("(in the export)")
    assert run.width > 0.9 * run.cell.box.width


def test_what_there_is_not_yet_is_left_open() -> None:
    (drawing,) = sheets(EMPTY)
    hints = [run.text for run in drawing.runs if run.cell.kind == "hint"]
    assert hints.count("Stage") == AT_MOST
    assert not text_on(drawing, "persona")
    assert sum(run.text in {"−2", "−1", "0", "1", "2"} for run in drawing.runs) == 5 * AT_MOST


def test_it_is_one_pdf_or_a_picture_each_and_says_what_it_is() -> None:
    (pdf,) = worksheet(example_journey())
    assert pdf.data.startswith(b"%PDF")
    assert "My washing machine breaks down" in pdf.alt
    pages = worksheet(example_journey(), format="svg", persona=example_journey().personas[0].key)
    assert len(pages) == 3
