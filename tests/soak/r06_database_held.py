"""R6: another program holds the database while a crowd answers; everybody is told what to do, and nothing is lost."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

from tests.soak.crowd import Crowd, cards_that_are_wrong, reading, rests, sandbox_for
from tests.soak.supervised import supervised
from tests.soak.trials import trial

HELD = (1, 5, 30)
BUSY = "another program holds my database"


@trial(
    "R6  answers lost, doubled or not explained, the database held by another program, s", at_most=0, times=30, short=1
)
def wrong(folder: Path, times: int) -> float:
    """Held for one second, then for five and so on, at most for so many."""
    found = 0
    for seconds in (held for held in HELD if held <= times):
        place = folder / str(seconds)
        place.mkdir()
        found += _wrong_when_held(place, seconds)
    return found


def _wrong_when_held(folder: Path, seconds: int) -> int:
    crowd = Crowd(rooms=2, people=5, each=6)
    with sandbox_for(crowd) as (url, server, own), supervised(url, own, folder):
        crowd.begin(url)
        answering = Thread(target=crowd.answers, args=(url,))
        with held(folder / "sandbox.db"):
            answering.start()
            time.sleep(seconds)
            meanwhile = len(crowd.ok)
        answering.join()
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            rests(store, tenant, crowd.rooms)
            found = crowd.wrong_in(store, tenant)
            cards = cards_that_are_wrong(server.stage.workspace, store, crowd.rooms)
    puzzling = [words for words in crowd.told if BUSY not in words]
    unforeseen = (folder / "bot.log").read_text().count("Traceback")
    told = len(crowd.told) - len(puzzling)
    print(
        f"      held for {seconds} s: {len(crowd.ok)} taken ({meanwhile} meanwhile), {told} times told to try again,"
        f" {sorted({*puzzling})[:2]} puzzling, {unforeseen} tracebacks, {dict(found)}, cards {cards}"
    )
    return sum(found.values()) + cards + len(puzzling) + unforeseen + len(crowd.unknown) + meanwhile


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another process has the file for itself while inside."""
    holding = subprocess.Popen(
        [sys.executable, "-m", __name__, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holding.stdout
    assert holding.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holding.communicate(timeout=10)


def hold(file: str) -> None:
    """Have it until nobody speaks to us any more."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN EXCLUSIVE")
        print("held", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    hold(sys.argv[1])
