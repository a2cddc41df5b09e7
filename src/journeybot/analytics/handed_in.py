"""An event log that is handed in as a file: whether it is one, how long it is, and which touchpoints are in it."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec

from journeybot.analytics.columns import columns_of
from journeybot.analytics.unsound import Uncountable
from journeybot.exports.imports.brought import File
from journeybot.exports.imports.columns import meant
from journeybot.exports.imports.opening import LARGEST
from journeybot.exports.imports.table import headings_of, rough
from journeybot.forms import clean

OTHERS = {"kind", "score", "measure"}
"""Columns that make a table one of notes, scores or measures, whatever else is in it."""

LOOKED_AT = 4_000
"""Bytes of a file that is too large in which its headings are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log as it was handed in: its text, how many rows it has, its touchpoints, those met most first, and whether any
    event has a value above zero, which makes it a purchase."""

    text: str
    rows: int
    touchpoints: tuple[str, ...]
    valued: bool


def can_count() -> bool:
    """Whether what counts is installed here: it is an extra."""
    return find_spec("ibis") is not None


def is_log(data: bytes) -> bool:
    """Whether a file begins as an event log does, however large it is. Raises Unreadable where it is no text at all."""
    if len(data) > LARGEST:
        return _are_of_a_log(headings_of(data[:LOOKED_AT].decode("utf-8", "ignore")))
    return _are_of_a_log(File(data).headings)


def log_of(data: bytes) -> Log:
    """The log that a file is. Raises Unreadable."""
    body, rows = rough(File(data).text)
    columns = columns_of(headings := [clean(cell) for cell in next(rows, [])], {})
    touchpoint = headings.index(columns["touchpoint"])
    value = headings.index(columns["value"]) if "value" in columns else len(headings)
    met, names, count, valued = Counter[str](), dict[str, str](), 0, False
    for row in _there(rows):
        count += 1
        name = clean(row[touchpoint]) if touchpoint < len(row) else ""
        if name:
            met[names.setdefault(name.casefold(), name)] += 1
        valued = valued or (value < len(row) and _is_a_value(row[value]))
    return Log(text=body, rows=count, touchpoints=tuple(name for name, _ in met.most_common()), valued=valued)


def _are_of_a_log(headings: tuple[str, ...]) -> bool:
    try:
        columns_of(headings, {})
    except Uncountable:
        return False
    return not OTHERS & meant(headings, "")


def _there(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows up to one that cannot be taken apart; whoever counts says how many lines that concerns."""
    with suppress(csv.Error):
        yield from filter(any, rows)


def _is_a_value(cell: str) -> bool:
    with suppress(ValueError):
        return float(cell) > 0
    return False
