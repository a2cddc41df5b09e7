"""Web processes call workers over PostgreSQL; what nobody was called for is done all the same."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from bot.errands import embedded
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


def test_what_nobody_was_called_for_is_shown_too(url: str, store: SqlStore) -> None:
    """The process that stored it died before it could call."""
    begin(store)
    board = Board()
    with worker(url, store, board):
        until(lambda: len(board.ups) == 1)
        assert jobs(url) == 0
