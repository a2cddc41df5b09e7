"""Two machines over one SQLite file: the second one does not start, and says what to do."""

import json
import logging
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import build, now
from storage.sign import Said, Sign
from storage.tenancy import Tenancy
from storage.trouble import UnusableDatabase
from tests.errands.board import Day


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journeybot.db"


STARTED: list[Tenancy] = []


def machine(file: Path, day: Day, name: str = "one", *, home: str = "") -> Tenancy:
    """A process of that machine."""
    STARTED.append(Tenancy(file, clock=day, machine=name, home=home or name))
    return STARTED[-1]


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    """Who fell over in a test gives no sign later on."""
    yield
    while STARTED:
        STARTED.pop()._over.set()


def machine_of(file: Path) -> object:
    """Which the sign names; nothing if there is none."""
    sign = file.with_name("journeybot.db-host")
    return json.loads(sign.read_text())["machine"] if sign.exists() else None


def taken_away(file: Path) -> None:
    file.with_name("journeybot.db-host").unlink()


def test_a_second_machine_is_refused_until_the_first_has_left(file: Path) -> None:
    day = Day()
    first, second = machine(file, day), machine(file, day, "two")
    first.begin()
    with pytest.raises(UnusableDatabase, match=r"in use on another machine .* use PostgreSQL for several"):
        second.begin()
    first.end()
    second.begin()
    second.end()
    assert list(file.parent.iterdir()) == []


def test_a_file_is_its_machines_until_the_last_process_there_has_left(file: Path) -> None:
    day = Day()
    bot, worker, stall = (machine(file, day) for _ in range(3))
    for process in (bot, worker, stall):
        process.begin()
    assert stat.S_IMODE(file.with_name("journeybot.db-host").stat().st_mode) == 0o600
    for leaving in (stall, bot):
        leaving.end()
        with pytest.raises(UnusableDatabase, match="in use on another machine"):
            machine(file, day, "two").begin()
    worker.end()
    assert list(file.parent.iterdir()) == []


def test_a_machine_that_fell_over_is_waited_for_a_minute(file: Path) -> None:
    day = Day()
    machine(file, day).begin()
    day.passes(59)
    with pytest.raises(UnusableDatabase):
        machine(file, day, "two").begin()
    day.passes(2)
    second = machine(file, day, "two")
    second.begin()
    second.end()


def test_who_may_wait_begins_as_soon_as_the_other_has_been_silent_for_a_minute(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    day = Day()
    began = day.now
    machine(file, day).begin()

    def wait(seconds: float) -> bool:
        day.passes(seconds)
        return False

    second = machine(file, day, "two")
    second.begin(wait)
    assert (day.now - began, machine_of(file)) == (timedelta(seconds=60), "two")
    assert "if that was this one before it was started anew" in caplog.text
    second.end()


def test_who_waits_is_refused_with_the_next_sign_of_the_other(file: Path) -> None:
    day = Day()
    first = machine(file, day)
    first.begin()

    def wait(seconds: float) -> bool:
        day.passes(seconds)
        first.look()
        return False

    with pytest.raises(UnusableDatabase, match="in use on another machine"):
        machine(file, day, "two").begin(wait)
    assert machine_of(file) == "one"


def test_a_machine_that_was_started_anew_is_known_again(file: Path) -> None:
    day = Day()
    machine(file, day, "before", home="ours").begin()  # and falls over
    anew = machine(file, day, "after", home="ours")
    anew.begin()
    assert machine_of(file) == "after"
    anew.end()


def test_who_took_a_file_that_is_in_use_yields_and_who_had_it_first_goes_on(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    day = Day()
    holder, intruder = machine(file, day), machine(file, day, "another")
    holder.begin()
    day.passes(10)
    taken_away(file)
    intruder.begin()
    beside = machine(file, day, "another")
    beside.begin()
    for process in (holder, intruder, beside):
        process.look()
    assert (holder.lost, intruder.lost, beside.lost) == (False, True, True)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 3
    intruder.end()
    assert machine_of(file) == "one"


def test_who_slept_while_another_machine_took_the_file_learns_of_it_and_leaves_it_alone(file: Path) -> None:
    day = Day()
    first, second = machine(file, day), machine(file, day, "two")
    first.begin()
    day.passes(61)
    second.begin()
    first.look()
    assert (first.lost, machine_of(file)) == (True, "two")
    first.end()
    assert machine_of(file) == "two"
    second.end()


@pytest.mark.parametrize("cut_off", ["", '{"at": "2026', "[]", '{"machine": "two"}', '{"at": 7}'])
def test_a_sign_that_cannot_be_read_keeps_nobody_out(file: Path, cut_off: str) -> None:
    file.with_name("journeybot.db-host").write_text(cut_off)
    first = machine(file, Day())
    first.begin()
    first.end()


def test_a_bot_that_cannot_have_its_file_does_not_start(file: Path) -> None:
    Sign(file).give(Said("another", "another", now(), 1))
    with pytest.raises(UnusableDatabase, match="in use on another machine"):
        build(Settings(database_url=f"sqlite:///{file}"))  # type: ignore[arg-type]
    assert machine_of(file) == "another"
    assert not file.exists()


def test_a_bot_whose_file_became_another_machines_ends_as_one_that_failed(file: Path) -> None:
    bot = build(Settings(database_url=f"sqlite:///{file}"))  # type: ignore[arg-type]
    bot.start()
    bot.must_go_on()
    Sign(file).give(Said("another", "another", now(), 1))  # since the beginning of time
    assert bot.store._tenancy
    bot.store._tenancy.look()
    with pytest.raises(SystemExit, match="1"):
        bot.must_go_on()
    bot.stop()
    assert machine_of(file) == "another"
