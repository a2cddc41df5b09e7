"""Work for an easel, as functions that its process can find."""

import os
import time
from pathlib import Path

KEPT: list[bytes] = []


def warm() -> None:
    """Nothing to get ready."""


def pid() -> int:
    return os.getpid()


def double(number: int) -> int:
    return 2 * number


def break_off() -> None:
    raise ValueError("the chalk broke")


def dawdle() -> None:
    time.sleep(600)


def toil() -> None:
    while True:
        pass


def hoard() -> None:
    while True:
        KEPT.append(bytes(200_000_000))


def keep(number: int) -> int:
    KEPT.append(b"x" * number)
    return os.getpid()


def die(note: Path) -> None:
    with note.open("a", encoding="utf-8") as diary:
        diary.write("†")
    os._exit(3)


def die_once(note: Path) -> str:
    if not note.exists():
        die(note)
    return "done at last"


def meet(mine: Path, other: Path) -> bool:
    """Come, and wait until the other one is there too."""
    mine.touch()
    while not other.exists():
        time.sleep(0.01)
    return True
