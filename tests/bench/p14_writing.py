"""P14: twenty people answer at the same moment, in one process and in two."""

import statistics
import threading
import time
from collections.abc import Callable
from functools import cache

from storage.store import open_store
from tests.bench import maps, peers
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample, Table

HANDS = 20
FLOOR = "floor: raw sqlite3, one thread, a row and a commit"
OURS, TWO, SESSIONS = "ours", "ours, in each of two processes", "a session per write"


@cache
def writing(bench: Bench) -> Table:
    """Twenty threads, each with its own answers to one workshop."""
    url = f"sqlite:///{bench.folder / 'writing.db'}"
    of = maps.workshop("w0")
    store = open_store(url)
    store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
    engine = peers.session_engine(url)
    each = 5 if bench.short else 10
    with peers.raw(str(bench.folder / "writing.db")) as raw:
        raw.execute("CREATE TABLE floor (text)")

        def insert() -> None:
            raw.execute("INSERT INTO floor VALUES (?)", (maps.text(),))

        def ours(hand: int) -> None:
            store.change("T1", "w0", maps.answer(f"U{hand}"))

        def session(hand: int) -> None:
            peers.answer_in_a_session(engine, "w0", f"U{hand}")

        table = bench.compare(
            f"{HANDS} threads write answers to one workshop, synchronous=FULL",
            {
                FLOOR: lambda: hands_at_work(1, each * HANDS, lambda _hand: insert()),
                SESSIONS: lambda: hands_at_work(HANDS, each, session),
                OURS: lambda: hands_at_work(HANDS, each * 4, ours),
            },
        )
    engine.dispose()
    store.close()
    return table


def hands_at_work(hands: int, each: int, write: Callable[[int], None]) -> Sample:
    """So many threads write so often: how many writes a second, and the 99th percentile of one."""
    took: list[float] = []
    start = threading.Barrier(hands + 1)

    def work(hand: int) -> None:
        start.wait()
        for _ in range(each):
            begun = time.perf_counter()
            write(hand)
            took.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=work, args=(hand,)) for hand in range(hands)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    return {"per s": len(took) / seconds, "p99 ms": statistics.quantiles(took, n=100)[98]}


@goal("P14 20 writing threads, writes a second, beside a session per write", at_least=8.0)
def throughput(bench: Bench) -> float:
    return writing(bench).ratio(OURS, SESSIONS, "per s")


@goal("P14 20 writing threads, p99, beside a session per write", at_most=1 / 20)
def tail(bench: Bench) -> float:
    return writing(bench).ratio(OURS, SESSIONS, "p99 ms")
