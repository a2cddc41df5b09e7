"""Statements that are put into words once and then handed straight to the driver.

SQLAlchemy's own way of executing takes five times as long as SQLite does; what it adds for each run (events, caches,
rows that know their names) is not needed here. Values and errors are SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

FLOAT8 = 701
"""PostgreSQL's number for the type of all our numbers that are not whole (pg_type.oid); no other type asks for one."""

Turn = Callable[[Any], Any]
Cells = list[Any]
Params = Mapping[str, Any]
Core = sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update | sa.Delete


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement in the words of one database: what it has values for already, which given values must be turned
    for the driver, and which found ones for us."""

    sql: str
    params: dict[str, Any]
    given: tuple[tuple[str, Turn], ...]
    found: tuple[tuple[int, Turn], ...]


class Statement:
    """A statement with named gaps. `turns` says what else is to be done to each column that is found; lists of values
    (`IN`) have no place in it."""

    def __init__(self, core: Core, turns: Sequence[Turn | None] = ()) -> None:
        self._core = core
        self._turns = turns
        self._ready: dict[str, _Ready] = {}

    def rows(self, connection: Connection, params: Params) -> list[Cells]:
        """All rows that are found."""
        ready = self._for(connection.dialect)
        found = list(map(list, _execute(connection, ready.sql, _filled(ready, params))))
        for index, turn in ready.found:
            for cells in found:
                if cells[index] is not None:
                    cells[index] = turn(cells[index])
        return found

    def first(self, connection: Connection, params: Params) -> Cells | None:
        """The first row, or None."""
        return next(iter(self.rows(connection, params)), None)

    def run(self, connection: Connection, params: Params) -> int:
        """How many rows were written."""
        ready = self._for(connection.dialect)
        rowcount: int = _execute(connection, ready.sql, _filled(ready, params)).rowcount
        return rowcount

    def run_all(self, connection: Connection, several: Iterable[Params]) -> None:
        """Write once for each."""
        ready = self._for(connection.dialect)
        for params in several:
            _execute(connection, ready.sql, _filled(ready, params))

    def _for(self, dialect: Dialect) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _put_into_words(self._core, self._turns, dialect)
        return ready


def execute(connection: Connection, sql: str) -> None:
    """Run a statement without gaps, such as SAVEPOINT."""
    _execute(connection, sql, {})


def _execute(connection: Connection, sql: str, params: Params) -> Any:
    driver: Any = connection.connection.driver_connection
    dbapi = connection.dialect.loaded_dbapi
    try:
        return driver.execute(sql, params)
    except dbapi.Error as error:  # without the values: what people wrote is not for the log
        if connection.dialect.is_disconnect(error, driver, None):
            connection.invalidate(error)
        raise _as_sqlalchemy(error, dbapi)(sql, None, error) from error


def _as_sqlalchemy(error: Exception, dbapi: Any) -> type[DBAPIError]:
    if isinstance(error, dbapi.IntegrityError):
        return IntegrityError
    return OperationalError if isinstance(error, dbapi.OperationalError) else DBAPIError


def _filled(ready: _Ready, params: Params) -> dict[str, Any]:
    filled = {**ready.params, **params}
    for name, turn in ready.given:
        filled[name] = turn(filled[name])
    return filled


def _put_into_words(core: Any, turns: Sequence[Turn | None], dialect: Dialect) -> _Ready:
    compiled = core.compile(dialect=dialect)
    gaps = ((name, bind.type.dialect_impl(dialect)) for bind, name in compiled.bind_names.items())
    binds = [(name, kind.bind_processor(dialect)) for name, kind in gaps]
    columns = [column.type.dialect_impl(dialect) for column in (core.selected_columns if core.is_select else ())]
    there = (kind.result_processor(dialect, FLOAT8) for kind in columns)
    both = enumerate(map(_after, there, turns or [None] * len(columns)))
    return _Ready(
        sql=str(compiled),
        params={name: value for name, value in compiled.params.items() if value is not None},
        given=tuple((name, turn) for name, turn in binds if turn),
        found=tuple((index, turn) for index, turn in both if turn),
    )


def _after(one: Turn | None, two: Turn | None) -> Turn | None:
    if one is None or two is None:
        return one or two
    return lambda found: two(one(found))
