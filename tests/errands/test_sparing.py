"""Slack is not asked more than it takes, of a channel, of a workspace, and by several workers at once."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import cast

import pytest

from bot.errands.embedded import BUSY, Embedded
from bot.errands.making import Maker
from bot.errands.pacing import Pacing
from bot.errands.port import Made, Words
from bot.sandbox.player import PATIENCE
from journeybot.journey import About
from journeybot.ports import Overtaken, Showable, Showing, ShowState
from journeybot.workshop import Place, Workshop
from storage.store import SqlStore, open_store
from tests.databases import kept_in
from tests.errands.board import Board, Day, errands_over


def text(key: str, channel: str = "C1", tenant: str = "T1") -> Showing:
    return Showing(key=key, place=Place(tenant, channel), workshop="", kind=Showable.TEXT, in_thread=False)


class Busy(Board):
    """A chat of which this workspace has asked too much."""

    def show(self, showing: Showing, made: Made, *, thread: str) -> Showing:
        if showing.place.tenant != "T1" or not self.answers:
            return super().show(showing, made, thread=thread)
        self.answers.pop()
        assert showing.wake_at
        return replace(showing, error=BUSY, state=ShowState.DUE, wake_at=showing.wake_at + timedelta(seconds=10))


class Slow:
    """Makes each thing when it is told to."""

    def __init__(self) -> None:
        self.begun = {"a": Event(), "b": Event()}
        self.may = {"a": Event(), "b": Event()}

    def make(self, showing: Showing) -> Made:
        self.begun[showing.key].set()
        self.may[showing.key].wait(PATIENCE)
        return Words(text=showing.key)


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def store(tmp_path: Path, day: Day) -> Iterator[SqlStore]:
    opened = open_store(kept_in(tmp_path / "errands.db"), clock=day)
    yield opened
    opened.close()


@pytest.fixture
def board() -> Board:
    return Board()


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def keys_of(showings: Iterable[Showing]) -> list[str]:
    return sorted(one.key for one in showings)


def test_what_slack_has_had_enough_of_waits_in_the_whole_workspace_and_in_no_other(store: SqlStore, day: Day) -> None:
    board = Busy(answers=[ShowState.DUE])
    errands = errands_over(store, board, day)
    store.show(text("first"))
    errands.round()
    store.show(text("second", "C2"))
    store.show(text("theirs", tenant="T2"))
    errands.round()
    assert keys_of(board.ups) == ["theirs"]
    day.passes(31)
    errands.round()
    assert keys_of(board.ups) == ["first", "second", "theirs"]


def test_a_channel_gets_a_few_posts_at_once_and_then_one_a_second_while_others_do_not_wait(
    store: SqlStore, board: Board, day: Day
) -> None:
    errands = errands_over(store, board, day)
    for number in range(7):
        store.show(text(f"{number}"))
    store.show(text("elsewhere", "C2"))
    store.show(text("theirs", tenant="T2"))
    seen = []
    for _ in range(5):
        errands.round()
        seen.append(len(board.ups))
        day.passes(1)
    assert seen == [6, 7, 8, 9, 9]
    assert keys_of(board.ups)[-2:] == ["elsewhere", "theirs"]


def drawing(store: SqlStore, board: Board, day: Day, slow: Slow) -> Embedded:
    """Errands that have begun to draw one of two pictures; the other waits for the easel."""
    pacing = partial(Pacing, clock=lambda: day().timestamp())
    errands = Embedded(store, cast(Maker, slow), carrier=board, clock=day, pacing=pacing)
    for key in ("a", "b"):
        store.show(replace(text(key), kind=Showable.MAP))
    assert errands.round() == 2
    assert slow.begun["a"].wait(PATIENCE)
    return errands


def test_what_one_worker_draws_no_other_takes_up_also_when_it_had_to_wait_for_the_easel(
    store: SqlStore, board: Board, day: Day
) -> None:
    slow, other = Slow(), errands_over(store, board, day)
    errands = drawing(store, board, day, slow)
    day.passes(80)
    assert other.round() == 0
    slow.may["a"].set()
    assert slow.begun["b"].wait(PATIENCE)
    day.passes(80)
    assert other.round() == 0, "its time began when it was its turn"
    slow.may["b"].set()
    until(lambda: len(board.ups) == 2)
    errands.stop()
    assert keys_of(board.ups) == ["a", "b"]


def test_what_takes_longer_than_it_may_is_not_begun_a_second_time(store: SqlStore, board: Board, day: Day) -> None:
    slow = Slow()
    errands = drawing(store, board, day, slow)
    day.passes(3600)
    assert errands.round() == 0
    for may in slow.may.values():
        may.set()
    until(lambda: len(board.ups) == 2)
    errands.stop()
    assert keys_of(board.ups) == ["a", "b"]


class Slowly(Board):
    """A chat that is so slow that another worker has shown it all by the time it answers."""

    meanwhile: Callable[[], object]

    def show(self, showing: Showing, made: Made, *, thread: str) -> Showing:
        self.meanwhile()
        return replace(super().show(showing, made, thread=thread), message="of the slow one")


def test_who_was_overtaken_while_posting_does_not_overwrite_what_is_shown(
    store: SqlStore, board: Board, day: Day, caplog: pytest.LogCaptureFixture
) -> None:
    def meanwhile() -> None:
        day.passes(100)
        assert errands_over(store, board, day).round() == 1

    late = Slowly()
    late.meanwhile = meanwhile
    store.begin(Workshop(key="w", place=Place("T1", "C1"), about=About(key="m", title="Groceries")))
    store.show(replace(text("a"), workshop="w"))
    errands_over(store, late, day).round()
    shown = store.showing("T1", "w", "a")
    assert shown
    assert (shown.state, shown.message) == (ShowState.SHOWN, "ts1")
    store.show(text("b"))
    errands_over(store, Board(answers=[Overtaken()]), day).round()
    assert not [record for record in caplog.records if record.levelno > logging.INFO], "that is nobody's mistake"


def test_told_to_stop_it_finishes_what_it_draws_shows_none_of_it_and_leaves_all_of_it_to_the_next(
    store: SqlStore, board: Board, day: Day
) -> None:
    """What is drawn while the easel is taken away may be the makeshift in words."""
    slow = Slow()
    errands = drawing(store, board, day, slow)
    stopping = Thread(target=errands.stop, args=(PATIENCE,))
    stopping.start()
    until(lambda: keys_of(store.due(day())) == ["b"])
    stopping.join(0.2)
    assert stopping.is_alive(), "it waits for what is under way"
    slow.may["a"].set()
    stopping.join(PATIENCE)
    assert keys_of(store.due(day())) == ["a", "b"]
    assert board.ups == []
