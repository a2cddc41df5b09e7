"""R23: backups made while people answer are an exact beginning of what was acknowledged, and come back by a command."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from journeybot.journey import Challenge
from journeybot.workshop import Place
from storage.store import SqlStore, open_store
from tests.soak.crowd import Crowd, bot_for, reading, rests, sandbox_for
from tests.soak.trials import trial
from tests.storage.workshops import notes, workshop

SOON = 30.0
"""Seconds that restoring a hundred megabytes may take."""

BIG = 100_000_000


@dataclass(frozen=True)
class Taken:
    """A backup, how many answers had been acknowledged when it was begun, and when it was there."""

    file: Path
    before: int
    after: int


@trial("R23 backups under load that are no exact beginning, or come back slowly", at_most=0, times=20, short=0)
def wrong(folder: Path, times: int) -> float:
    """So many backups, one after the other. What its short form would show, `tests/storage/test_backup.py` does."""
    crowd, database = Crowd(rooms=2, people=4, each=10_000, pause=0.02), folder / "sandbox.db"
    with sandbox_for(crowd) as (url, server, own):
        with bot_for(url, own, folder):
            crowd.begin(url)
            answering = Thread(target=crowd.answers, args=(url,))
            answering.start()
            try:
                taken = [_backup(crowd, database, folder / f"{number}.backup") for number in range(times)]
            finally:
                crowd.enough.set()
                answering.join()
            with reading(folder) as store:
                rests(store, server.stage.workspace.team.id, crowd.rooms)
        tenant = server.stage.workspace.team.id
        whole = _names(database, crowd, tenant)
        bad = sum(not _is_a_beginning(one, crowd, tenant, whole=whole) for one in taken)
        _db(database, "restore", str(taken[-1].file), "--over")
        with bot_for(url, own, folder):  # the second command: start it again
            bad += _names(database, crowd, tenant) != _names(taken[-1].file, crowd, tenant)
    took, size = _restored(folder / "big", BIG)
    print(f"      {len(crowd.ok)} answers, {len(taken)} backups; {size / 1e6:.0f} MB came back in {took:.1f} s")
    return bad + (took > SOON)


def _backup(crowd: Crowd, database: Path, file: Path) -> Taken:
    time.sleep(0.3)
    before = len(crowd.ok)
    _db(database, "backup", str(file))
    return Taken(file, before, len(crowd.ok) + len(crowd.unknown))


def _db(database: Path, *command: str) -> None:
    around = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([sys.executable, "-m", "bot", "db", *command], env=around, check=True, stdout=subprocess.DEVNULL)


def _is_a_beginning(taken: Taken, crowd: Crowd, tenant: str, *, whole: Sequence[Sequence[str]]) -> bool:
    """Room by room what was there first, everything acknowledged before it was begun, and nothing that was not yet
    under way when it was there."""
    found = _names(taken.file, crowd, tenant)
    first = all(room == there[: len(room)] for room, there in zip(found, whole, strict=True))
    every = {name for room in found for name in room}
    promised = {name for _, name in crowd.ok[: taken.before]}
    return first and promised <= every and len(every) <= taken.after + crowd.rooms * crowd.people


def _names(database: Path, crowd: Crowd, tenant: str) -> list[list[str]]:
    store = open_store(f"sqlite:///{database}")
    try:
        return [[note.name for note in crowd.personas(store, tenant, room)] for room in range(crowd.rooms)]
    finally:
        store.close()


def _restored(folder: Path, size: int) -> tuple[float, int]:
    """Seconds in which a backup of that many bytes is the database again, and its size."""
    folder.mkdir()
    _fill(open_store(f"sqlite:///{folder / 'old.db'}"), size)
    _db(folder / "old.db", "backup", str(folder / "big.backup"))
    began = time.monotonic()
    _db(folder / "new.db", "restore", str(folder / "big.backup"))
    return time.monotonic() - began, (folder / "new.db").stat().st_size


def _fill(store: SqlStore, size: int) -> None:
    text = "Waiting in the rain. " * 95
    for number in range(size // (50 * len(text)) + 1):
        many = [Challenge(key=f"{number} {one}", text=f"{one} {text}", position=one) for one in range(50)]
        store.begin(workshop(str(number), place=Place("T1", f"C{number}")), notes=(*notes(), *many))
    store.close()
