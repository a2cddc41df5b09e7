"""P9 to P11: an answer that Slack sends, from the signed request to the acknowledgement, stored for good."""

from contextlib import ExitStack
from functools import cache

from storage.store import open_store
from tests.bench import maps
from tests.bench.clients import command, load, opened, served, submission
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample, Table

CLIENTS = 8
FLOOR, NOOP, DEFAULT = "floor: ASGI and the signature", "Bolt that only acknowledges", "the same in Bolt's default way"
SESSIONS, OURS = "a session per request", "ours"


@cache
def answering(bench: Bench) -> Table:
    """Eight people send the same dialog, again and again, each time with other words in it."""
    each = 100 if bench.short else 400
    with ExitStack() as stack:
        slack = stack.enter_context(served("slack")).port
        urls = {name: prepared(bench, f"answering-{name}") for name in ("sessions", "ours")}
        servers = {
            name: stack.enter_context(served(name, database=urls.get(name, ""), slack=slack))
            for name in ("floor", "noop", "sessions", "ours")
        }
        load(servers["ours"], [command("add", slack=slack) for _ in range(2)], clients=1)
        view = opened(slack)
        sent = {"ours": 0}

        def answers(name: str, count: int) -> Sample:
            about = view if name == "ours" else {**view, "callback_id": "answer"}
            parcels = [submission(about, f"U{number % CLIENTS}") for number in range(count)]
            sent[name] = sent.get(name, 0) + count
            return load(servers[name], parcels, clients=CLIENTS)

        table = bench.compare(
            f"{CLIENTS} clients send answers, synchronous=FULL",
            {
                FLOOR: lambda: answers("floor", each),
                NOOP: lambda: answers("noop", each),
                SESSIONS: lambda: answers("sessions", each // 4),
                OURS: lambda: answers("ours", each),
            },
        )
    assert stored(urls["ours"]) == sent["ours"], "an acknowledged answer is missing"
    return table


def prepared(bench: Bench, name: str) -> str:
    """A database with one workshop in it, at the step of the challenges."""
    url = f"sqlite:///{bench.folder / name}.db"
    store = open_store(url)
    of = maps.workshop("w0")
    store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
    store.close()
    return url


def stored(url: str) -> int:
    """How many answers came to those that were there."""
    store = open_store(url)
    found = store.workshop("T1", "w0")
    store.close()
    assert found is not None
    return found.counts["challenge"] - sum(note.key.startswith("c") for note in maps.sixty())


@goal("P9 a durable answer, requests a second, beside a no-op", at_least=0.5)
def rate(bench: Bench) -> float:
    return answering(bench).ratio(OURS, NOOP, "per s")


@goal("P9 a durable answer, p99, beside a no-op", at_most=2.5)
def tail(bench: Bench) -> float:
    return answering(bench).ratio(OURS, NOOP, "p99 ms")


@goal("P10 a durable answer, requests a second, beside a session per request", at_least=2.0)
def rate_beside_sessions(bench: Bench) -> float:
    return answering(bench).ratio(OURS, SESSIONS, "per s")


@goal("P10 a durable answer, p99, beside a session per request", at_most=0.1)
def tail_beside_sessions(bench: Bench) -> float:
    return answering(bench).ratio(OURS, SESSIONS, "p99 ms")


@goal("P11 one command at one client, p50, beside Bolt's default", at_most=0.2)
def one_command(bench: Bench) -> float:
    with ExitStack() as stack:
        slack = stack.enter_context(served("slack")).port
        url = prepared(bench, "command")
        servers = {
            name: stack.enter_context(served(name, database=url, slack=slack))
            for name in ("floor", "noop", "default", "ours")
        }

        def one(name: str) -> Sample:
            return load(servers[name], [command("status", slack=slack) for _ in range(10)], clients=1)

        table = bench.compare(
            "one client types /journey status",
            {
                FLOOR: lambda: one("floor"),
                NOOP: lambda: one("noop"),
                DEFAULT: lambda: one("default"),
                OURS: lambda: one("ours"),
            },
        )
    return table.ratio(OURS, DEFAULT, "p50 ms")
