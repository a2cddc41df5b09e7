"""What was backed up while people answered is whole, comes back as it was, and nothing is overwritten by mistake."""

import errno
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journeybot.journey import Challenge
from storage import backup as making
from storage.backup import backup, restore
from storage.store import SqlStore, open_store
from storage.trouble import UnusableDatabase
from tests.storage.workshops import hurts, notes, workshop


def kept(store: SqlStore) -> list[str]:
    return [note.key for note in store.notes("T1", "w1", Challenge)]


def test_a_backup_under_load_is_a_beginning_of_what_was_acknowledged(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop(), notes=notes())
    done: list[str] = []

    def answer(number: int) -> None:
        in_file.change("T1", "w1", hurts(f"{number:04}"))
        done.append(f"{number:04}")

    with ThreadPoolExecutor(1) as pool:
        answering = pool.map(answer, range(120))
        for number in range(3):
            before = len(done)
            assert backup(database, tmp_path / f"{number}.backup") > 10_000
            later = len(done) + 1
            found = open_store(f"sqlite:///{tmp_path / f'{number}.backup'}")
            assert kept(found) == [f"{one:04}" for one in range(len(kept(found)))]
            assert before <= len(kept(found)) <= later
            found.close()
        list(answering)


def test_a_backup_is_its_owners_alone_from_the_first_byte_on(
    in_file: SqlStore, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_file.begin(workshop())
    modes = []
    real = making._copy

    def copied(source: Path, draft: Path) -> None:
        real(source, draft)
        modes.append(draft.stat().st_mode & 0o777)

    monkeypatch.setattr(making, "_copy", copied)
    before = os.umask(0)
    backup(database, tmp_path / "saved")
    os.umask(before)
    assert [*modes, (tmp_path / "saved").stat().st_mode & 0o777] == [0o600, 0o600]


def test_it_comes_back_as_it_was_and_the_other_is_kept_beside(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop(), notes=notes())
    in_file.change("T1", "w1", hurts("queue"))
    backup(database, tmp_path / "saved")
    in_file.change("T1", "w1", hurts("later"))
    in_file.close()
    with pytest.raises(UnusableDatabase, match="say --over"):
        restore(database, tmp_path / "saved")
    restore(database, tmp_path / "saved", over=True)
    again, before = open_store(database), open_store(f"{database}.before")
    assert (kept(again), kept(before)) == (["queue"], ["queue", "later"])
    assert (tmp_path / "journeybot.db").stat().st_mode & 0o777 == 0o600
    again.close()
    before.close()


def test_every_database_that_was_replaced_is_kept(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop(), notes=notes())
    backup(database, tmp_path / "saved")
    in_file.change("T1", "w1", hurts("live"))
    in_file.close()
    kept_as = [restore(database, tmp_path / "saved", over=True) for _ in range(3)]
    assert kept_as == [tmp_path / f"journeybot.db.before{ending}" for ending in ("", ".2", ".3")]
    first = open_store(f"{database}.before")
    assert kept(first) == ["live"]
    first.close()


def test_a_database_in_use_is_not_replaced(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop())
    backup(database, tmp_path / "saved")
    with pytest.raises(UnusableDatabase, match="stop journeybot first"):
        restore(database, tmp_path / "saved", over=True)
    assert in_file.workshop("T1", "w1") is not None


def test_what_is_no_backup_is_refused(database: str, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana, " * 200)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE invoices (x)").connection.close()
    for name in ("letter", "other"):
        with pytest.raises(UnusableDatabase, match="is no backup of journeybot's"):
            restore(database, tmp_path / name)
    with pytest.raises(UnusableDatabase, match="is not there"):
        restore(database, tmp_path / "nothing")
    with pytest.raises(UnusableDatabase, match="use pg_dump"):
        backup("postgresql://somewhere/db", tmp_path / "x")
    assert not (tmp_path / "journeybot.db").exists()


def test_what_is_wrong_with_the_database_is_not_said_of_the_backup(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana, " * 200)
    (tmp_path / "empty").touch()
    for name, table in (("other", "invoices (x)"), ("newer", "alembic_version AS SELECT '9999' AS version_num")):
        sqlite3.connect(tmp_path / name).execute(f"CREATE TABLE {table}").connection.close()
    ours = "is not journeybot's database"
    for name, said in (
        ("letter", ours),
        ("other", ours),
        ("newer", "was written by a newer journeybot"),
        ("empty", "has nothing in it"),
    ):
        with pytest.raises(UnusableDatabase, match=f"{name} {said}"):
            backup(f"sqlite:///{tmp_path / name}", tmp_path / "saved")
    assert not (tmp_path / "saved").exists()


def test_a_backup_that_is_there_is_not_written_over(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop())
    (tmp_path / "mine").write_text("precious")
    with pytest.raises(UnusableDatabase, match="name another file"):
        backup(database, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "precious"


def test_a_folder_in_which_nothing_can_be_written_is_a_sentence(
    in_file: SqlStore, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    in_file.begin(workshop())
    monkeypatch.setattr(Path, "unlink", refuses)
    with pytest.raises(UnusableDatabase, match=r"saved could not be written: .*Read-only file system"):
        backup(database, tmp_path / "saved")
