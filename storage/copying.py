"""Copying a whole database into another, from SQLite to PostgreSQL or back: all of it or nothing, and looked over."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DataError

from journeybot import patience
from storage.address import parsed
from storage.backup import BESIDE, must_be_alone
from storage.engine import engine_to_look, file_of, file_to_make, for_reading, make_engine, where
from storage.migrations import KNOWN, bring_up, schema_of
from storage.revisions import whole_of
from storage.tables import Row, table
from storage.tenancy import must_not_be_elsewhere
from storage.trouble import UnusableDatabase, in_plain_words

W, P = table("workshop"), table("pulse")
SILENT = timedelta(seconds=90)
"""After which a process that did not say goodbye is gone."""

AT_ONCE = 500
"""Rows in one statement."""

UNFIT = "{where} cannot hold something that is in {table}, such as a NUL character: nothing was copied."
Rows = dict[tuple[Any, ...], tuple[Any, ...]]


def copy(source: str, target: str) -> dict[str, int]:
    """Copy every row of one database into another in which there is none yet; how many there were, table by table.
    Which processes are up is no part of that, and none may be up. Nothing is written unless afterwards every row, and
    every map read as a whole, is the same in both, and into the source nothing ever is. Raises UnusableDatabase."""
    missing, file = file_to_make(source), file_of(source)
    if missing is not None:
        raise UnusableDatabase(f"{missing} is not there, so there is nothing to copy.")
    if parsed(source) == parsed(target) or (file and _is_one(file, file_of(target))):
        raise UnusableDatabase("FROM and TO are the same database: name an empty one to copy into.")
    for one in filter(None, (file, file_of(target))):
        must_not_be_elsewhere(one, datetime.now(UTC))
    if file is not None:
        must_be_alone(file)
    with _opened(engine_to_look(source)) as old, _at_one_moment(old) as reads:
        _must_be_up_to_date(reads, how="pg_dump" if file is None else "journeybot db backup")
        _must_be_at_rest(reads)
        with _kept_if_all_goes_well(target), _opened(make_engine(target)) as new, patience.within(patience.A_WHILE):
            return _fill(reads, new)


def _is_one(file: Path, other: Path | None) -> bool:
    return other is not None and other.exists() and file.samefile(other)


def _fill(reads: Connection, new: Engine) -> dict[str, int]:
    """Its tables are made in the same transaction: where nothing is copied, nothing is left."""
    into = where(new)
    with in_plain_words(into), new.execution_options(writes=True).begin() as writes:
        bring_up(writes)
        _must_be_empty(writes, into)
        copied = {one.name: _copy(reads, writes, one) for one in _carried()}
        _must_be_the_same(reads, writes, into)
    return copied


@contextmanager
def _opened(engine: Engine) -> Iterator[Engine]:
    try:
        with in_plain_words(where(engine)):
            yield engine
    finally:
        engine.dispose()


@contextmanager
def _kept_if_all_goes_well(target: str) -> Iterator[None]:
    """SQLite's file goes again if it was made for this and nothing came into it."""
    made = file_to_make(target)
    try:
        yield
    except BaseException:
        for ending in ("", *BESIDE) if made else ():
            Path(f"{made}{ending}").unlink(missing_ok=True)
        raise


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    readable = engine if engine.dialect.name == "sqlite" else for_reading(engine)
    with readable.begin() as connection:
        yield connection


def _must_be_up_to_date(connection: Connection, *, how: str) -> None:
    """Raises UnusableDatabase for one that must be brought up to date: that is for good, and not ours to do here."""
    number, name = schema_of(connection), where(connection.engine)
    if number is None:
        raise UnusableDatabase(f"{name} has nothing in it, so there is nothing to copy.")
    if number != KNOWN[-1]:
        raise UnusableDatabase(
            f"{name} has schema {number}, of an earlier journeybot: make a backup of it ({how}), bring it to schema "
            f"{KNOWN[-1]} (journeybot db upgrade, with DATABASE_URL naming it), and copy it then."
        )


def _must_be_at_rest(connection: Connection) -> None:
    """Raises UnusableDatabase if a process was heard just now. A file shows by its locks whether anybody has it."""
    heard = connection.scalar(sa.select(sa.func.max(P.c.at))) if connection.dialect.name == "postgresql" else None
    if heard and datetime.now(UTC) - heard < SILENT:
        raise UnusableDatabase(
            f"{where(connection.engine)} is in use: stop journeybot first, or wait two minutes if it was cut off."
        )


def _carried() -> list[sa.Table]:
    """All but what tells of processes: they never were at the other database."""
    return [one for one in Row.metadata.sorted_tables if one.name not in {"pulse", "listening"}]


def _must_be_empty(connection: Connection, into: str) -> None:
    for one in Row.metadata.sorted_tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(one).limit(1)).first():
            raise UnusableDatabase(f"{into} has something in it already ({one.name}): name an empty database.")


def _copy(reads: Connection, writes: Connection, one: sa.Table) -> int:
    copied = 0
    for rows in _read(reads, one):
        try:
            writes.execute(sa.insert(one), rows)
        except DataError as error:
            raise UnusableDatabase(UNFIT.format(where=where(writes.engine), table=one.name)) from error
        copied += len(rows)
    return copied


def _read(reads: Connection, one: sa.Table) -> Iterator[list[dict[str, Any]]]:
    """So many rows at once. What is wrong with them is said of the database that they are read from."""
    asked = reads.execution_options(yield_per=AT_ONCE)
    with in_plain_words(where(reads.engine)), closing(asked.execute(sa.select(one))) as found:
        for rows in found.mappings().partitions():
            yield [dict(row) for row in rows]


def _must_be_the_same(old: Connection, new: Connection, into: str) -> None:
    different = [one.name for one in _carried() if _rows(old, one) != _rows(new, one)]
    workshops = old.execute(sa.select(W.c.tenant, W.c.key)).all()
    different += [
        f"map of {key}" for tenant, key in workshops if whole_of(old, tenant, key) != whole_of(new, tenant, key)
    ]
    if different:
        raise UnusableDatabase(f"{into} would not be the same ({', '.join(different[:3])}): nothing was copied.")


def _rows(connection: Connection, one: sa.Table) -> Rows:
    keys = [column.name for column in one.primary_key]
    return {
        tuple(row[key] for key in keys): tuple(row.values()) for row in connection.execute(sa.select(one)).mappings()
    }
