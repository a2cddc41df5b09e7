"""What a backup holds, counted when it was made and written into the file itself, so that the count travels with it."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from journeybot.journey import KINDS
from storage.trouble import UnusableDatabase

TABLE = "manifest"
"""Only a backup has it: of a database at work it would soon be untrue."""

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
PEOPLE = "SELECT count(*) FROM (SELECT DISTINCT tenant, person FROM participant)"

CHANGED = (
    "{name} does not hold what was counted when it was made ({different}): something has changed it since. Restore "
    "another backup."
)


@dataclass(frozen=True)
class Manifest:
    """The schema's number, the day (2026-11-22), how many people there are, and how many rows in each table."""

    schema: str
    day: str
    people: int
    rows: dict[str, int]

    def __str__(self) -> str:
        """By which somebody who knows the teams can tell whether it is what they think it is."""
        notes = sum(self.rows.get(kind, 0) for kind in KINDS)  # a map begins with stages that nobody typed
        said = [(self.rows["map"], "map", "maps"), (self.people, "person", "people"), (notes, "note", "notes")]
        return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in said)


_WRITTEN = TypeAdapter(Manifest)


def put_in(database: sqlite3.Connection, day: str) -> Manifest:
    """Count what is in a database of ours and write it there, in the place of any earlier count."""
    counted = _count(database, day)
    database.execute(f"DROP TABLE IF EXISTS {TABLE}")
    database.execute(f"CREATE TABLE {TABLE} (told TEXT NOT NULL)")
    database.execute(f"INSERT INTO {TABLE} VALUES (?)", (_WRITTEN.dump_json(counted).decode(),))  # noqa: S608
    return counted


def take_out(database: sqlite3.Connection, name: object) -> Manifest | None:
    """What was written into the database of that name, which is gone from it then; None if nothing was. Raises
    UnusableDatabase unless it is still what can be counted."""
    told = look_over(database, name)
    if told is not None:
        database.execute(f"DROP TABLE {TABLE}")
    return told


def look_over(database: sqlite3.Connection, name: object) -> Manifest | None:
    """The same, and it stays there."""
    if (TABLE,) not in database.execute(TABLES).fetchall():
        return None
    try:
        told = _WRITTEN.validate_json(_one(database, f"SELECT max(told) FROM {TABLE}") or "")  # noqa: S608
    except ValidationError:
        raise UnusableDatabase(CHANGED.format(name=name, different="the count cannot be read")) from None
    if different := _different(told, _count(database, told.day)):
        raise UnusableDatabase(CHANGED.format(name=name, different=different))
    return told


def _count(database: sqlite3.Connection, day: str) -> Manifest:
    tables = sorted(name for (name,) in database.execute(TABLES) if name != TABLE)
    rows = {name: _one(database, f'SELECT count(*) FROM "{name}"') for name in tables}  # noqa: S608  names from SQLite
    return Manifest(_one(database, "SELECT version_num FROM alembic_version"), day, _one(database, PEOPLE), rows)


def _different(told: Manifest, found: Manifest) -> str:
    """At most three things; empty if there is nothing."""
    then, now = {"schema": told.schema, **told.rows}, {"schema": found.schema, **found.rows}
    names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    return "; ".join(f"{name}: {then.get(name, 'none')} then, {now.get(name, 'none')} now" for name in names[:3])


def _one(database: sqlite3.Connection, question: str) -> Any:
    return database.execute(question).fetchone()[0]
