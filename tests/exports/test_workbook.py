"""The workbook, opened by another program: a sheet for each noun, values as what they are, nobody's formula."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from journeybot.exports.guarding import legal
from journeybot.exports.tables import tables
from journeybot.exports.workbook import to_xlsx
from journeybot.journey import About, JourneyMap
from journeybot.wording import Wording
from tests.exports.maps import maps
from tests.exports.small import ORDERS, SMALL, saying

NO_FORMULAS = set("snbd") | {"inlineStr"}


def opened(journey: JourneyMap) -> Workbook:
    return load_workbook(BytesIO(to_xlsx(journey)))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(SMALL)


def test_there_is_a_sheet_for_each_noun(book: Workbook) -> None:
    assert book.sheetnames == [
        *("Overview", "At a glance", "Curve", "Personas", "Stages", "Touchpoints", "Moments", "Scores", "Challenges"),
        *("Evidence", "Improvements", "Votes", "Measures", "Answers"),
    ]


def test_a_sheet_keeps_its_head_and_can_be_filtered(book: Workbook) -> None:
    sheet = book["Improvements"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J2"
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["Text", "Answers", "Strategy", "Impact", "Effort", "Owner", "Due", "Status", "Votes", "Key"]
    assert sheet.column_dimensions["J"].hidden


def test_every_column_there_can_be_has_a_heading() -> None:
    assert {name for table in tables(SMALL)[1:] for name in table.columns} <= {*Wording().words("exports.columns")}
    assert {table.kind for table in tables(SMALL)[1:]} <= {*Wording().words("exports.sheets")}


def test_a_number_is_a_number_and_a_day_a_day(book: Workbook) -> None:
    sheet = book["Improvements"]
    found = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert found["Impact"] == 5
    assert found["Due"] == datetime(2027, 3, 1)  # noqa: DTZ001 -- Excel knows no zones


def test_people_read_words_and_no_codes() -> None:
    book, words = opened(replace(SMALL, about=replace(SMALL.about, language="de"))), Wording("de")
    for sheet, column, said in (
        ("challenge", "pain", "Es löst die Reise aus"),
        ("evidence", "basis", "Gehört"),
        ("improvement", "strategy", "vereinfachen"),
        ("improvement", "status", "Noch nicht begonnen"),
        ("measure", "better", "Höher"),
        ("score", "participant", "Person 1"),
        ("touchpoint", "moment_of_truth", "ja"),
    ):
        heads, first = list(book[words.say(f"exports.sheets.{sheet}")].rows)[:2]
        found = {head.value: cell.value for head, cell in zip(heads, first, strict=True)}
        assert found[words.say(f"exports.columns.{column}")] == said


def test_what_became_of_an_improvement_is_told_review_by_review() -> None:
    told = ((1, "doing", "Half of them"), (2, "done", ""))
    whole = replace(SMALL, improvements=(replace(SMALL.improvements[0], told=told),))
    sheet = opened(whole)["Improvements"]
    assert "Review 1: Under way. Half of them\nReview 2: Done" in [
        cell.value for cell in next(sheet.iter_rows(min_row=2))
    ]


def test_a_map_says_how_often_it_was_changed_and_a_copy_which_it_is() -> None:
    now = replace(SMALL, about=replace(SMALL.about, revision=42))
    for journey, said in ((now, ("Changes so far", "42")), (replace(now, kept=3), ("Revision", "3"))):
        rows = {row[0].value: row[1].value for row in opened(journey)["Overview"].rows}
        assert rows.get(said[0]) == said[1]
        assert len({"Changes so far", "Revision"} & rows.keys()) == 1


def test_the_curve_is_a_chart_that_can_be_edited(book: Workbook) -> None:
    charts = getattr(book["Curve"], "_charts")  # noqa: B009 -- openpyxl has no other way to them
    assert [len(chart.series) for chart in charts] == [2]
    assert [cell.value for cell in book["Curve"][2]][:4] == ["It stops", "Error code", -1.5, 1]


def test_the_overview_says_what_is_left_out_and_leads_to_every_sheet(book: Workbook) -> None:
    sheet = book["Overview"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("left out" in text for text in texts)
    places = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert places == {f"'{name}'!A1" for name in book.sheetnames[3:]}


@pytest.mark.parametrize("typed", ORDERS)
def test_what_was_typed_is_text_and_nothing_else(typed: str) -> None:
    book = opened(saying(typed))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= NO_FORMULAS
    assert not [cell for cell in cells if cell.hyperlink and not cell.hyperlink.location]
    assert legal(typed) in [cell.value for cell in cells]


def test_a_cell_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    sheet = opened(saying("=1+1"))["Challenges"]
    cell = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert cell.quotePrefix


@settings(max_examples=5, deadline=None)
@given(maps())
def test_any_map_makes_a_workbook_that_opens(journey: JourneyMap) -> None:
    assert opened(journey).sheetnames[0] == "Overview"


def test_an_empty_map_makes_a_workbook_too() -> None:
    assert opened(JourneyMap(about=About(key="m", title=""))).sheetnames == ["Overview"]


def test_the_same_map_is_the_same_file() -> None:
    assert to_xlsx(SMALL) == to_xlsx(SMALL)
