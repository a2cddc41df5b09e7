"""Databases as earlier journeybots left them: every schema that was ever released, with something in it."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from journeybot.drafts import Draft
from storage.backup import restore
from storage.engine import engine_to_look, make_engine
from storage.migrations import HERE, KNOWN
from storage.store import open_store
from tests.storage.test_copying import fill
from tests.storage.workshops import keeps

OLDER = KNOWN[:-1]
Known = dict[str, list[tuple[Any, ...]]]
"""The rows of each table, as far as a schema knows its columns."""


def left_by(number: str, url: str, *, full: str) -> Known:
    """Make at `url`, where nothing is yet, the database of a journeybot of that schema; in it is whatever of the `full`
    database that one could have known. Returns it."""
    there, old = make_engine(full), make_engine(url)
    with there.connect() as reads, old.execution_options(writes=True).begin() as writes:
        config = Config(attributes={"connection": writes})
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        command.upgrade(config, number)
        for table in _tables(writes):
            columns = [sa.literal_column(f'"{column.name}"', column.type) for column in table.columns]
            rows = reads.execute(sa.select(*columns).select_from(sa.table(table.name))).all()
            if rows:
                writes.execute(sa.insert(table), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
        known = _rows(writes, _tables(writes))
    there.dispose()
    old.dispose()
    return known


def still_there(known: Known, url: str) -> bool:
    """Whether a database brought up to date has every row as it was, and is one to go on with."""
    store = open_store(url)
    with store._engine.connect() as connection:
        tables = [table for table in _tables(connection) if table.name in known]
        kept = all(_holds(connection, table, known[table.name]) for table in tables)
    goes_on = store.change("T1", "w1", keeps("afterwards")).key == "w1" and not store.integrity()
    store.close()
    return kept and goes_on and len(tables) == len(known)


def is_as_it_was(known: Known, backup: Path) -> bool:
    """Whether a backup comes back, with every row as it was and no other."""
    again = backup.with_name("again")
    restore(f"sqlite:///{again}", backup)
    engine = engine_to_look(f"sqlite:///{again}")
    with engine.connect() as connection:
        same = _rows(connection, _tables(connection)) == known
    engine.dispose()
    again.unlink()
    return same


def filled(url: str) -> None:
    """Something in every corner of today's database."""
    store = open_store(url)
    fill(store)
    store.change("T1", "w1", keeps("before the summer"))
    store.keep_draft(Draft(tenant="T1", key="d", workshop="w1", person="U1", data=b"{}"))
    store.close()


def _tables(connection: sa.Connection) -> list[sa.Table]:
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: name != "alembic_version" and not name.startswith("procrastinate"))
    for column in (column for table in found.sorted_tables for column in table.columns):
        if isinstance(column.type, sa.JSON):
            column.type.none_as_null = True  # as our own tables do: what is not there is no JSON
    return found.sorted_tables


def _rows(connection: sa.Connection, tables: list[sa.Table]) -> Known:
    return {table.name: _cells(connection, list(table.columns), table) for table in tables}


def _holds(connection: sa.Connection, table: sa.Table, rows: list[tuple[Any, ...]]) -> bool:
    """New columns come after those that were there."""
    width = len(rows[0]) if rows else 0
    return not rows or _cells(connection, list(table.columns)[:width], table) == rows


def _cells(connection: sa.Connection, columns: list[sa.Column[Any]], table: sa.Table) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(sa.select(*columns).select_from(table))), key=repr)
