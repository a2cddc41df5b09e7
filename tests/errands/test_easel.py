"""The easel does work elsewhere, survives what goes wrong there, and never keeps anybody waiting for long."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errands.easel import Easel, Stuck
from bot.sandbox.player import PATIENCE
from tests.errands import trades


@pytest.fixture(scope="module")
def easel() -> Iterator[Easel]:
    easel = Easel(most_jobs=50, first=trades.warm)
    easel.start()
    yield easel
    easel.stop()


def test_work_is_done_in_one_other_process_that_stays(easel: Easel) -> None:
    assert easel.do(trades.double, 21) == 42
    assert easel.do(trades.pid) == easel.do(trades.pid) != os.getpid()


def test_what_goes_wrong_over_there_is_told_here_and_the_process_goes_on(easel: Easel) -> None:
    before = easel.do(trades.pid)
    with pytest.raises(ValueError, match="the chalk broke"):
        easel.do(trades.break_off)
    assert easel.do(trades.pid) == before


@pytest.mark.parametrize(("work", "bounds"), [(trades.dawdle, {"_patience": 0.5}), (trades.toil, {"_work": 0.2})])
def test_work_that_takes_too_long_is_given_up_and_the_next_is_done(
    easel: Easel, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None], bounds: dict[str, float]
) -> None:
    with monkeypatch.context() as patched:
        for name, seconds in bounds.items():
            patched.setattr(easel, name, seconds)
        with pytest.raises(Stuck, match="too long"):
            easel.do(work)
    assert easel.do(trades.double, 3) == 6


def test_work_that_takes_all_the_memory_is_given_up_and_the_next_is_done(easel: Easel) -> None:
    with pytest.raises(Stuck, match="memory"):
        easel.do(trades.hoard)
    assert easel.do(trades.double, 5) == 10


def test_work_that_ends_its_process_gets_a_second_one_and_no_third(easel: Easel, tmp_path: Path) -> None:
    with pytest.raises(Stuck, match="twice"):
        easel.do(trades.die, tmp_path / "died")
    assert (tmp_path / "died").read_text() == "††"
    assert easel.do(trades.double, 4) == 8


def test_a_process_that_died_of_something_else_is_replaced_and_the_work_is_done(easel: Easel, tmp_path: Path) -> None:
    assert easel.do(trades.die_once, tmp_path / "died") == "done at last"


def test_a_process_that_died_while_nothing_was_to_do_is_replaced(easel: Easel) -> None:
    os.kill(easel.do(trades.pid), signal.SIGKILL)
    assert easel.do(trades.double, 6) == 12


def test_after_so_many_jobs_a_fresh_process_takes_over() -> None:
    easel = Easel(most_jobs=2, first=trades.warm)
    try:
        pids = [easel.do(trades.pid) for _ in range(5)]
    finally:
        easel.stop()
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process holds")
def test_a_process_that_has_grown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.errands.easel.MOST_GROWN", 20_000_000)
    easel = Easel(first=trades.warm)
    try:
        before = easel.do(trades.pid)
        assert easel.do(trades.keep, 1_000_000) == before, "a little does not count"
        assert easel.do(trades.keep, 60_000_000) == before
        assert easel.do(trades.pid) == before, "it says so when it is asked the next time"
        assert easel.do(trades.pid) != before
    finally:
        easel.stop()


def test_two_places_work_at_the_same_time(tmp_path: Path) -> None:
    easel = Easel(places=2, first=trades.warm)
    here, there = tmp_path / "here", tmp_path / "there"
    try:
        with ThreadPoolExecutor(2) as hands:
            met = hands.map(lambda way: easel.do(trades.meet, *way), [(here, there), (there, here)])
            assert list(met) == [True, True]
    finally:
        easel.stop()


def test_whoever_waits_is_told_when_the_easel_is_taken_away(tmp_path: Path) -> None:
    easel, note = Easel(first=trades.warm), tmp_path / "came"
    with ThreadPoolExecutor(1) as hands:
        waiting = hands.submit(easel.do, trades.meet, note, tmp_path / "nobody")
        while not note.exists():
            time.sleep(0.01)
        easel.stop()
        with pytest.raises(Stuck, match="taken away"):
            waiting.result(PATIENCE)
    with pytest.raises(Stuck, match="taken away"):
        easel.do(trades.double, 1)
