"""Reads a file as a table: commas, semicolons or tabs, a heading above each column, rows as a sheet counts them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from journeybot.exports.guarding import unguarded
from journeybot.exports.unreadable import Unreadable
from journeybot.forms import clean

SIGNS = (",", ";", "\t")
_SAYS_SO = "sep="
"""How Excel begins a file to say which sign it uses."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row by its number in the sheet (the headings are row 1), its cells by the heading above them."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings as they stand there, in small letters; and the rows with something in them."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def headings_of(text: str) -> tuple[str, ...]:
    """The first row of what may be a table; nothing where that cannot be told."""
    sign, body = _told(text)
    try:
        return _headings(next(_rows(body, sign), []))
    except Unreadable:
        return ()


def rough(text: str) -> tuple[str, Iterator[list[str]]]:
    """What may be a table as other programs take it, and its rows, headings first, whatever is wrong with them. Taking
    the next row raises csv.Error where that cannot be done."""
    sign, body = _told(text)
    return body, csv.reader(StringIO(body, newline=""), delimiter=sign)


def table_of(text: str) -> Table:
    """The table that a text is. Raises Unreadable where its quotation marks do not match, or a row is too long."""
    sign, body = _told(text)
    rows = _rows(body, sign)
    headings = _headings(next(rows, []))
    lines = []
    for number, row in enumerate(rows, start=2):
        cells = [clean(unguarded(cell)) for cell in row]
        if any(cells[len(headings) :]):
            raise Unreadable("more_cells", row=number, count=len(cells), headings=len(headings))
        if any(cells):
            lines.append(Line(number, dict(zip(headings, cells, strict=False))))
    return Table(headings, tuple(lines))


def _headings(row: list[str]) -> tuple[str, ...]:
    return tuple(clean(cell).casefold() for cell in row)


def _told(text: str) -> tuple[str, str]:
    """The sign between the cells, and the text without the line that may say so."""
    first, _, rest = text.partition("\n")
    sign = first.strip("\r\n")[len(_SAYS_SO) :]
    if first.lower().startswith(_SAYS_SO) and sign in SIGNS:
        return sign, rest
    return _likely(first), text


def _likely(line: str) -> str:
    """The sign that stands most often in a line, outside quotation marks."""
    bare = "".join(line.split('"')[::2])
    return max(SIGNS, key=bare.count)


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    row = 1
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("not_a_table", row=row) from error
        row += 1
