"""R7: the disk is full at a random moment; what was taken stays, the map can be read, and with room all goes on."""

import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from journeybot.exports import to_json
from journeybot.obstacles import Unstored
from tests.soak.stubborn import Stubborn
from tests.soak.trials import trial
from tests.team import Team, gathered

SIZE = 2_000_000
SOON = 5.0
"""Seconds within which answers are taken again once there is room."""


@trial("R7  answers lost or doubled, reading or going on failed, disk full at random", at_most=0, times=50, short=2)
def wrong(folder: Path, times: int) -> float | None:
    """Fills a small disk while three people answer, so many times, each time with a new database."""
    chance, found, told = random.Random(7), Counter[str](), Counter[str]()
    for _ in range(times):
        with small_disk(folder) as place:
            if place is None:
                print("      not tried here: only root can make a small disk")
                return None
            found.update(_wrong_when_full(place, after=chance.uniform(0, 0.5), told=told))
    print(f"      {times} times full; {dict(told)} times told; {dict(found)}")
    return sum(found.values())


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk in memory; None if we may not make one."""
    place = folder / "disk"
    place.mkdir(exist_ok=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "journeybot", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _wrong_when_full(place: Path, *, after: float, told: Counter[str]) -> Counter[str]:
    with gathered(place) as team:
        people, enough = Stubborn(team), Event()
        people.begins()
        team.member("ana", channel="C2").asks("start Another", template="empty")
        answering = Thread(target=_answer, args=(people, enough))
        answering.start()
        time.sleep(after)
        ballast = _fill(place)
        time.sleep(0.1)
        found = Counter(reading=_cannot_read(team), ending=_ends_badly(people))
        ballast.unlink()
        since = time.monotonic()
        people.enters("with room again")
        found["late"] = time.monotonic() - since > SOON
        enough.set()
        answering.join()
        found["unended"] = not team.member("ana").asks("close")
        found.update(people.wrong(team.store))
    told.update(people.told)
    found["puzzled"] += len(people.puzzled)
    if people.puzzled:
        print(f"      {people.puzzled[:2]}")
    return found


def _answer(people: Stubborn, enough: Event) -> None:
    number = 0
    while not enough.is_set():
        people.together(number)
        number += 1


def _fill(place: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            return ballast


def _cannot_read(team: Team) -> int:
    """What of that which is wanted at the end of a workshop cannot be had: the story, the summary, the exports."""
    ana, key, failed = team.member("ana"), team.workshop.key, 0
    for text in ("story", "summary"):
        failed += not team.facilitator.text_of("T1", key, {"text": text})
    journey = team.facilitator.journey("T1", key)
    failed += not to_json(journey)
    ana.types("check")
    return failed


def _ends_badly(people: Stubborn) -> int:
    """Ending the workshop is done, or refused in plain words: it has to be written down."""
    try:
        people.team.member("ana", channel="C2").asks("close")
    except Unstored as error:
        return error.obstacle is None
    return 0
