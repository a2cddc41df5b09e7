"""The easel does work elsewhere, survives what goes wrong there, and never keeps anybody waiting for long."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.errands.easel import Easel, Stuck
from tests.errands import trades


@pytest.fixture(scope="module")
def easel() -> Iterator[Easel]:
    easel = Easel(patience=1.5, most_jobs=50, first=trades.warm)
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


def test_work_that_takes_too_long_is_given_up_and_the_next_is_done(easel: Easel) -> None:
    with pytest.raises(Stuck, match="took longer"):
        easel.do(trades.dawdle)
    assert easel.do(trades.double, 3) == 6


def test_a_process_that_dies_is_replaced(easel: Easel) -> None:
    with pytest.raises(Stuck):
        easel.do(trades.die)
    assert easel.do(trades.double, 4) == 8


def test_after_so_many_jobs_a_fresh_process_takes_over() -> None:
    easel = Easel(most_jobs=2, first=trades.warm)
    try:
        pids = [easel.do(trades.pid) for _ in range(5)]
    finally:
        easel.stop()
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_the_bot_itself_never_loads_the_drawing_library() -> None:
    look = "import sys, bot.wiring; print([name for name in sys.modules if name.startswith('matplotlib')])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
