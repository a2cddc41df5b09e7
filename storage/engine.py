"""The engine: the one place that opens the database, with the settings under which nothing is lost."""

import json
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event  # noqa: TID251  this is the place
from sqlalchemy.engine import URL, Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.address import must_be_known, must_have_its_folder, shown
from storage.address import parsed as read
from storage.legible import illegible
from storage.statements import execute
from storage.trouble import UnusableDatabase, code_of, refused_by_system

PATIENCE = 2.0
"""Seconds to wait for another process before giving up; Slack itself gives up after 3."""

UNTIL = "until"
"""In `info` of a connection that writes: when, by `time.monotonic`, who waits now will have waited long enough."""

LOOK_AGAIN = 0.0003
"""Seconds between two looks at a lock. SQLite's own waiting sleeps up to 0.1 s and so rarely meets the short gap
between two commits of a busy neighbour."""

OURS = {"alembic_version", "workshop"}
"""Tables by which a file of ours is known, from the first release on."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA wal_autocheckpoint=250",  # a log of a megabyte instead of four: on a small disk it must leave room
    f"PRAGMA busy_timeout={int(PATIENCE * 1000)}",
)

LOOKING = ("PRAGMA query_only=ON", f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///path/to/file.db` or `postgresql://...`; its connections begin with BEGIN, or with BEGIN
    IMMEDIATE if they have the execution option `writes`. Makes a missing SQLite file, readable by its owner
    only. Raises UnusableDatabase."""
    parsed = read(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    try:
        must_be_known(parsed)
        engine = create_engine(parsed, pool_size=20, pool_pre_ping=True, pool_timeout=PATIENCE, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise UnusableDatabase("PostgreSQL needs one more package: pip install 'journeybot[postgres]'.") from error
    event.listen(engine, "do_connect", _connected)
    event.listen(engine, "connect", _must_hold_every_script, insert=True)  # before anything is read as text
    return engine


def engine_to_look(url: str) -> Engine:
    """An engine for a database that is there, by which nothing is made or written. Raises UnusableDatabase."""
    parsed = read(url)
    if parsed.get_backend_name() != "sqlite":
        return make_engine(url).execution_options(postgresql_readonly=True)
    path = Path(str(parsed.database))
    _must_not_be_anothers(path)
    return _over_file(parsed, _as_it_is(path), LOOKING)


def file_of(url: str) -> Path | None:
    """SQLite's file; None for PostgreSQL. Raises UnusableDatabase."""
    parsed = read(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def server_of(url: str) -> str:
    """A PostgreSQL server's URL as its own library reads it; empty for SQLite. Raises UnusableDatabase."""
    parsed = read(url)
    if parsed.get_backend_name() != "postgresql":
        return ""
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)


def product_of(dialect: Dialect) -> str:
    """What a database is one of, and its version, as far as a connection has told it."""
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[dialect.name]
    return f"{name} {'.'.join(map(str, dialect.server_version_info or ()))}".strip()


def file_to_make(url: str) -> Path | None:
    """SQLite's file, if it is not there yet but can be made; None if it is there, and for PostgreSQL. Makes nothing.
    Raises UnusableDatabase."""
    path = file_of(url)
    if path is None or path.exists():
        return None
    must_have_its_folder(path)
    folder = path.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UnusableDatabase(
            f"{path} cannot be made: nothing can be written in {folder}, so give journeybot the right to."
        )
    return path


def where(engine: Engine) -> str:
    """The database as a sentence may name it: the file, or the URL without its password."""
    return engine.url.database or "" if engine.dialect.name == "sqlite" else shown(engine.url)


def for_reading(engine: Engine) -> Engine:
    """PostgreSQL's engine, such that its transactions see one moment of the database."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def for_glancing(engine: Engine) -> Engine:
    """PostgreSQL's engine without transactions: to begin and to end one would be two more ways to the server and
    back."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def for_writing(engine: Engine) -> Connection:
    """SQLite's connection for whoever writes. It says at once whether the lock is free: the waiting is done here, by
    looking often."""
    connection = engine.execution_options(writes=True).connect()
    execute(connection, "PRAGMA busy_timeout=0")
    return connection


def scrub(engine: Engine) -> None:
    """Take what was deleted out of SQLite's write-ahead log too, as far as nobody is reading in it just now."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)")


def written_back(writing: Connection) -> bool:
    """Write SQLite's log back into the file, so that it begins anew where it lies: on a full disk that is room. False
    if there is none for that either."""
    try:
        execute(writing, "PRAGMA wal_checkpoint(RESTART)")
    except DBAPIError:
        return False
    return True


def integrity(engine: Engine) -> str:
    """What is wrong with SQLite's file, at most three things, and whether all in it can be read; empty if nothing. A
    server looks after its own."""
    if engine.dialect.name != "sqlite":
        return ""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
        driver: Any = connection.connection.driver_connection
        return illegible(driver) if found == ["ok"] else "; ".join(found)


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    _must_not_be_anothers(path)
    _make_file(path)
    return _over_file(url, _address(path, "rw"), PRAGMAS)


def _over_file(url: URL, address: str, pragmas: Iterable[str]) -> Engine:
    """An engine that opens SQLite's file by an address which does not have it make one: that is `_make_file`'s, and
    only before anything is opened."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        url,
        creator=connect,
        poolclass=NullPool,  # `readers` and `writer` keep theirs
        paramstyle="named",
        json_deserializer=_loads,
        hide_parameters=True,  # what people wrote is not for the log
    )
    event.listen(engine, "begin", _begin)
    return engine


def _address(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _as_it_is(path: Path) -> str:
    """The address by which a file is read and everything stays as it is, beside it too. Whoever may write takes away
    the log that it opened, but writes back one that was there; whoever may only read does neither."""
    return _address(path, "ro" if path.with_name(f"{path.name}-wal").exists() else "rw")


def _make_file(path: Path) -> None:
    must_have_its_folder(path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise UnusableDatabase(f"{path} cannot be opened: {refused_by_system(error)}") from error


def _must_not_be_anothers(path: Path) -> None:
    """Raises UnusableDatabase for another program's file. It is only read: our PRAGMAs would change it for good."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(_as_it_is(path), uri=True)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return  # whoever opens it as ours finds out what is wrong, before anything is changed
    if tables and not tables >= OURS:
        raise UnusableDatabase(f"{path} belongs to another program: name another file in DATABASE_URL.")


def _connected(_dialect: object, _record: object, given: list[Any], named: dict[str, Any]) -> Any:
    from storage.server import connect  # noqa: PLC0415  SQLite does without

    return connect(*given, **named)


def _must_hold_every_script(connection: Any, _record: object) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        name = connection.info.dbname
        raise UnusableDatabase(
            f"The database {name} keeps text as {encoding}, which has no room for every script: make one with encoding "
            "UTF8 (createdb --encoding=UTF8 --locale=C --template=template0 …) and name it in DATABASE_URL."
        )


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes"):
        execute(connection, "BEGIN")
        return
    until = connection.info.get(UNTIL) or time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if _took_the_lock(connection):
            return
        time.sleep(LOOK_AGAIN)
    execute(connection, "BEGIN IMMEDIATE")


def _took_the_lock(connection: Connection) -> bool:
    try:
        execute(connection, "BEGIN IMMEDIATE")
    except DBAPIError as error:
        if code_of(error) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _loads(text: str) -> object:
    """JSON, with a short way for the most frequent of all."""
    return [] if text == "[]" else json.loads(text)
