"""A PostgreSQL server that does not answer is away: nobody waits for it longer than they can."""

import socket

import psycopg
import pytest

from journeybot.obstacles import Obstacle
from journeybot.patience import A_WHILE, LEAST, USUAL, left, within
from storage.engine import server_of
from storage.server import LONGEST_TO_CONNECT, Bounded, connect
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


def test_a_connection_on_which_an_answer_may_still_come_is_not_used_again(on_server: SqlStore) -> None:
    with connect(server_of(on_server._engine.url.render_as_string(hide_password=False))) as connection:
        connection.execute("SELECT 1")
        assert not connection.closed
        with pytest.raises(psycopg.OperationalError), within(0.3):
            connection.execute("SELECT pg_sleep(20)")
        assert connection.closed


@pytest.mark.parametrize(("can_wait", "waits"), [(A_WHILE, LONGEST_TO_CONNECT), (4.5, 4), (1, 2)])
def test_nobody_waits_longer_for_a_connection_than_they_can_or_is_of_use(
    monkeypatch: pytest.MonkeyPatch, can_wait: float, waits: int
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(Bounded, "connect", lambda **named: asked.append(named["connect_timeout"]))
    with within(can_wait):
        connect()
    assert asked == [waits]


def test_who_cannot_connect_is_told_in_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody listens there, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://journeybot@127.0.0.1:{silent.getsockname()[1]}/journeybot"
        with pytest.raises(UnusableDatabase, match="does not answer"), within(1):
            open_store(url)
        monkeypatch.setattr(Bounded, "connect", lambda *_given, **_named: pytest.fail("there was no time for that"))
        with pytest.raises(UnusableDatabase, match="does not answer"), within(0):
            open_store(url)


def test_the_time_is_shared_by_all_that_is_asked_in_it() -> None:
    with within(A_WHILE):
        first = left()
        with within(USUAL / 10):
            assert left() <= USUAL / 10
            with within(0):
                assert left() == LEAST, "enough to hear anything"
        assert USUAL < left() <= first
    assert left() == USUAL
