"""A database that opens and can be read, and yet is not whole: only looking it over finds that."""

import sqlite3
from contextlib import closing
from pathlib import Path


def damage(file: Path) -> None:
    """Put something into it that its own tables forbid, as a bad disk may; copied, it is still there."""
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(
            "CREATE TABLE extra (x); INSERT INTO extra VALUES (NULL); PRAGMA writable_schema=ON;"
            "UPDATE sqlite_master SET sql = 'CREATE TABLE extra (x NOT NULL)' WHERE name = 'extra';"
        )


def garble(file: Path, *, title: str) -> None:
    """Make the first letters of a map's title what is no text in UTF-8, as a bad disk may; its pages stay whole."""
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE map SET title = CAST(x'fffefdfc' || CAST(? AS BLOB) AS TEXT)", (title,))
