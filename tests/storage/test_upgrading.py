"""Before a file is brought up to date there is a backup of it, whole; without one it stays as it is."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.keeping import keep_house
from storage import upgrading
from storage.backup import backup, restore
from storage.migrations import KNOWN
from storage.store import SqlStore, open_store
from storage.trouble import UnusableDatabase
from tests.soak import disk
from tests.storage.damaged import damage
from tests.storage.released import OLDER, Known, filled, is_as_it_was, left_by, still_there

WAS = OLDER[-1]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Known]:
    """The file of the journeybot before this one, and what is in it."""
    folder = tmp_path_factory.mktemp("left")
    full, old = (f"sqlite:///{folder / name}" for name in ("full.db", "old.db"))
    filled(full)
    known = left_by(WAS, old, full=full)
    return (folder / "old.db").read_bytes(), known


@pytest.fixture
def older(left: tuple[bytes, Known], tmp_path: Path) -> Path:
    """That file, by itself in a folder."""
    file = tmp_path / "journeybot.db"
    file.write_bytes(left[0])
    return file


@pytest.fixture
def no_migration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every migration fails."""

    def fail(*_given: object) -> None:
        raise RuntimeError("no way forward")

    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", fail)
        yield


def backups(file: Path) -> list[Path]:
    return sorted(file.parent.glob("journeybot.db.*.backup"))


