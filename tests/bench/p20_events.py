"""P20: an event log to the figures of a team, beside pandas doing the same; and how it grows from 1 to 10 million."""

import resource
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb

from tests.bench.clients import started
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample, Table

MILLION = 1_000_000
OURS, TENTH, PANDAS = "ours, Ibis on DuckDB", "ours, a tenth of the events", "pandas"

MAKING = """
COPY (
    SELECT 'c' || (hash(i * 7 + 1) % ({count} // 12)) AS customer,
        TIMESTAMP '2026-01-01' + to_seconds(CAST(hash(i) % 10000000 AS BIGINT)) AS time,
        touchpoint, channels[list_position(names, touchpoint)] AS channel,
        CASE touchpoint WHEN 'Order' THEN CAST(hash(i * 3) % 90 + 10 AS VARCHAR) END AS value
    FROM (
        SELECT i, ['Ad', 'Home page', 'Product page', 'Cart', 'Newsletter', 'Shop', 'Hotline', 'Order'] AS names,
            ['social', 'website', 'website', 'website', 'e-mail', 'store', 'phone', 'website'] AS channels,
            names[CAST(1 + least(hash(i * 5) % 9, 7) AS BIGINT)] AS touchpoint
        FROM range({count}) AS numbers(i)
    )
) TO '{path}' (HEADER)
"""
"""A log of so many events in no order, twelve of each customer."""


@goal("P20 an event log counted: time beside pandas", at_most=2.5)
def time_beside_pandas(bench: Bench) -> float:
    return _table(bench).ratio(OURS, PANDAS, "ms")


@goal("P20b an event log counted: peak memory beside pandas", at_most=0.5)
def memory_beside_pandas(bench: Bench) -> float:
    return _table(bench).ratio(OURS, PANDAS, "MiB")


@goal("P20c ten times the events: times the time", at_most=15.0)
def growth(bench: Bench) -> float:
    return _table(bench).ratio(OURS, TENTH, "ms")


@cache
def _table(bench: Bench) -> Table:
    """All three, side by side: 10 million events, in the short form a hundredth of that."""
    count = MILLION // 10 if bench.short else 10 * MILLION
    many, few = (_log(bench.folder, number) for number in (count, count // 10))
    contenders: dict[str, Callable[[], Sample]] = {
        OURS: lambda: _run("ours", many),
        TENTH: lambda: _run("ours", few),
        PANDAS: lambda: _run("pandas", many),
    }
    return bench.compare(f"{count:,} events", contenders, runs=1 if bench.short else 3)


def _log(folder: Path, count: int) -> Path:
    path = folder / f"events-{count}.csv"
    duckdb.sql(MAKING.format(count=count, path=path))
    return path


def _run(how: str, log: Path) -> Sample:
    """In a process of its own; what it took is in its last line."""
    with started([sys.executable, "-W", "ignore", "-m", "tests.bench.events", how, str(log)]) as process:
        assert process.stdout
        said = process.stdout.read().split()
        assert process.wait() == 0, "it failed"
    return {"ms": float(said[-2]), "MiB": float(said[-1])}


def took(begun: float) -> str:
    """Milliseconds since then, and the most memory (MiB) that this process has had."""
    return f"{(time.perf_counter() - begun) * 1000} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}"
