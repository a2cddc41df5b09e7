"""The one thread of a process that writes: everything that waits is committed together, and each call returns only
after the commit."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection, Engine

from storage.engine import for_writing, where
from storage.statements import execute
from storage.trouble import UnusableDatabase, in_plain_words

T = TypeVar("T")
Work = Callable[[Connection], T]
MOST = 200
"""Moves in one transaction: more would keep other processes waiting."""


class Writer(Protocol):
    """Where writes are handed in."""

    def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction of which all or nothing stays, and return when it is durable. Raises what `work`
        raises, and UnusableDatabase."""

    def close(self) -> None:
        """Finish what was handed in."""


class EachByItself:
    """A transaction per move, in the thread that asks; the server's row locks keep the order. For PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, work: Work[T]) -> T:  # noqa: D102
        with in_plain_words(where(self._engine)), self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:  # noqa: D102
        return


def _still_open(connection: Connection) -> bool:
    """Whether the transaction outlived an error: SQLite ends it by itself when the disk is full or failing."""
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


class _Job:
    """A move on its way: what to do, who waits for it, and what came of it."""

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, connection: Connection) -> None:
        """Do it so that its failure undoes only itself."""
        execute(connection, "SAVEPOINT move")
        try:
            self.result = self.work(connection)
        except Exception as error:
            if not _still_open(connection):
                raise
            self.error = error
            execute(connection, "ROLLBACK TO move")
        execute(connection, "RELEASE move")

    def tell(self, error: BaseException | None = None) -> None:
        """Let the one who waits go on."""
        error = error or self.error
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(self.result)


class Together:
    """One thread, one connection, one commit for all that waits. For SQLite."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = for_writing(engine)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
        self._thread.start()

    def write(self, work: Work[T]) -> T:  # noqa: D102
        if threading.current_thread() is self._thread:
            raise RuntimeError("a move decides about what it is given; it cannot ask the store")
        job = _Job(work)
        with self._door:
            if self._closed:
                raise UnusableDatabase("The database has been closed.")
            self._jobs.put(job)
        with in_plain_words(where(self._engine)):
            result: T = job.future.result()
        return result

    def close(self) -> None:  # noqa: D102
        with self._door:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _serve(self) -> None:
        with self._connection:
            while batch := self._waiting():
                self._commit(batch)

    def _waiting(self) -> list[_Job]:
        """All that has been handed in, at least one; empty at the end."""
        job = self._jobs.get()
        batch = []
        while job is not None:
            batch.append(job)
            if len(batch) == MOST or self._jobs.empty():
                return batch
            job = self._jobs.get()
        if batch:
            self._jobs.put(None)
        return batch

    def _commit(self, batch: list[_Job]) -> None:
        failure: BaseException | None = None
        try:
            with self._connection.begin():
                for job in batch:
                    job.run(self._connection)
        except Exception as error:  # noqa: BLE001  nothing was stored, and all who wait are told why
            failure = error
        for job in batch:
            job.tell(failure)


def writer_for(engine: Engine) -> Writer:
    """The way of writing that suits the database."""
    return Together(engine) if engine.dialect.name == "sqlite" else EachByItself(engine)
