"""Another process at the same file: `python -m tests.storage.neighbour URL NAME HOW_MANY` writes that many challenges
from four threads, and says each one's text on a line as soon as it is stored."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from storage.store import open_store
from tests.storage.workshops import hurts


def say(line: str) -> None:
    """One write, so that lines of two threads stay two lines."""
    os.write(1, f"{line}\n".encode())


def main(url: str, name: str, how_many: int) -> None:
    store = open_store(url)

    def hurt(number: int) -> None:
        text = f"{name} {number}"
        store.change("T1", "w1", hurts(text))
        say(text)

    say("ready")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hurt, range(how_many)))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
