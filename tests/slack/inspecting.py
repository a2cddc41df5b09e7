"""Listens to what the bot asks of its database: each statement must name the tenant of every table it touches."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from psycopg.abc import Params
from sqlalchemy import event
from sqlalchemy.engine import Engine

import storage.note_tables
import storage.wake_tables  # noqa: F401  these too are ours
from storage.tables import Row

OURS = {*Row.metadata.tables}
FOR_ALL = {
    "what is due to be shown": "showing.state = 'due'",
    "what it is time for": "wake.wake_at <=",
    "marks of old deliveries": "DELETE FROM inbox WHERE inbox.at <",
    "what was answered long ago": "UPDATE inbox SET answer=NULL WHERE inbox.at <",
    "files that nobody came back to": "DELETE FROM beginning WHERE beginning.kept_at <",
}
"""What is done for all tenants at once; each row that it finds names its own."""


@contextmanager
def listening() -> Iterator[set[str]]:
    """Every statement that the database is given on connections that begin here, with its values in it."""
    heard: set[str] = set()

    def listen(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(heard.add)
        else:
            connection.cursor_factory = _telling(heard)

    event.listen(Engine, "connect", listen)
    yield heard
    event.remove(Engine, "connect", listen)


def _telling(heard: set[str]) -> type[psycopg.Cursor[Any]]:
    """Cursors of PostgreSQL that tell what they are given."""

    class Telling(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Params | None = None, **how: Any) -> Self:
            heard.add(psycopg.ClientCursor(self.connection).mogrify(query, params))
            return super().execute(query, params, **how)

    return Telling


def nameless(statement: str) -> set[str]:
    """The tables of ours that a statement touches without saying whose rows it means."""
    touched = {*re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO) (\w+)", statement)} & OURS
    return {table for table in touched if not _names(statement, table)}


def _names(statement: str, table: str) -> bool:
    whose = rf"\b{table}\.tenant = |\b(?:UPDATE|FROM) {table} .*WHERE tenant = |INTO {table} \([^)]*\btenant\b"
    return bool(re.search(whose, statement, re.DOTALL))


def must_name_their_tenants(heard: set[str]) -> None:
    """All that is heard of a whole workshop."""
    asked = {one for one in heard if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", one)}
    assert len(asked) > 200
    for_all = {one for one in asked if any(mark in one for mark in FOR_ALL.values())}
    nobodys = {one: nameless(one) for one in asked - for_all if nameless(one)}
    assert nobodys == {}, nobodys
    touched = {table for one in asked for table in re.findall(r"\b(?:FROM|JOIN|UPDATE|INTO) (\w+)", one)} & OURS
    assert touched > {"workshop", "map", "showing", "persona", "stage", "touchpoint", "moment", "challenge", "inbox"}
