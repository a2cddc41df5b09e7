"""P12: a cold start, until the first request is answered, and what it costs to be there and wait."""

import http.client
import socket
import sys
import time
from functools import cache

import psutil

from tests.bench.clients import address_of, served, started, wait_until
from tests.bench.goals import goal
from tests.bench.p09_answering import prepared
from tests.bench.servers import SECRET, TOKEN
from tests.bench.sidebyside import Bench, Sample, Table

LIBRARIES = "slack_bolt, slack_bolt.adapter.socket_mode, starlette.applications, uvicorn, sqlmodel, jinja2, "
LIBRARIES += "pydantic_settings, typer"
FLOOR, NOOP, OURS = "floor: importing the libraries", "Bolt that only acknowledges", "ours: journeybot run"
MEGABYTE = 2**20
AT_REST = 0.5
"""Seconds after which a process that was not asked anything is taken to be idle."""


@cache
def starting(bench: Bench) -> Table:
    """Processes started cold, one after the other."""
    url = prepared(bench, "starting")
    with served("slack") as slack:
        return bench.compare(
            "a cold start",
            {FLOOR: importing, NOOP: lambda: noop(slack.port), OURS: lambda: ours(url, slack.port)},
            runs=2 if bench.short else 9,
        )


def importing() -> Sample:
    """No program, only what journeybot imports."""
    begun = time.perf_counter()
    with started([sys.executable, "-c", f"import {LIBRARIES}"]) as process:
        assert process.wait(60) == 0
    return {"ms": (time.perf_counter() - begun) * 1000, "MB": 1, "Matplotlib": 0}


def noop(slack: int) -> Sample:
    """A Bolt app in the same set-up."""
    begun = time.perf_counter()
    with served("noop", slack=slack) as server:
        return _ready(begun, server.port, server.process)


def ours(database: str, slack: int) -> Sample:
    """What a host starts."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_APP_TOKEN": "", "LOG_LEVEL": "WARNING"}
    settings |= {"DATABASE_URL": database, "SLACK_API_URL": address_of(slack)}
    begun = time.perf_counter()
    with started([sys.executable, "-m", "bot", "run"], **settings, PORT=str(port), HOST="127.0.0.1") as process:
        return _ready(begun, port, psutil.Process(process.pid))


def _ready(begun: float, port: int, process: psutil.Process) -> Sample:
    wait_until(lambda: _answers(port) or not process.is_running(), else_say="it does not answer")
    assert process.is_running(), "it ended instead of starting"
    took = (time.perf_counter() - begun) * 1000
    time.sleep(AT_REST)
    drawing = any("matplotlib" in mapped.path for mapped in process.memory_maps())
    return {"ms": took, "MB": process.memory_info().rss / MEGABYTE, "Matplotlib": float(drawing)}


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().status)  # whatever it says: a no-op knows no such page
    except ConnectionError:
        return False
    finally:
        connection.close()


@goal("P12 ready, beside importing the libraries", at_most=1.4)
def ready(bench: Bench) -> float:
    return starting(bench).ratio(OURS, FLOOR, "ms")


@goal("P12 memory of the idle bot, beside a no-op", at_most=1.8)
def memory(bench: Bench) -> float:
    return starting(bench).ratio(OURS, NOOP, "MB")


@goal("P12 starts in which the bot itself loaded Matplotlib", at_most=0)
def matplotlib(bench: Bench) -> float:
    return sum(sample["Matplotlib"] for sample in starting(bench).samples[OURS])
