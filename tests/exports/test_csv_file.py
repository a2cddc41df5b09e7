"""The CSV file has every note, and nothing typed in it is ever a formula, whatever separator a program assumes."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeybot.exports.csv_file import to_csv
from journeybot.exports.document import as_exported
from journeybot.exports.guarding import guarded, legal, unguarded
from journeybot.journey import KINDS, LISTS
from tests.exports.maps import maps
from tests.exports.small import ORDERS, SMALL, saying

GOLDEN = Path(__file__).parent / "golden" / "small.csv"
A_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?")


def rows(file: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    """What a spreadsheet makes of it."""
    return list(csv.DictReader(StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_file_is_as_agreed() -> None:
    assert to_csv(SMALL) == GOLDEN.read_bytes()


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert to_csv(SMALL).startswith(b"\xef\xbb\xbfkind,stage,touchpoint,persona,text,")


def test_a_note_is_a_row_with_its_place_and_its_persona() -> None:
    found = {row["key"]: row for row in rows(to_csv(SMALL)) if row["kind"] != "measure"}
    assert [found["mt"][name] for name in ("kind", "stage", "touchpoint", "persona", "text")] == [
        *("moment", "It stops", "Error code", "Marta, a nurse", "Reads it"),
    ]
    assert found["mt"]["typical"] == "-1.5"
    assert found["c"]["votes"] == "1"
    assert found["i"]["answers"] == "Nobody says why"
    assert found["i"]["due"] == "2027-03-01"
    assert found["e"]["persona"] == "Marta, a nurse"
    assert found["p"]["goals"] == "wash\nsleep"


def test_every_value_of_a_measure_has_its_own_row() -> None:
    assert [(row["when"], row["value"]) for row in rows(to_csv(SMALL)) if row["kind"] == "measure"] == [
        ("2026", "12.5"),
        ("2027", "8"),
    ]


@settings(max_examples=12, deadline=None)
@given(maps())
def test_no_note_of_any_map_is_missing(journey: object) -> None:
    from journeybot.journey import JourneyMap  # noqa: PLC0415

    assert isinstance(journey, JourneyMap)
    told = {row["key"] for row in rows(to_csv(journey))}
    assert {note.key for word in KINDS for note in getattr(as_exported(journey), LISTS[word])} <= told


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("typed", ORDERS)
def test_no_cell_is_a_formula(typed: str, delimiter: str) -> None:
    text = to_csv(saying(typed)).decode("utf-8-sig")
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            for line in cell.splitlines():
                bare = line.strip().strip('"')
                assert A_NUMBER.fullmatch(bare) or not bare.startswith(tuple("=+-@＝＋－＠")), cell


@settings(max_examples=300)
@given(st.text(st.sampled_from("=+-@'’;\n \t\"a1"), max_size=12) | st.text(max_size=20))
def test_what_was_typed_can_be_had_back(typed: str) -> None:
    assert unguarded(guarded(typed)) == legal(typed).replace("\t", " ")
