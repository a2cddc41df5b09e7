"""Whether all that stands in a SQLite file can be read: one whose pages are whole may hold what is no text any more."""

import sqlite3
from collections.abc import Iterator

from storage.trouble import discreet

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
FIT = {"JSON": 'json_valid("{0}")', "DATETIME": 'datetime("{0}") IS NOT NULL', "DATE": 'date("{0}") IS NOT NULL'}
"""What is to hold of a value in a column of each type (https://sqlite.org/json1.html, lang_datefunc.html)."""


def illegible(database: sqlite3.Connection) -> str:
    """The first thing in it that cannot be read, without its text; empty if there is none. Reads every row."""
    return next((found for (table,) in database.execute(TABLES).fetchall() for found in _in(database, table)), "")


def _in(database: sqlite3.Connection, table: str) -> Iterator[str]:
    try:
        for _ in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  names from SQLite
            pass
    except sqlite3.OperationalError as error:
        yield f"{table}: {discreet(error)}"
        return
    for _, column, kind, *_ in database.execute(f'PRAGMA table_info("{table}")').fetchall():
        fits = FIT.get(kind, "TRUE").format(column)
        unfit = f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL AND NOT ({fits})'  # noqa: S608  as above
        if database.execute(unfit).fetchone():
            yield f"{table}: Could not read column '{column}'"
