"""What was acknowledged is there: under many hands, beside another process, after a kill."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.player import PATIENCE
from journeybot.journey import Challenge, Persona, Score
from journeybot.obstacles import Obstacle
from journeybot.workshop import Change, Notes, Refusal, Workshop
from storage.engine import make_engine
from storage.room import Room
from storage.store import SqlStore, open_store
from storage.trouble import UnusableDatabase
from storage.writer import Together
from tests.soak.disk import FULL, Act, disk, within_reach
from tests.storage.workshops import hurts, notes, puts, workshop


def all_at_once(hands: int, edits: int, edit: Callable[[int, int], object]) -> None:
    """`hands` threads make `edits` edits each; what one raises is raised here."""
    start = threading.Barrier(hands)

    def work(hand: int) -> None:
        start.wait()
        for number in range(edits):
            edit(hand, number)

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(work, range(hands)))


def neighbour(url: str, name: str, *, edits: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.neighbour", url, name, str(edits)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_twenty_hands_lose_nothing(store: SqlStore) -> None:
    store.begin(workshop(), notes=notes())
    all_at_once(20, 20, lambda hand, number: store.change("T1", "w1", hurts(f"{hand} {number}")))
    after = store.workshop("T1", "w1")
    assert after is not None
    challenges = store.notes("T1", "w1", Challenge)
    assert (len(challenges), after.about.revision, after.counts["challenge"]) == (400, 400, 400)
    assert [challenge.position for challenge in challenges] == list(range(1, 401))


def test_every_edit_of_one_note_builds_on_the_one_before(store: SqlStore) -> None:
    store.begin(workshop(), notes=(*notes(), Score(key="s", position=1, persona="ana", touchpoint="shop", value=0)))

    def up(before: Workshop, there: Notes) -> Change:
        score = there.find("s")
        assert isinstance(score, Score)
        more = Score(key="s", position=1, persona="ana", touchpoint="shop", value=score.value + 1)
        return Change(workshop=before, put=(more,))

    all_at_once(10, 20, lambda _hand, _number: store.change("T1", "w1", up))
    score = store.note("T1", "w1", "s")
    assert isinstance(score, Score)
    assert score.value == 200


def test_a_map_is_read_as_it_was_at_one_moment(store: SqlStore) -> None:
    store.begin(workshop())
    torn = []

    def read_or_write(hand: int, number: int) -> None:
        if hand == 0:
            journey = store.journey("T1", "w1")
            torn.append(journey.about.revision - len(journey.challenges))
        else:
            store.change("T1", "w1", hurts(f"{hand} {number}"))

    all_at_once(4, 50, read_or_write)
    assert torn == [0] * 50


def test_who_is_refused_disturbs_nobody(store: SqlStore) -> None:
    """Refused moves share transactions with others that must be kept."""
    store.begin(workshop())
    refused = []

    def some_fail(hand: int, number: int) -> None:
        if hand % 2:
            store.change("T1", "w1", hurts(f"{hand} {number}"))
            return
        halves = Persona(key="x", name="x"), Score(key="y", persona="", touchpoint="", value=1)
        with pytest.raises(Refusal, match="gone"):
            store.change("T1", "w1", puts(*halves))
        refused.append(hand)

    all_at_once(10, 20, some_fail)
    assert len(refused) == len(store.notes("T1", "w1", Challenge)) == 100
    assert store.notes("T1", "w1", Persona) == (), "nothing of what was refused in the middle"


def test_two_presses_at_once_are_one_step(store: SqlStore) -> None:
    begun = store.begin(workshop())
    outcomes = []

    def press(_hand: int, _number: int) -> None:
        try:
            store.change("T1", "w1", lambda w, _: Change(workshop=w.advance(begun.step)))
        except Refusal as refusal:
            outcomes.append(refusal.why)

    all_at_once(8, 1, press)
    assert outcomes == ["moved_on"] * 7


def test_two_processes_share_a_file(in_file: SqlStore, database: str) -> None:
    in_file.begin(workshop())
    other = neighbour(database, "there", edits=50)
    all_at_once(4, 10, lambda hand, number: in_file.change("T1", "w1", hurts(f"here {hand} {number}")))
    said = other.communicate(timeout=PATIENCE)[0].splitlines()
    after = in_file.workshop("T1", "w1")
    assert after is not None
    assert other.returncode == 0
    assert (after.about.revision, len(in_file.notes("T1", "w1", Challenge)), len(said)) == (90, 90, 51)


def test_a_kill_loses_nothing_that_was_acknowledged(database: str, tmp_path: Path) -> None:
    store = open_store(database)
    store.begin(workshop())
    store.close()
    process = neighbour(database, "killed", edits=5_000)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline() for _ in range(20)]
    process.kill()
    acknowledged += process.stdout.readlines()
    process.wait()
    reopened = open_store(database)
    stored = reopened.notes("T1", "w1", Challenge)
    found = reopened.workshop("T1", "w1")
    assert found is not None
    assert {line.strip() for line in acknowledged if line.endswith("\n")} - {"ready"} <= {note.key for note in stored}
    assert found.about.revision == len(stored) == found.counts["challenge"]
    reopened.close()
    with closing(sqlite3.connect(tmp_path / "journeybot.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_short_lock_of_another_program_is_waited_for(in_file: SqlStore, tmp_path: Path) -> None:
    in_file.begin(workshop())
    with closing(sqlite3.connect(tmp_path / "journeybot.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
        assert in_file.change("T1", "w1", hurts("queue")).about.revision == 1


def test_a_long_lock_is_named_and_forgotten(in_file: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file.begin(workshop())
    monkeypatch.setattr("storage.engine.PATIENCE", 0.05)
    with closing(sqlite3.connect(tmp_path / "journeybot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnusableDatabase, match="held by another program, so nothing was stored") as refused:
            in_file.change("T1", "w1", hurts("queue"))
        assert refused.value.obstacle is Obstacle.HELD, "so that people are told what it is"
        assert in_file.notes("T1", "w1", Challenge) == ()
    assert in_file.change("T1", "w1", hurts("queue")).about.revision == 1


def test_who_comes_later_waits_on_when_the_one_before_has_waited_long_enough(
    in_file: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Together(in_file._engine, Room())
    with (
        closing(writer),
        closing(sqlite3.connect(tmp_path / "journeybot.db", isolation_level=None)) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("storage.engine.PATIENCE", 0.3)
        first = pool.submit(writer.write, lambda _: "first")
        while not writer._waiting and not first.done():
            time.sleep(0.001)
        monkeypatch.setattr("storage.engine.PATIENCE", PATIENCE)
        later = pool.submit(writer.write, lambda _: "later")
        with pytest.raises(UnusableDatabase, match="held by another program"):
            first.result()
        assert not later.done()
        other.execute("ROLLBACK")
        assert later.result() == "later"


def test_a_full_disk_is_named_and_survived(in_file: SqlStore) -> None:
    """SQLite is told that the file may not grow, which is what it meets when the disk is full."""
    in_file.begin(workshop())
    raw = make_engine(str(in_file._engine.url))
    big = "x" * 200_000
    with in_file._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    in_file._writer.write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(UnusableDatabase, match="The disk is full, so nothing was stored"):
        in_file.change("T1", "w1", hurts(big))
    assert in_file.journey("T1", "w1").challenges == ()
    in_file._writer.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1000000"))
    assert in_file.change("T1", "w1", hurts("queue")).about.revision == 1
    raw.dispose()


@pytest.mark.skipif(not within_reach(), reason="SQLite is built into Python")
def test_a_disk_that_is_full_of_our_own_log_has_room(in_file: SqlStore, database: str) -> None:
    """The log may not grow beyond a few answers; each time it is written back, and begins anew where it lies."""
    in_file.begin(workshop())
    in_file.close()
    full = []

    def small(act: Act, name: str, at: int, _data: bytes) -> int:
        if act is not Act.WRITE or not name.endswith("-wal") or at < 120_000:
            return 0
        full.append(at)
        return FULL

    with disk(small):
        store = open_store(database)
        for number in range(40):
            store.change("T1", "w1", hurts(f"queue {number}"))
        assert len(store.notes("T1", "w1", Challenge)) == 40
        store.close()
    assert len(full) > 1


def test_a_move_that_asks_the_store_is_told_not_to(in_file: SqlStore) -> None:
    """It would wait for itself, and everybody else for it."""
    in_file.begin(workshop())
    with pytest.raises(RuntimeError, match="it cannot ask the store"):
        in_file.change("T1", "w1", lambda w, _: Change(workshop=in_file.change("T1", "w1", hurts("queue"))))
    assert in_file.change("T1", "w1", hurts("queue")).about.revision == 1


def test_a_closed_store_says_so(in_file: SqlStore) -> None:
    in_file.begin(workshop())
    in_file.close()
    in_file.close()
    with pytest.raises(UnusableDatabase, match="closed"):
        in_file.change("T1", "w1", hurts("queue"))
