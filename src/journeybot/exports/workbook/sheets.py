"""A sheet for each noun: its notes in rows, with a head that stays, filters, and widths that fit."""

from collections.abc import Iterable
from datetime import date, datetime, time
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter.worksheet import Worksheet

from journeybot.drawing.theme import LIGHT
from journeybot.exports.codes import codes
from journeybot.exports.guarding import legal
from journeybot.exports.tables import LAST, Cell, Table
from journeybot.exports.workbook.inks import Inks
from journeybot.wording import Wording

LONGEST = 32_767
"""Characters that Excel keeps in a cell."""

LINE, HIGHEST = 15.0, 409.0
"""Height of a line, and of the highest row that Excel has, in points."""

_WIDE = {
    "text",
    "context",
    "thought",
    "need",
    "answers",
    "about",
    "goals",
    "desires",
    "expectations",
    "needs",
    "behaviour",
    "became",
}
_NARROW = {
    "age",
    "value",
    "typical",
    "lowest",
    "highest",
    "scores",
    "votes",
    "severity",
    "impact",
    "effort",
    "importance",
    "moment_of_truth",
    "absent",
    "reviews",
}
_FORMULA = tuple("=+-@'")


def fill(sheet: Worksheet, table: Table, words: Wording, *, inks: Inks) -> None:
    """Write a table; the key is the last column, hidden, so that the file can be read back one day."""
    columns, heads, known = table.used(), words.words("exports.columns"), codes(words)
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _width(name), None, {"hidden": True} if name == LAST else {})
        sheet.write_string(0, column, heads[name], inks.on(LIGHT.stage[""]))
    for row, cells in enumerate(table.rows, 1):
        told = {name: known.said(name, cells.get(name)) for name in columns}
        for column, name in enumerate(columns):
            write(sheet, (row, column), told[name], inks=inks)
        sheet.set_row(row, height([(told[name], _width(name)) for name in columns if name != LAST]))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)
    to_paper(sheet, across=True)
    sheet.repeat_rows(0)


def _width(name: str) -> int:
    """In characters."""
    return 40 if name in _WIDE else 13 if name in _NARROW else 24


def height(cells: Iterable[tuple[Cell, int]]) -> float:
    """How high a row has to be, in points, for values in columns so many characters wide."""
    lines = max(
        (sum(_lines(line, width) for line in str(cell).split("\n")) for cell, width in cells if cell), default=1
    )
    return min(LINE * lines + 2, HIGHEST)


def _lines(text: str, width: int) -> int:
    wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return max(1, ceil(1.08 * wide / width))


def write(sheet: Worksheet, at: tuple[int, int], cell: Cell, *, inks: Inks, text: Any = None) -> None:
    """Write a value as what it is: a number, a day, or text, which stays text also when somebody edits it."""
    if cell is None or cell == "":
        sheet.write_blank(*at, None, text or inks.text)
    elif isinstance(cell, date):
        sheet.write_datetime(*at, datetime.combine(cell, time()), inks.day)
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, inks.number)
    else:
        typed = legal(cell)[:LONGEST]
        sheet.write_string(*at, typed, inks.typed if typed.startswith(_FORMULA) else text or inks.text)


def to_paper(sheet: Worksheet, *, across: bool) -> None:
    """Print it on A4, all columns on one page."""
    if across:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
