"""P17: two web processes over one PostgreSQL beside one.

Each of eight people answers in a workshop of their own, as changes of one workshop wait for each other however many
processes there are. What the processors did for an answer is told, too: two processes can only be faster than one where
the machine has processors for them, for the server and for whoever sends.
"""

import json
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from typing import Any

import psutil

from storage.store import open_store
from tests import databases
from tests.bench import maps
from tests.bench.clients import Served, command, load, opened, served, submission
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample, Table

CLIENTS = 8
FLOOR, ONE, TWO = "floor: Bolt that only acknowledges", "one web process", "two web processes"


@cache
def answering(bench: Bench) -> Table:
    """Eight people answer, over PostgreSQL: all to one web process, or half of them to another."""
    each = 50 if bench.short else 200
    with ExitStack() as stack:
        url = stack.enter_context(databases.postgresql())
        _begin(url)
        slack = stack.enter_context(served("slack")).port
        floor = stack.enter_context(served("noop", slack=slack))
        webs = [stack.enter_context(served("ours", database=url, slack=slack)) for _ in range(2)]
        load(webs[0], [command("add", slack=slack) for _ in range(2)], clients=1)
        view = opened(slack)

        def answers(several: list[Served]) -> Sample:
            people = [number % CLIENTS for number in range(each * len(several))]
            parcels = [submission(_in(f"w{one}", view), f"U{one}") for one in people]
            shares = [parcels[number :: len(several)] for number in range(len(several))]
            begun = time.perf_counter(), sum(os.times()[:2]), _worked()
            with ThreadPoolExecutor(len(several)) as pool:
                both = [*pool.map(partial(load, clients=CLIENTS // len(several)), several, shares)]
            took, ours, all_of_it = time.perf_counter() - begun[0], sum(os.times()[:2]) - begun[1], _worked() - begun[2]
            return {
                "per s": len(parcels) / took,
                "p99 ms": max(one["p99 ms"] for one in both),
                "cpu ms, web": statistics.mean(one["cpu ms"] for one in both),
                "cpu ms, client": 1000 * ours / len(parcels),
                "processors busy": all_of_it / took,
            }

        acknowledged = {**view, "callback_id": "answer"}
        return bench.compare(
            f"{CLIENTS} clients send answers, PostgreSQL",
            {
                FLOOR: lambda: load(floor, [submission(acknowledged, "U0") for _ in range(each)], clients=CLIENTS),
                ONE: lambda: answers(webs[:1]),
                TWO: lambda: answers(webs),
            },
        )


def _begin(url: str) -> None:
    """A workshop for each client."""
    store = open_store(url)
    for number in range(CLIENTS):
        of = maps.workshop(f"w{number}")
        store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
    store.close()


def _in(workshop: str, view: dict[str, Any]) -> dict[str, Any]:
    """The dialog, as if it had been opened in that workshop."""
    there: dict[str, Any] = json.loads(json.dumps(view).replace("w0", workshop))
    return there


def _worked() -> float:
    """Seconds that all processors together were busy, with whatever."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0)


@goal("P17 PostgreSQL: two web processes, requests a second, beside one", at_least=1.6)
def two_beside_one(bench: Bench) -> float:
    return answering(bench).ratio(TWO, ONE, "per s")
