"""R25: workshop after workshop, and the bot stays as small as it was: memory, open files, threads."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bot.sandbox.faults import Faults
from bot.sandbox.player import Sandbox
from tests.soak.crowd import Crowd, Seat, bot_for, sandbox_for
from tests.soak.trials import trial

AN_HOUR = 20
"""Workshops that a busy bot sees in one hour."""

MOST_GROWTH = 5.0
"""Megabytes an hour."""

PEOPLE, EACH = 4, 5


@dataclass
class Sizes:
    """What the bot and its drawing processes took after each workshop."""

    megabytes: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    def note(self) -> None:
        """Look at every process that we have started, by now."""
        memory, files, threads = 0.0, 0, 0
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                memory += process.memory_info().rss / 1e6
                files += process.num_fds()
                threads += process.num_threads()
        self.megabytes.append(memory)
        self.files.append(files)
        self.threads.append(threads)

    def growth(self) -> float:
        """Megabytes more with each workshop; the first half is there for everything to be loaded and the caches to
        fill."""
        late = self.megabytes[len(self.megabytes) // 2 :]
        return statistics.linear_regression(range(len(late)), late).slope

    def more(self, counts: list[int]) -> int:
        """By how many the middle one of the last quarter exceeds that of the quarter before the half: a connection
        that happens to be open as we look is no leak."""
        quarter = max(len(counts) // 4, 1)
        earlier = counts[quarter : 2 * quarter] or counts
        return max(int(statistics.median(counts[-quarter:]) - statistics.median(earlier)), 0)


@trial("R25 MB an hour at 20 workshops an hour, 1 % of everything failing; workshops", at_most=5, times=120, short=0)
def growing(folder: Path, times: int) -> float:
    """So many workshops, one after the other; files or threads that are left open count as too much."""
    crowd, sizes, took = Crowd(rooms=times, people=PEOPLE, each=EACH), Sizes(), list[float]()
    with sandbox_for(crowd) as (url, server, own), bot_for(url, own, folder):
        server.stage.delivery.faults = Faults(seed=25, rate=0.01, late=1.0)
        for room in range(times):
            began = time.monotonic()
            _meet(url, room)
            took.append(time.monotonic() - began)
            sizes.note()
    third = max(times // 3, 1)
    slower = statistics.median(took[-third:]) / statistics.median(took[:third])
    growth, files, threads = sizes.growth() * AN_HOUR, sizes.more(sizes.files), sizes.more(sizes.threads)
    print(f"      {sizes.megabytes[0]:.0f} MB after the first, {sizes.megabytes[-1]:.0f} after the last;", end=" ")
    print(f"{files} files and {threads} threads more, a workshop takes {slower:.2f} times as long as at first")
    return growth if not files + threads else max(growth, MOST_GROWTH + files + threads)


def _meet(url: str, room: int) -> None:
    """Somebody begins, all answer, a map is drawn, and it is over."""
    channel, first = f"C{room:08}", room * PEOPLE
    Seat(url, f"U{first:08}", channel).enters("/journey start", "title", "Groceries")

    def answers(number: int) -> None:
        seat = Seat(url, f"U{number:08}", channel)
        for answer in range(EACH):
            seat.enters("/journey persona", "name", f"person {number} answer {answer}")

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(answers, range(first, first + PEOPLE)))
    for command in ("map", "status", "close"):
        Sandbox(url).post("act/command", user=f"U{first:08}", channel=channel, text=f"/journey {command}")
