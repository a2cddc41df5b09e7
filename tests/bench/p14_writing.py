"""P14: twenty people answer at the same moment, in one process and in two."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from storage.store import open_store
from tests.bench import maps, peers
from tests.bench.goals import goal
from tests.bench.hands import at_work
from tests.bench.sidebyside import Bench, Sample, Table

HANDS = 20
FLOOR = "floor: raw sqlite3, one thread, a row a commit"
OURS, TWO, SESSIONS = "ours", "ours, half of the threads in another process", "a session per write"


@cache
def writing(bench: Bench) -> Table:
    """Twenty threads, each with its own answers to one workshop."""
    url, each = f"sqlite:///{bench.folder / 'writing.db'}", 5 if bench.short else 10
    of = maps.workshop("w0")
    with ExitStack() as stack:
        store = open_store(url)
        stack.callback(store.close)
        store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
        engine = peers.session_engine(url)
        stack.callback(engine.dispose)
        raw = stack.enter_context(peers.raw(str(bench.folder / "writing.db")))
        raw.execute("CREATE TABLE floor (text)")
        beside = stack.enter_context(neighbour(url, each * 4))

        def ours(hand: int) -> object:
            return store.change("T1", "w0", maps.answer(f"U{hand}"))

        def insert(_hand: int) -> object:
            return raw.execute("INSERT INTO floor VALUES (?)", (maps.text(),))

        def session(hand: int) -> object:
            return peers.answer_in_a_session(engine, "w0", f"U{hand}")

        return bench.compare(
            f"{HANDS} threads write answers to one workshop, synchronous=FULL",
            {
                FLOOR: lambda: at_work(1, each * HANDS, insert),
                SESSIONS: lambda: at_work(HANDS, each, session),
                OURS: lambda: at_work(HANDS, each * 4, ours),
                TWO: lambda: beside(lambda: at_work(HANDS // 2, each * 4, ours)),
            },
        )


@contextmanager
def neighbour(url: str, each: int) -> Iterator[Callable[[Callable[[], Sample]], Sample]]:
    """A second process; gives what does something while that one writes, and adds up how both fared."""
    command = [sys.executable, "-m", "tests.bench.neighbour", url, str(HANDS // 2), str(each)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    tell, heard = process.stdin, process.stdout
    heard.readline()

    def beside(do: Callable[[], Sample]) -> Sample:
        tell.write("go\n")
        tell.flush()
        here = do()
        there = json.loads(heard.readline())
        worse = max(here["p99 ms"], there["p99 ms"])
        return {"per s": here["per s"] + there["per s"], "p99 ms": worse, "errors": here["errors"] + there["errors"]}

    yield beside
    tell.close()
    process.wait(10)


@goal("P14 20 writing threads, writes a second, beside a session per write", at_least=8.0)
def throughput(bench: Bench) -> float:
    return writing(bench).ratio(OURS, SESSIONS, "per s")


@goal("P14 20 writing threads, p99, beside a session per write", at_most=1 / 20)
def tail(bench: Bench) -> float:
    return writing(bench).ratio(OURS, SESSIONS, "p99 ms")


@goal("P14 20 writing threads in two processes, p99, beside a session per write", at_most=1 / 20)
def tail_of_two(bench: Bench) -> float:
    return writing(bench).ratio(TWO, SESSIONS, "p99 ms")


@goal("P14 20 writing threads in two processes, errors", at_most=0)
def errors(bench: Bench) -> float:
    return max(sample["errors"] for sample in writing(bench).samples[TWO])