def schema(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_an_update_keeps_what_was_there_and_says_where(
    older: Path, left: tuple[bytes, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{older}")
    told = CliRunner().invoke(command_line(), ["db", "upgrade"])
    assert (told.exit_code, schema(older)) == (0, KNOWN[-1])
    assert f"up to date: schema {KNOWN[-1]}, brought there from schema {WAS}." in told.output
    again = CliRunner().invoke(command_line(), ["db", "upgrade"])
    assert f"up to date: schema {KNOWN[-1]}, as it was." in again.output
    (kept,) = backups(older)
    assert f".schema-{WAS}.backup" in kept.name
    assert f"from schema {WAS} to {KNOWN[-1]}. As it was, it is kept in the backup {kept}: 2 maps" in told.output
    assert kept.stat().st_mode & 0o777 == 0o600
    restore(f"sqlite:///{tmp_path / 'again.db'}", kept)
    assert schema(tmp_path / "again.db") == WAS
    assert still_there(left[1], f"sqlite:///{tmp_path / 'again.db'}")


def test_the_backup_stays_wherever_one_stands(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(older.parent)
    open_store(f"sqlite:///{older.name}").close()
    assert [one.stat().st_size > 10_000 for one in backups(older)] == [True]


def test_such_a_backup_put_in_place_by_hand_is_updated_as_well(older: Path, left: tuple[bytes, Known]) -> None:
    open_store(f"sqlite:///{older}").close()
    (kept,) = backups(older)
    kept.replace(older)
    assert still_there(left[1], f"sqlite:///{older}")
    (again,) = backups(older)
    assert is_as_it_was(left[1], again)


def test_what_needs_no_update_and_what_is_new_has_no_backup(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(f"sqlite:///{tmp_path / 'journeybot.db'}").close()
    assert [path.name for path in tmp_path.iterdir()] == ["journeybot.db"]


def test_the_newest_three_stay_and_nothing_else_goes(older: Path) -> None:
    name = "journeybot.db.2025-01-0{}-120000.schema-0009.backup"
    for day in range(1, 6):
        older.with_name(name.format(day)).touch()
    others = {"journeybot.db.backup", "journeybot.db.before", "monday.backup"}
    for other in others:
        older.with_name(other).touch()
    open_store(f"sqlite:///{older}").close()
    *before, newest = backups(older)
    assert [one.name for one in before] == [name.format(4), name.format(5)]
    assert newest.stat().st_size > 10_000
    assert {"journeybot.db.backup", "journeybot.db.before", "monday.backup"} <= {
        one.name for one in older.parent.iterdir()
    }


def test_such_a_backup_is_kept_no_longer_than_finished_maps_are(in_file: SqlStore, tmp_path: Path) -> None:
    made = tmp_path / "journeybot.db.2026-01-31-120000.schema-0005.backup"
    mine = tmp_path / "journeybot.db.monday.backup"
    for one in (made, mine):
        one.touch()
    in_january = datetime(2026, 1, 31, 13).astimezone()
    keep_house(in_file, now=in_january + timedelta(days=29), days=30)
    keep_house(in_file, now=in_january + timedelta(days=31), days=0)
    assert made.exists()
    keep_house(in_file, now=in_january + timedelta(days=31), days=30)
    assert (made.exists(), mine.exists()) == (False, True)


def test_what_restore_set_aside_is_kept_no_longer_either(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "journeybot.db"
    with closing(open_store(f"sqlite:///{file}")):
        backup(f"sqlite:///{file}", tmp_path / "saved")
    os.utime(file, (0, 0))  # nobody has written into it for years
    for _ in range(2):
        restore(f"sqlite:///{file}", tmp_path / "saved", over=True)
    aside = [tmp_path / "journeybot.db.before", tmp_path / "journeybot.db.before.2"]
    mine = tmp_path / "journeybot.db.before.christmas"
    for one in (mine, aside[0].with_name(f"{aside[0].name}-wal")):
        one.touch()
    now = datetime.now().astimezone()
    caplog.set_level("INFO", logger="journeybot")
    with closing(open_store(f"sqlite:///{file}")) as store:
        for day, days in ((29, 30), (31, 0)):
            keep_house(store, now=now + timedelta(days=day), days=days)
            assert all(one.exists() for one in aside)
        keep_house(store, now=now + timedelta(days=31), days=30)
    assert {one.name for one in tmp_path.glob("*.before*")} == {mine.name}
    assert [f"deleted for good: {one}" in caplog.text for one in aside] == [True, True]


@pytest.mark.usefixtures("no_migration")
def test_an_update_that_fails_again_and_again_fills_no_disk(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older.with_name("journeybot.db.2025-01-01-120000.schema-0009.backup").touch()
    seconds = iter(range(10))
    monkeypatch.setattr(upgrading, "_now", lambda: datetime(2026, 11, 22, 12, 0, next(seconds)).astimezone())
    for _ in range(4):
        with pytest.raises(RuntimeError, match="no way forward"):
            open_store(f"sqlite:///{older}")
    assert [one.name[14:24] for one in backups(older)] == ["2025-01-01", "2026-11-22"]


@pytest.mark.skipif(not disk.within_reach(), reason="SQLite is built into this Python")
def test_without_room_for_a_backup_the_file_stays_as_it_is(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(act: disk.Act, name: str, _at: int, _data: bytes) -> int:
        return disk.FULL if act is disk.Act.WRITE and name.endswith(".part") else 0

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{older}")
    with disk.disk(full):
        told = CliRunner().invoke(command_line(), ["db", "upgrade"])
    assert told.exit_code == 1
    assert f"{older} is of an earlier journeybot (schema {WAS}). It is brought up to date only once" in told.output
    assert "database or disk is full" in told.output
    assert (schema(older), [path.name for path in older.parent.iterdir()]) == (WAS, ["journeybot.db"])


def test_what_is_damaged_is_not_brought_up_to_date(older: Path) -> None:
    damage(older)
    with pytest.raises(UnusableDatabase, match=r"journeybot.db is damaged: NULL value in extra.x"):
        open_store(f"sqlite:///{older}")
    assert (schema(older), backups(older)) == (WAS, [])


def test_what_was_left_of_a_backup_that_was_cut_off_is_none(older: Path, left: tuple[bytes, Known]) -> None:
    draft = older.with_name(".journeybot.db.backup.part")
    cut_off(older, draft)
    assert draft.with_name(f"{draft.name}-journal").stat().st_size > 0
    open_store(f"sqlite:///{older}").close()
    (kept,) = backups(older)
    assert is_as_it_was(left[1], kept)
    assert {one.name for one in older.parent.iterdir()} == {"journeybot.db", kept.name}


def cut_off(file: Path, draft: Path) -> None:
    """Leave a copy of it that was being written when the power went, with the journal that would take that back."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA cache_size = 1")
        database.execute("UPDATE workshop SET settings = hex(randomblob(90000))")
        for one in file.parent.glob(f"{file.name}*"):
            shutil.copy(one, draft.with_name(one.name.replace(file.name, draft.name)))
