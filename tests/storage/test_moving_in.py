"""Who comes to a file that others have open leaves it as it is, whether they are on another machine or on this one."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.settings import SECRETS, Settings
from bot.stall import open_stall
from bot.wiring import Part, build, now
from storage import backup
from storage.migrations import KNOWN
from storage.moving_in import move_in
from storage.sign import Said, Sign
from storage.store import open_store
from storage.trouble import UnusableDatabase
from tests.storage.released import OLDER, filled, left_by
from tests.storage.test_upgrading import backups, schema


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the journeybot before this one."""
    folder = tmp_path_factory.mktemp("left")
    full, old = (f"sqlite:///{folder / name}" for name in ("full.db", "old.db"))
    filled(full)
    left_by(OLDER[-1], old, full=full)
    return (folder / "old.db").read_bytes()


@pytest.fixture
def older(left: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That file, by itself in a folder, for which everything is set."""
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    many = {"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2", "SLACK_SIGNING_SECRET": "3"}
    key = Fernet.generate_key().decode()
    for name, value in {**many, "PUBLIC_URL": "https://your.host", "TOKEN_KEYS": key}.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "journeybot.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    file.write_bytes(left)
    return file


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "A_MOMENT", 0.0)


def typed(*words: str) -> Callable[[Path], str]:
    """What comes of a command; `FILE` stands for the database."""

    def type_it(file: Path) -> str:
        told = CliRunner().invoke(command_line(), [word.replace("FILE", f"{file}") for word in words])
        assert told.exit_code == 1, told.output
        return told.output

    return type_it


def begun(part: Part) -> Callable[[Path], str]:
    """What comes of beginning a bot."""

    def begin(file: Path) -> str:
        with pytest.raises(UnusableDatabase) as told:
            build(Settings(database_url=f"sqlite:///{file}"), part=part)  # type: ignore[arg-type]
        return str(told.value)

    return begin


def served(file: Path) -> str:
    """What comes of serving customers alone."""
    settings = Settings(database_url=f"sqlite:///{file}")  # type: ignore[arg-type]
    with pytest.raises(UnusableDatabase) as told, open_stall(settings):
        pytest.fail("it is open")
    return str(told.value)


WHO_UPDATES = {
    **{part.value: begun(part) for part in Part},
    "serve": served,
    "upgrade": typed("db", "upgrade"),
    "rotate": typed("keys", "rotate"),
}
EVERYBODY = {
    **WHO_UPDATES,
    "backup": typed("db", "backup", "FILE.monday"),
    "restore": typed("db", "restore", "--over", "FILE"),
    "copy from": typed("db", "copy", "sqlite:///FILE", "sqlite:///FILE.copy"),
    "copy to": typed("db", "copy", "sqlite:///FILE.copy", "sqlite:///FILE"),
    "doctor": typed("doctor"),
}


def all_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.mark.parametrize("come", EVERYBODY.values(), ids=EVERYBODY)
def test_another_machines_file_is_left_as_it_is_by_everybody(
    older: Path, come: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.doctor._drawing", lambda: "drawn")
    older.with_name("journeybot.db.copy").write_bytes(older.read_bytes())
    Sign(older).give(Said("another", "barge", now(), 1))
    before = all_in(older.parent)
    assert "in use on another machine (barge)" in come(older)
    assert all_in(older.parent) == before


@contextmanager
def at_work(file: Path) -> Iterator[None]:
    """An earlier journeybot has the file open."""
    with closing(sqlite3.connect(file)) as earlier:
        earlier.execute("PRAGMA journal_mode=WAL")
        earlier.execute("SELECT * FROM workshop").fetchall()
        yield


@pytest.mark.parametrize("come", WHO_UPDATES.values(), ids=WHO_UPDATES)
def test_nobody_is_updated_under_on_this_machine(older: Path, come: Callable[[Path], str]) -> None:
    with at_work(older):
        told = come(older)
        assert f"is of an earlier journeybot (schema {OLDER[-1]}) and is open in another process" in told
        assert (schema(older), backups(older)) == (OLDER[-1], [])
    assert [one.name for one in older.parent.iterdir()] == ["journeybot.db"], "nor is a sign of ours left"


def test_who_may_wait_goes_on_as_soon_as_the_earlier_one_has_ended(
    older: Path, caplog: pytest.LogCaptureFixture
) -> None:
    waited: list[float] = []
    with closing(sqlite3.connect(older)) as earlier:
        earlier.execute("PRAGMA journal_mode=WAL")

        def wait(seconds: float) -> bool:
            if seconds:
                waited.append(seconds)
                earlier.close()
            return False

        with closing(move_in(f"sqlite:///{older}", wait=wait)):
            assert schema(older) == KNOWN[-1]
    assert len(waited) == 1
    assert "it is brought up to date as soon as that has ended" in caplog.text


def test_who_finds_it_updated_meanwhile_works_beside_whoever_did_that(older: Path) -> None:
    """Bot, worker and pages are started at once."""
    with closing(sqlite3.connect(older)) as first:
        first.execute("PRAGMA journal_mode=WAL")

        def wait(seconds: float) -> bool:
            if seconds:
                first.close()
                waiting.append(open_store(f"sqlite:///{older}"))
            return False

        waiting: list[object] = []
        store = move_in(f"sqlite:///{older}", wait=wait)
    for one in (store, *waiting):
        one.close()  # type: ignore[attr-defined]
    assert len(backups(older)) == 1


@pytest.mark.parametrize(
    ("number", "what_to_do"),
    [(errno.EACCES, "give journeybot the right to write to it and in its folder"), (errno.ENOSPC, "make room")],
)
def test_where_the_sign_cannot_be_given_it_is_said_what_helps(
    older: Path, monkeypatch: pytest.MonkeyPatch, number: int, what_to_do: str
) -> None:
    opens = os.open

    def refuse(path: str | Path, *given: int) -> int:
        if f"{path}".endswith("-host"):
            raise OSError(number, os.strerror(number))
        return opens(path, *given)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnusableDatabase, match=rf"journeybot.db-host cannot be written: .*: {what_to_do}"):
        move_in(f"sqlite:///{older}")
    assert (schema(older), backups(older)) == (OLDER[-1], [])


def test_who_was_told_to_end_waits_no_longer(older: Path) -> None:
    with at_work(older), pytest.raises(UnusableDatabase, match="open in another process"):
        move_in(f"sqlite:///{older}", wait=bool)
