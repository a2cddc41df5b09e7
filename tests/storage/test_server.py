"""A PostgreSQL server that does not answer is away: nobody waits for it longer than they can."""

import socket

import pytest

from journeybot.obstacles import Obstacle
from journeybot.patience import A_WHILE, USUAL, left, within
from storage.store import SqlStore, open_store
from storage.trouble import UnusableDatabase


def test_who_waits_for_an_answer_is_told_in_time_and_what_follows_is_answered(on_server: SqlStore) -> None:
    """Another has the table to itself, and so the server says nothing."""
    with on_server._engine.begin() as another:
        another.exec_driver_sql("LOCK TABLE workspace IN ACCESS EXCLUSIVE MODE")
        for _ in range(2):
            with pytest.raises(UnusableDatabase, match="does not answer") as refused, within(0.3):
                on_server.language("T0")
            assert refused.value.obstacle is Obstacle.AWAY
        assert on_server.wellbeing.pulses() == ()
    assert on_server.language("T0") == ""


def test_who_cannot_connect_is_told_in_time_too() -> None:
    """Somebody listens there, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://journeybot@127.0.0.1:{silent.getsockname()[1]}/journeybot"
        with pytest.raises(UnusableDatabase, match="does not answer"), within(1):
            open_store(url)
        with pytest.raises(UnusableDatabase, match="does not answer"), within(0):
            open_store(url)


def test_the_time_is_shared_by_all_that_is_asked_in_it() -> None:
    with within(A_WHILE):
        first = left()
        with within(USUAL / 10):
            assert left() <= USUAL / 10
        assert USUAL < left() <= first
    assert left() == USUAL
