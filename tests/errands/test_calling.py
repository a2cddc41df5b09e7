"""Web processes call workers over PostgreSQL; what nobody was called for is done all the same."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.errands import calling, embedded
from bot.errands.calling import Called, Caller
from bot.sandbox.player import PATIENCE
from journeybot.journey import About
from journeybot.ports import Showable, Showing
from journeybot.workshop import Place, Workshop
from storage.store import SqlStore, open_store
from tests import databases
from tests.errands.board import Board, Day, errands_over

HERE = Place("T1", "C1")
CARD = Showing(key="card", place=HERE, workshop="w", kind=Showable.CARD, in_thread=False)


@pytest.fixture
def url() -> Iterator[str]:
    with databases.postgresql() as found:
        yield found


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = open_store(url, clock=Day())
    yield store
    store.close()


@contextmanager
def worker(url: str, store: SqlStore, board: Board) -> Iterator[Called]:
    called = Called(url, errands_over(store, board, Day()))
    called.start()
    try:
        yield called
    finally:
        called.stop()


def begin(store: SqlStore) -> None:
    store.begin(Workshop(key="w", place=HERE, about=About(key="m", title="Groceries")), show=[CARD])


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


def jobs(url: str) -> int:
    with psycopg.connect(url) as connection:
        (found,) = connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() or (0,)
    return int(found)


def test_a_worker_that_looks_once_an_hour_shows_at_once_what_it_is_called_for(
    url: str, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "LOOK_EVERY", 3600.0)
    board, caller = Board(), Caller(url)
    with worker(url, store, board):
        caller.start()
        begin(store)
        caller.wake()
        until(lambda: len(board.ups) == 1)
        caller.stop()
        until(lambda: jobs(url) == 0)


def test_many_calls_that_nobody_hears_are_one(url: str) -> None:
    caller = Caller(url)
    caller.start()
    for _ in range(3):
        caller.wake()
        until(lambda: jobs(url) == 1)
    caller.stop()
    assert jobs(url) == 1


def test_a_server_that_is_away_is_a_line_and_calls_are_heard_when_it_is_back(
    url: str, store: SqlStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(embedded, "LOOK_EVERY", 3600.0)
    monkeypatch.setattr(calling, "AGAIN", 0.05)
    monkeypatch.setattr(calling, "PATIENCE", 0.2)
    board, caller = Board(), Caller(url)
    with worker(url, store, board):
        until(lambda: heard(url))
        with away(url):
            until(lambda: "no calls are heard just now" in caplog.text)
        caller.start()
        begin(store)
        caller.wake()
        until(lambda: len(board.ups) == 1)
        caller.stop()
    assert "Traceback" not in caplog.text
    assert [line.name for line in caplog.records if line.name.startswith("procrastinate")] == []


def heard(url: str) -> bool:
    """Whether somebody listens for calls."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        return found.fetchone() is not None


@contextmanager
def away(url: str) -> Iterator[None]:
    """The server lets go of everybody, and lets nobody in."""
    name = conninfo_to_dict(url)["dbname"]
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_what_nobody_was_called_for_is_shown_too(url: str, store: SqlStore) -> None:
    """The process that stored it died before it could call."""
    begin(store)
    board = Board()
    with worker(url, store, board):
        until(lambda: len(board.ups) == 1)
        assert jobs(url) == 0
