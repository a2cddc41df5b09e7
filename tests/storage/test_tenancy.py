"""Two machines over one SQLite file: the second one does not start, and says what to do."""

import json
import stat
from pathlib import Path
from threading import Event

import pytest

from bot.settings import Settings
from bot.wiring import build, now
from storage import tenancy
from storage.tenancy import Tenancy
from storage.trouble import UnusableDatabase
from tests.errands.board import Day


def nobody() -> None:
    """Nobody is told."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journeybot.db"


def test_a_second_machine_is_refused_until_the_first_has_left(file: Path) -> None:
    day = Day()
    first, second = (
        Tenancy(file, clock=day, lost=nobody, machine="one"),
        Tenancy(file, clock=day, lost=nobody, machine="two"),
    )
    first.begin()
    with pytest.raises(UnusableDatabase, match=r"in use on another machine .* use PostgreSQL for several"):
        second.begin()
    first.end()
    second.begin()
    second.end()
    assert list(file.parent.iterdir()) == []


def test_a_machine_that_fell_over_is_waited_for_a_minute(file: Path) -> None:
    day = Day()
    Tenancy(file, clock=day, lost=nobody, machine="one")._give_sign()
    second = Tenancy(file, clock=day, lost=nobody, machine="two")
    day.passes(59)
    with pytest.raises(UnusableDatabase):
        second.begin()
    day.passes(2)
    second.begin()
    second.end()


def test_processes_of_one_machine_share_a_file(file: Path) -> None:
    first, second = Tenancy(file, clock=Day(), lost=nobody), Tenancy(file, clock=Day(), lost=nobody)
    first.begin()
    second.begin()
    assert stat.S_IMODE(file.with_name("journeybot.db-host").stat().st_mode) == 0o600
    first.end()
    second.end()


def test_who_slept_while_another_machine_took_the_file_learns_of_it_and_leaves_it_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tenancy, "BEAT", 0.01)
    lost = Event()
    first = Tenancy(file, clock=Day(), lost=lost.set, machine="one")
    first.begin()
    while not lost.is_set():  # its own signs come in between
        Tenancy(file, clock=Day(), lost=nobody, machine="two")._give_sign()
    first.end()
    assert json.loads(file.with_name("journeybot.db-host").read_text())["machine"] == "two"


@pytest.mark.parametrize("cut_off", ["", '{"at": "2026', "[]", '{"machine": "two"}', '{"at": 7}'])
def test_a_sign_that_cannot_be_read_keeps_nobody_out(file: Path, cut_off: str) -> None:
    file.with_name("journeybot.db-host").write_text(cut_off)
    first = Tenancy(file, clock=Day(), lost=nobody, machine="one")
    first.begin()
    first.end()


def test_a_bot_that_cannot_have_its_file_does_not_start(file: Path) -> None:
    bot = build(Settings(database_url=f"sqlite:///{file}"))  # type: ignore[arg-type]
    Tenancy(file, clock=now, lost=nobody, machine="another")._give_sign()
    with pytest.raises(UnusableDatabase, match="in use on another machine"):
        bot.start()
    bot.stop()
    assert json.loads(file.with_name("journeybot.db-host").read_text())["machine"] == "another"
