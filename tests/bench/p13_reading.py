"""P13: reading a whole workshop, and adding to one, costs the same however much is stored."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from storage.store import SqlStore, open_store
from storage.tables import Row
from tests.bench import maps, peers
from tests.bench.goals import goal
from tests.bench.sidebyside import Bench, Sample, Table, milliseconds

NAMED = {
    "map": {"key": "map-w"},
    "workshop": {"key": "w", "map": "map-w", "channel": "C-w"},
    "participant": {"workshop": "w"},
    "showing": {"key": "card-w", "workshop": "w", "channel": "C-w"},
}
"""Columns that differ between one workshop and its copies; notes differ in `map`."""


@contextmanager
def filled(bench: Bench, name: str, workshops: int) -> Iterator[SqlStore]:
    """A store with so many ordinary workshops, `w0` and on; all are copies of the first."""
    store = open_store(f"sqlite:///{bench.folder / name}.db")
    of = maps.workshop("w0")
    store.begin(of, notes=maps.sixty(), show=[maps.card(of)])
    with peers.raw(str(bench.folder / f"{name}.db")) as raw:
        raw.execute("BEGIN IMMEDIATE")
        for table in Row.metadata.sorted_tables:
            raw.execute(_copying(table.name, list(table.columns.keys())), {"last": workshops - 1})
        raw.execute("COMMIT")
    yield store
    store.close()


def _copying(table: str, columns: list[str]) -> str:
    named = NAMED.get(table, {"map": "map-w"})
    values = (f"'{named[column]}' || n" if column in named else f'"{column}"' for column in columns)
    numbers = "WITH numbers (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
    into = ", ".join(f'"{column}"' for column in columns)
    return f"{numbers} INSERT INTO {table} ({into}) SELECT {', '.join(values)} FROM {table}, numbers WHERE :last > 0"


@cache
def reading(bench: Bench) -> Table:
    """The same workshop read in four ways, and one of many read among many."""
    many = 1_000 if bench.short else 10_000
    with filled(bench, "few", 100) as few, filled(bench, "many", many) as more:
        path = str(bench.folder / "few.db")
        engine = peers.session_engine(f"sqlite:///{path}")

        def anyone(of: int) -> str:
            return f"w{random.randrange(of)}"

        with peers.raw(path) as raw:
            table = bench.compare(
                f"reading a workshop of 60 notes, 100 workshops stored ({many} in the last line)",
                {
                    "floor: raw sqlite3, rows as they come": lambda: milliseconds(
                        lambda: peers.read_raw(raw, anyone(100)), 20
                    ),
                    "SQLModel sessions": lambda: milliseconds(lambda: peers.read_with_sessions(engine, anyone(100)), 3),
                    "ours": lambda: milliseconds(lambda: few.journey("T1", anyone(100)), 20),
                    "ours, among many": lambda: milliseconds(lambda: more.journey("T1", anyone(many)), 20),
                },
            )
        engine.dispose()
    return table


@goal("P13 a whole workshop read, beside raw sqlite3", at_most=3.0)
def beside_raw(bench: Bench) -> float:
    return reading(bench).ratio("ours", "floor: raw sqlite3, rows as they come", "ms")


@goal("P13 a whole workshop read among 10,000 workshops, beside 100", at_most=1.25)
def among_many(bench: Bench) -> float:
    return reading(bench).ratio("ours, among many", "ours", "ms")


@goal("P13 one answer with 2,000 stored, beside 50", at_most=1.3)
def adding(bench: Bench) -> float:
    with filled(bench, "adding", 2) as store:
        for number, answers in enumerate((50, 2_000)):
            for _ in range(answers):
                store.change("T1", f"w{number}", maps.answer("U1"))

        def add(workshop: str) -> Sample:
            return milliseconds(lambda: store.change("T1", workshop, maps.answer("U1")), 5)

        table = bench.compare(
            "one answer more",
            {"floor: 50 answers stored": lambda: add("w0"), "2,000 answers stored": lambda: add("w1")},
            runs=bench.runs * 3,
        )
    return table.ratio("2,000 answers stored", "floor: 50 answers stored", "ms")
