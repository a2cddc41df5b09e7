"""Connections that only read: kept open where that is cheap, so that a look costs no more than the query."""

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy.engine import Connection, Engine

from storage.engine import for_glancing, for_reading, where
from storage.same_file import SameFile
from storage.statements import execute
from storage.trouble import in_plain_words


class Readers(Protocol):
    """Where reads get their connection. Both raise UnusableDatabase."""

    def glance(self) -> AbstractContextManager[Connection]:
        """For a single statement, or for several that need not agree."""

    def moment(self) -> AbstractContextManager[Connection]:
        """All that is read over it is of one moment of the database."""

    def close(self) -> None:
        """Let go of what is kept."""


class Fetched:
    """A connection of the pool for each read. For PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._where = where(engine)
        self._glances, self._moments = for_glancing(engine), for_reading(engine)

    @contextmanager
    def glance(self) -> Iterator[Connection]:  # noqa: D102
        with in_plain_words(self._where), self._glances.connect() as connection:
            yield connection

    @contextmanager
    def moment(self) -> Iterator[Connection]:  # noqa: D102
        with in_plain_words(self._where), self._moments.begin() as connection:
            yield connection

    def close(self) -> None:  # noqa: D102
        return


class Kept:
    """As many connections as are ever in use at once, kept outside any transaction: in SQLite a statement by itself
    sees one moment, and an idle connection holds nothing up."""

    def __init__(self, engine: Engine, file: SameFile | None) -> None:
        self._engine = engine
        self._file = file
        self._where = where(engine)
        self._idle: deque[Connection] = deque()

    @contextmanager
    def glance(self) -> Iterator[Connection]:  # noqa: D102
        with in_plain_words(self._where):
            connection = self._taken()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)

    @contextmanager
    def moment(self) -> Iterator[Connection]:  # noqa: D102
        with self.glance() as connection:
            execute(connection, "BEGIN")
            yield connection
            execute(connection, "COMMIT")

    def close(self) -> None:  # noqa: D102
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            if self._file is not None:
                self._file.must_be_there()
            return self._engine.connect()


def readers_for(engine: Engine, file: SameFile | None = None) -> Readers:
    """The way of reading that suits the database; SQLite's file is opened again only while it is still the same."""
    return Kept(engine, file) if engine.dialect.name == "sqlite" else Fetched(engine)
