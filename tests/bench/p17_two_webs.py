"""P17: two web processes over one PostgreSQL beside one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial

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
        store = open_store(url)
        of = maps.workshop("w0")
        store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
        store.close()
        slack = stack.enter_context(served("slack")).port
        floor = stack.enter_context(served("noop", slack=slack))
        webs = [stack.enter_context(served("ours", database=url, slack=slack)) for _ in range(2)]
        load(webs[0], [command("add", slack=slack) for _ in range(2)], clients=1)
        view = opened(slack)

        def answers(several: list[Served]) -> Sample:
            parcels = [submission(view, f"U{number % CLIENTS}") for number in range(each * len(several))]
            shares = [parcels[number :: len(several)] for number in range(len(several))]
            with ThreadPoolExecutor(len(several)) as pool:
                both = [*pool.map(partial(load, clients=CLIENTS // len(several)), several, shares)]
            return {"per s": sum(one["per s"] for one in both), "p99 ms": max(one["p99 ms"] for one in both)}

        acknowledged = {**view, "callback_id": "answer"}
        return bench.compare(
            f"{CLIENTS} clients send answers, PostgreSQL",
            {
                FLOOR: lambda: load(floor, [submission(acknowledged, "U0") for _ in range(each)], clients=CLIENTS),
                ONE: lambda: answers(webs[:1]),
                TWO: lambda: answers(webs),
            },
        )


@goal("P17 PostgreSQL: two web processes, requests a second, beside one", at_least=1.6)
def two_beside_one(bench: Bench) -> float:
    return answering(bench).ratio(TWO, ONE, "per s")
