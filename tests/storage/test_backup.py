"""What was backed up while people answered is whole, comes back as it was, and nothing is overwritten by mistake."""

import errno
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journeybot.journey import Challenge
from storage import backup as making
from storage.backup import backup, restore
from storage.looking import look
from storage.migrations import KNOWN
from storage.store import SqlStore, open_store, utc_now
from storage.trouble import UnusableDatabase
from storage.wellbeing import Pulse
from tests.storage.damaged import damage, garble
from tests.storage.workshops import hurts, notes, workshop


def kept(store: SqlStore) -> list[str]:
    return [note.key for note in store.notes("T1", "w1", Challenge)]


def tell(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)


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
            held = backup(database, tmp_path / f"{number}.backup")
            later = len(done) + 1
            found = open_store(f"sqlite:///{tmp_path / f'{number}.backup'}")
            assert kept(found) == [f"{one:04}" for one in range(len(kept(found)))]
            assert before <= len(kept(found)) <= later
            assert held.rows["challenge"] == len(kept(found))
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
    kept_as = [restore(database, tmp_path / "saved", over=True)[1] for _ in range(3)]
    assert kept_as == [tmp_path / f"journeybot.db.before{ending}" for ending in ("", ".2", ".3")]
    first = open_store(f"{database}.before")
    assert kept(first) == ["live"]
    first.close()


def test_a_database_is_no_backup_of_itself(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.close()
    with pytest.raises(UnusableDatabase, match="is the database itself"):
        restore(database, tmp_path / "journeybot.db", over=True)
    assert [path.name for path in tmp_path.iterdir()] == ["journeybot.db"]


def test_who_was_up_when_a_backup_was_made_is_not_missed_later(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    in_file.wellbeing.beat(Pulse(key="a", part="all", version="1", since=now, at=now))
    backup(database, tmp_path / "saved")
    in_file.close()
    restore(database, tmp_path / "saved", over=True)
    with closing(look(database, clock=utc_now)) as seen:
        assert seen.wellbeing.pulses() == ()


def test_a_backup_in_which_something_is_no_text_is_not_restored_and_none_is_made(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop())
    backup(database, tmp_path / "saved")
    in_file.close()
    garble(tmp_path / "saved", title="Alpha")
    with pytest.raises(UnusableDatabase, match=r"saved is damaged, .* no text any more: map: .* 'title'\.$"):
        restore(database, tmp_path / "saved", over=True)
    garble(tmp_path / "journeybot.db", title="Alpha")
    with pytest.raises(UnusableDatabase, match=r"journeybot\.db is damaged, .* no text any more: map: .* 'title'\.$"):
        backup(database, tmp_path / "another")
    assert not (tmp_path / "another").exists()


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


def test_what_is_damaged_is_no_backup_and_none_is_made_of_it(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop())
    in_file.close()
    backup(database, tmp_path / "saved")
    for name in ("saved", "journeybot.db"):
        damage(tmp_path / name)
    with pytest.raises(UnusableDatabase, match=r"journeybot.db is damaged: NULL value in extra.x"):
        backup(database, tmp_path / "another")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UnusableDatabase, match=r"saved is damaged: NULL value in extra.x"):
        restore(database, tmp_path / "saved", over=True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert sorted(path.name for path in before) == ["journeybot.db", "saved"]


def test_a_backup_tells_what_it_holds_and_nothing_else_than_that_is_restored(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop(), notes=notes())
    in_file.change("T1", "w1", hurts("queue"))
    held = backup(database, tmp_path / "saved")
    in_file.close()
    assert f"{held}" == "1 map, 1 person, 4 notes"
    assert restore(database, tmp_path / "saved", over=True)[0] == held
    before = (tmp_path / "journeybot.db").read_bytes()
    assert b"manifest" not in before, "it is a database now, and no backup"
    tell(tmp_path / "saved", "DELETE FROM challenge")
    with pytest.raises(UnusableDatabase, match=r"saved does not hold what .* \(challenge: 1 then, 0 now\): something"):
        restore(database, tmp_path / "saved", over=True)
    tell(tmp_path / "saved", f"UPDATE alembic_version SET version_num = '{KNOWN[0]}'")
    with pytest.raises(UnusableDatabase, match=rf"\(schema: {KNOWN[-1]} then, {KNOWN[0]} now; challenge: 1 then"):
        restore(database, tmp_path / "saved", over=True)
    tell(tmp_path / "saved", "UPDATE manifest SET told = 'much'")
    with pytest.raises(UnusableDatabase, match="the count cannot be read"):
        restore(database, tmp_path / "saved", over=True)
    assert (tmp_path / "journeybot.db").read_bytes() == before


def test_a_backup_of_an_earlier_journeybot_has_no_count_and_comes_back(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop(), notes=notes())
    backup(database, tmp_path / "saved")
    in_file.close()
    tell(tmp_path / "saved", "DROP TABLE manifest")
    assert restore(database, tmp_path / "saved", over=True)[0] is None
    again = open_store(database)
    assert again.workshop("T1", "w1") is not None
    again.close()


def test_a_backup_put_in_place_by_hand_is_a_database_again(in_file: SqlStore, database: str, tmp_path: Path) -> None:
    in_file.begin(workshop(), notes=notes())
    backup(database, tmp_path / "saved")
    in_file.close()
    (tmp_path / "journeybot.db").unlink()
    (tmp_path / "saved").rename(tmp_path / "journeybot.db")
    again = open_store(database)
    again.change("T1", "w1", hurts("queue"))
    again.close()
    assert restore(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "journeybot.db") == (None, None)


def test_whatever_is_named_a_backup_or_put_back_is_on_the_disk_by_then(
    in_file: SqlStore, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_file.begin(workshop())
    in_file.close()
    synced: list[int] = []
    named: list[bool] = []
    really, rename = os.fsync, Path.replace

    def sync(file: int) -> None:
        synced.append(os.fstat(file).st_ino)
        really(file)

    def replace(path: Path, target: Path) -> Path:
        named.append(path.stat().st_ino in synced)
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    backup(database, tmp_path / "saved")
    restore(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "saved")
    assert named == [True, True]
    assert [inode for inode in synced if inode == tmp_path.stat().st_ino] == [tmp_path.stat().st_ino] * 2, "the names"


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


def test_a_folder_is_told_from_a_file_and_one_in_use_before_one_that_is_there(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop())
    with pytest.raises(UnusableDatabase, match=r"there is no folder .*/none\. Make it first") as told:
        backup(database, tmp_path / "none" / "saved")
    assert "part" not in f"{told.value}"
    backup(database, tmp_path / "saved")
    with pytest.raises(UnusableDatabase, match="is in use: stop journeybot first"):
        restore(database, tmp_path / "saved")
    with pytest.raises(UnusableDatabase, match="is a folder: name a file in it"):
        restore(database, tmp_path, over=True)


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
