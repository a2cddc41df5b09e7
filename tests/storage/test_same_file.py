"""No answer is acknowledged into a file that somebody has deleted or replaced."""

import errno
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from bot.heart import Heart
from bot.serving import attentive
from bot.watch import must_have_its_file
from journeybot.journey import Challenge
from journeybot.obstacles import Obstacle
from storage.store import SqlStore, open_store, utc_now
from storage.trouble import UnusableDatabase
from tests.storage.workshops import hurts, notes, workshop


def deleted(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink()


def replaced(file: Path) -> None:
    open_store(f"sqlite:///{file}.new").close()
    Path(f"{file}.new").replace(file)


def without_its_log(file: Path) -> None:
    Path(f"{file}-wal").unlink()


def moved(file: Path) -> None:
    file.rename(f"{file}.old")


TAKEN_AWAY = [deleted, replaced, without_its_log, moved]


@pytest.mark.parametrize("take", TAKEN_AWAY)
def test_once_it_is_gone_nothing_is_acknowledged_and_it_is_said_once(
    in_file: SqlStore, tmp_path: Path, take: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    in_file.begin(workshop(), notes=notes())
    heart = Heart(in_file.wellbeing, part="all", clock=utc_now, silence=lambda: None)
    heart.once()
    in_file.must_be_there()
    take(tmp_path / "journeybot.db")
    left = sorted(tmp_path.iterdir())
    for number in range(3):
        with pytest.raises(UnusableDatabase, match=r"deleted or replaced.*journeybot db restore") as refused:
            in_file.change("T1", "w1", hurts(f"{number}"))
        assert refused.value.obstacle is Obstacle.GONE
    with pytest.raises(UnusableDatabase):
        in_file.must_be_there()
    heart.once()
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]
    assert sorted(tmp_path.iterdir()) == left, "no other file was made"


def test_what_was_acknowledged_while_it_was_moved_away_is_in_the_file_that_was_moved(
    in_file: SqlStore, database: str, tmp_path: Path
) -> None:
    in_file.begin(workshop(), notes=notes())
    done: list[str] = []

    def answer() -> None:
        with suppress(UnusableDatabase):
            for number in range(100_000):
                in_file.change("T1", "w1", hurts(f"{number}"))
                done.append(f"{number}")

    thread = threading.Thread(target=answer)
    thread.start()
    while len(done) < 5:
        thread.join(0.001)
    moved(tmp_path / "journeybot.db")
    acknowledged = len(done)
    thread.join(10)
    assert len(done) <= acknowledged + 1, "one may have been under way"
    in_file.close()
    Path(f"{tmp_path / 'journeybot.db'}.old").rename(tmp_path / "journeybot.db")
    again = open_store(database)
    assert {note.key for note in again.notes("T1", "w1", Challenge)} >= set(done)
    again.close()


def test_a_disk_that_does_not_tell_whether_it_is_there_ends_nothing(
    in_file: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object, **_named: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    in_file.begin(workshop(), notes=notes())
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", failing)
        with pytest.raises(UnusableDatabase, match=r"Input/output error.*look after the disk") as refused:
            in_file.change("T1", "w1", hurts("queue"))
        must_have_its_file(in_file)
    assert refused.value.obstacle is Obstacle.FAILING
    assert in_file.change("T1", "w1", hurts("later")).counts["challenge"] == 2


@pytest.mark.parametrize("take", TAKEN_AWAY)
def test_every_process_ends_with_1_once_it_is_gone(
    in_file: SqlStore, tmp_path: Path, take: Callable[[Path], None]
) -> None:
    must_have_its_file(in_file)
    take(tmp_path / "journeybot.db")
    with pytest.raises(SystemExit) as ended:
        attentive(lambda _seconds: False, partial(must_have_its_file, in_file))(None)
    assert ended.value.code == 1


def test_what_only_reads_opens_no_other_file_and_makes_none(in_file: SqlStore, tmp_path: Path) -> None:
    deleted(tmp_path / "journeybot.db")
    in_file._readers.close()
    with pytest.raises(UnusableDatabase):
        in_file.workshop("T1", "w1")
    assert list(tmp_path.iterdir()) == []
