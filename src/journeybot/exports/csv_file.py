"""The map as one CSV file, every note a row: for a spreadsheet, a statistics program, or a script."""

import csv
from io import StringIO

from journeybot.exports.guarding import guarded
from journeybot.exports.tables import Cell, columns_of, tables
from journeybot.journey import JourneyMap


def to_csv(journey: JourneyMap) -> bytes:
    """The map in long form: UTF-8 with the mark that Excel looks for, commas, lines as RFC 4180 has them. Columns are
    in English whatever the map's language, as programs read them; dates are ISO, lists have a line for each."""
    many = tables(journey)
    columns = columns_of(many)
    text = StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(columns)
    for table in many:
        for row in table.rows:
            lines.writerow([_written(table.kind if name == "kind" else row.get(name)) for name in columns])
    return text.getvalue().encode("utf-8-sig", "replace")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else _number(cell) if isinstance(cell, float) else str(cell)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
