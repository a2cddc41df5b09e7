"""One writes at a time, and for all who wait: everything that waits is committed together, and each call returns only
after the commit."""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage import engine as opened
from storage.engine import UNTIL, for_writing, where, written_back
from storage.room import Room
from storage.statements import execute
from storage.trouble import UnusableDatabase, code_of, in_plain_words

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
        self._where = where(engine)

    def write(self, work: Work[T]) -> T:  # noqa: D102
        with in_plain_words(self._where), self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:  # noqa: D102
        return


def _still_open(connection: Connection) -> bool:
    """Whether the transaction outlived an error: SQLite ends it by itself when the disk is full or failing."""
    return bool(connection.connection.driver_connection.in_transaction)  # type: ignore[union-attr]


class _Job:
    """A move on its way: what to do, what came of it, and how whoever handed it in is told to go on."""

    def __init__(self, work: Work[Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = False
        self.until = time.monotonic() + opened.PATIENCE
        self._called = threading.Lock()
        self._called.acquire()

    def run(self, connection: Connection) -> None:
        """Do it so that its failure undoes only itself."""
        self.error = None
        execute(connection, "SAVEPOINT move")
        try:
            self.result = self.work(connection)
        except Exception as error:
            if not _still_open(connection):
                raise
            self.error = error
            execute(connection, "ROLLBACK TO move")
        execute(connection, "RELEASE move")

    def wait(self) -> None:
        """Until it is done, or it is this one's turn to write for all who wait."""
        self._called.acquire()

    def call(self) -> None:
        """Let the one who waits go on."""
        self._called.release()


class Together:
    """One connection, one commit for all that waits: whoever comes while nobody writes does it, and then hands over to
    the first of those who came meanwhile. A thread for it would cost each of them two turns more. For SQLite."""

    def __init__(self, engine: Engine, room: Room) -> None:
        self._where = where(engine)
        self._room = room
        self._connection = for_writing(engine)
        self._door = threading.Condition(threading.Lock())
        self._waiting: list[_Job] = []
        self._busy = False
        self._writes = 0
        self._closed = False

    def write(self, work: Work[T]) -> T:  # noqa: D102
        if threading.get_ident() == self._writes:
            raise RuntimeError("a move decides about what it is given; it cannot ask the store")
        job = _Job(work)
        if not self._comes_first(job):
            job.wait()
        with in_plain_words(self._where):
            if not job.done:
                self._write_for_all(job)
            if job.error is not None:
                raise job.error
        result: T = job.result
        return result

    def close(self) -> None:  # noqa: D102
        with self._door:
            if self._closed:
                return
            self._closed = True
            self._door.wait_for(lambda: not self._busy)
        self._connection.close()

    def _comes_first(self, job: _Job) -> bool:
        """Stand in the queue; whether nobody writes now, so that it is up to this one."""
        with self._door:
            if self._closed:
                raise UnusableDatabase("The database has been closed.")
            self._waiting.append(job)
            first, self._busy = not self._busy, True
        return first

    def _write_for_all(self, first: _Job) -> None:
        self._writes = threading.get_ident()
        batch: list[_Job] = []
        try:
            batch = self._commit(first)
        finally:
            self._writes = 0
            self._hand_over()
        for job in batch[1:]:  # the first is the one who wrote
            job.call()

    def _next(self, most: int) -> list[_Job]:
        """The first of those who wait, who then do so no more."""
        with self._door:
            batch, self._waiting = self._waiting[:most], self._waiting[most:]
        return batch

    def _hand_over(self) -> None:
        with self._door:
            following = self._waiting[0] if self._waiting else None
            self._busy = following is not None
            self._door.notify_all()
        if following is not None:
            following.call()

    def _commit(self, first: _Job) -> list[_Job]:
        """Write for all who wait once the lock is ours; for nobody but the first, if it is not before that one has
        waited long enough: each of the others has time of their own."""
        batch: list[_Job] = []
        self._connection.info[UNTIL] = first.until
        before = self._changes()
        failure = self._written(batch)
        if _is_full(failure) and written_back(self._connection):
            failure = self._written(batch)
        self._room.note(failure, written=self._changes() > before)
        batch = batch or self._next(1)
        for job in batch:
            job.error, job.done = failure or job.error, True
        return batch

    def _changes(self) -> int:
        """How many rows have been written since this was opened."""
        return int(self._connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]

    def _written(self, batch: list[_Job]) -> BaseException | None:
        """Write for all who wait, who come into the batch; what went wrong, where nothing was stored."""
        try:
            with self._connection.begin():
                batch += self._next(MOST - len(batch))
                do = _Job.run if len(batch) > 1 else _alone
                for job in batch:
                    do(job, self._connection)
        except BaseException as error:  # noqa: BLE001  all who wait are told why
            return error
        return None


def _is_full(failure: BaseException | None) -> bool:
    return isinstance(failure, DBAPIError) and code_of(failure) == sqlite3.SQLITE_FULL


def _alone(job: _Job, connection: Connection) -> None:
    """There is nothing else in the transaction that a failure must not undo."""
    job.result = job.work(connection)


def writer_for(engine: Engine, room: Room) -> Writer:
    """The way of writing that suits the database; that of a file notes whether there is `room`."""
    return Together(engine, room) if engine.dialect.name == "sqlite" else EachByItself(engine)
