"""The deck, opened by another program: native, legible, complete, and nothing that was typed does anything in it."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from journeybot.drawing.page import colours_of
from journeybot.drawing.theme import LIGHT
from journeybot.exports import example_journey
from journeybot.exports.deck import to_pptx
from journeybot.exports.deck.topic import Topic
from journeybot.exports.guarding import legal
from journeybot.journey import About, JourneyMap
from tests.drawing.test_pages import many
from tests.exports.maps import maps
from tests.exports.small import ORDERS, SMALL, saying
from tests.pictures.build import Builder

LEGIBLE = Pt(10)


def opened(journey: JourneyMap) -> Any:
    return Presentation(BytesIO(to_pptx(journey)))


@pytest.fixture(scope="module")
def deck() -> Any:
    return opened(example_journey())


def shapes(deck: Any) -> Iterator[Any]:
    """Every shape of every slide, those of groups too."""
    for slide in deck.slides:
        for shape in slide.shapes:
            yield from shape.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP else [shape]


def paragraphs(deck: Any) -> Iterator[Any]:
    for shape in shapes(deck):
        if shape.has_text_frame:
            yield from shape.text_frame.paragraphs
        if getattr(shape, "has_table", False) and shape.has_table:
            yield from (p for row in shape.table.rows for cell in row.cells for p in cell.text_frame.paragraphs)


def text(deck: Any) -> str:
    return " ".join(" ".join(paragraph.text for paragraph in paragraphs(deck)).split())


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_it_tells_the_whole_of_the_map(deck: Any) -> None:
    journey, said = example_journey(), text(deck)
    typed = [
        *(one for p in journey.personas for one in (p.name, *p.goals, *p.needs)),
        *(s.name for s in journey.stages),
        *(t.name for t in journey.touchpoints),
        *(m.action for m in journey.moments),
        *(one for c in journey.challenges for one in (c.text, c.need)),
        *(one for i in journey.improvements for one in (i.text, i.owner)),
        *(m.name for m in journey.measures),
    ]
    assert [one for one in typed if " ".join(one.split()) not in said] == []


def test_every_slide_has_a_title_of_its_own(deck: Any) -> None:
    assert titles(deck)[0] == "My washing machine breaks down"
    assert len({*titles(deck)}) == len(titles(deck))


def test_charts_tables_and_arrows_are_native(deck: Any) -> None:
    kinds = [shape for shape in shapes(deck) if shape.has_chart or shape.has_table]
    assert sum(shape.has_table for shape in kinds) >= 2
    curve = next(shape.chart for shape in kinds if shape.has_chart)
    assert [series.name for series in curve.plots[0].series] == ["Marta Okafor", "Henrik Lund"]
    assert list(curve.plots[0].series[0].values)[:2] == [-1, -1]
    assert not [shape for shape in shapes(deck) if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


def test_the_speaker_finds_the_story_in_the_notes(deck: Any) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert "Waits for eleven minutes in her break" in notes[0]
    assert "left out" in notes[0]
    assert any(note.startswith("Marta Okafor\n1. It stops working") for note in notes)


def test_sixty_touchpoints_are_legible_and_on_their_slides() -> None:
    journey = many(12, 5, people=1)
    deck = opened(journey)
    assert min(run.font.size for paragraph in paragraphs(deck) for run in paragraph.runs) >= LEGIBLE
    for shape in shapes(deck):
        assert shape.left >= 0, shape.name
        assert shape.top >= 0, shape.name
        assert shape.left + shape.width <= deck.slide_width + 12700, (shape.name, shape.has_text_frame and shape.text)
        assert shape.top + shape.height <= deck.slide_height + 12700, (shape.name, shape.has_text_frame and shape.text)
    told = text(deck)
    assert [touchpoint.name for touchpoint in journey.touchpoints if touchpoint.name not in told] == []


@pytest.mark.parametrize("typed", ["=1+1", "https://example.org/", " / ".join(ORDERS)], ids=["sum", "link", "all"])
def test_nothing_that_was_typed_is_a_link_or_a_formula(typed: str) -> None:
    deck = opened(saying(typed))
    assert " ".join(legal(typed).split())[:60] in text(deck)
    for slide in deck.slides:
        assert not [rel for rel in slide.part.rels.values() if rel.is_external]
    for shape in shapes(deck):
        if shape.has_chart:
            book = load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@settings(max_examples=2, deadline=None)
@given(maps())
def test_any_map_makes_a_deck_that_opens(journey: JourneyMap) -> None:
    assert len(opened(journey).slides) >= 1


def test_an_empty_map_makes_a_deck_too() -> None:
    assert titles(opened(JourneyMap(about=About(key="m", title="")))) == ["Customer journey map"]


def test_a_chart_is_named_by_nobody_and_its_lines_stand_at_the_scores(deck: Any) -> None:
    charts = [shape.chart for shape in shapes(deck) if shape.has_chart]
    assert not any(chart.has_title for chart in charts)
    assert charts
    kind = next(slide for slide in deck.slides if slide.shapes.title.text == "How it feels")
    box = next(shape for shape in kind.shapes if shape.has_chart)
    lines = [shape.top + shape.height / 2 for shape in kind.shapes if shape.height == Pt(0.75)]
    steps = {round((below - above) / Pt(1)) for above, below in pairwise(lines)}
    assert len(lines) == 5
    assert len(steps) == 1 or max(steps) - min(steps) == 1
    assert box.top < min(lines) < max(lines) < box.top + box.height


def test_a_persona_has_the_colour_of_the_picture() -> None:
    second = replace(SMALL.personas[0], key="z", position=5, colour="")
    journey = replace(SMALL, personas=(second,), moments=(), scores=())
    assert Topic(journey).colours == colours_of((second,), LIGHT) == {"z": LIGHT.personas[5]}


def test_columns_with_nothing_in_them_are_left_out() -> None:
    bare = tuple(replace(one, need="", severity=None) for one in SMALL.challenges)
    found = opened(replace(SMALL, challenges=bare, votes=()))
    table = next(shape.table for shape in shapes(found) if shape.has_table)
    heads = [cell.text_frame.text for cell in table.rows[0].cells]
    assert heads == ["", "What hurts", "Touchpoint", "Persona"]
    assert sum(column.width for column in table.columns) == pytest.approx(Pt(888), abs=Pt(2))


def test_a_last_card_gets_no_slide_of_its_own_where_a_lower_curve_makes_room() -> None:
    one = replace(SMALL.improvements[0], challenges=(), touchpoint="t", owner="")
    four = tuple(replace(one, key=f"i{n}", text=f"Help {n}") for n in range(4))
    counts = {len(titles(opened(replace(SMALL, improvements=four[:n])))) for n in (1, 4)}
    assert len(counts) == 1


def test_a_gap_in_the_scores_is_a_gap_in_the_curve() -> None:
    chart = next(shape.chart for shape in shapes(opened(SMALL)) if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [-1.5, None]


def two_on_the_way(*, votes: int = 0, **told: Any) -> JourneyMap:
    """Two personas at three touchpoints, one of which hurts."""
    b = Builder("Two")
    marta, noor = b.persona("Marta"), b.persona("Noor", **told)
    b.stage("It breaks")
    for one, other in (("-2", "1"), ("1", "-2"), ("0", "0")):
        here = b.touchpoint("Here", "phone")
        b.moment(marta, here, scores=one)
        b.moment(noor, here, scores=other)
    b.challenge("Nobody says how long it takes", here, votes=votes)
    return b.map()


def test_the_number_of_the_higher_curve_stands_above_and_that_of_the_lower_below() -> None:
    chart = next(shape.chart for shape in shapes(opened(two_on_the_way())) if shape.has_chart)
    marta, noor = chart.plots[0].series
    moved = [[at for at in range(3) if "dLbl>" in point_label(line, at)] for line in (marta, noor)]
    assert moved == [[0], [1, 2]], "all others stand above their points"
    assert all('val="b"' in point_label(line, at) for line, at in ((marta, 0), (noor, 1), (noor, 2)))
    assert 'formatCode="0.#;−0.#;0"' in point_label(marta, 0)


def point_label(series: Any, at: int) -> str:
    """What is said of the label of one point alone."""
    found = series._element.xpath(f"c:dLbls/c:dLbl[c:idx/@val='{at}']")
    return etree.tostring(found[0], encoding="unicode") if found else ""


def test_dots_stand_on_a_line_of_their_own_with_their_number() -> None:
    said = [paragraph.text for paragraph in paragraphs(opened(two_on_the_way(votes=9)))]
    assert said[said.index("Nobody says how long it takes") + 1] == "● 9"


def test_those_of_whom_the_cover_tells_all_get_no_slide_of_their_own() -> None:
    assert "Who travels" not in titles(opened(two_on_the_way(age=40)))
    assert "Who travels" in titles(opened(two_on_the_way(residence="Ghent")))
