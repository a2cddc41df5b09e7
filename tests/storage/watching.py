"""Looking over SQLite's shoulder: which statements it is given, and how many steps it makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.store import SqlStore


@contextmanager
def statements(store: SqlStore) -> Iterator[list[str]]:
    """Every statement that SQLite is given, with its values in it, on reading and writing connections."""
    seen: list[str] = []

    def look(connection: Any, *_rest: object) -> None:
        connection.set_trace_callback(seen.append)

    event.listen(store._engine, "checkout", look)
    store._writer.write(lambda connection: look(connection.connection.driver_connection))
    yield seen
    event.remove(store._engine, "checkout", look)
    store._writer.write(lambda connection: connection.connection.driver_connection.set_trace_callback(None))  # type: ignore[union-attr]


@contextmanager
def steps(store: SqlStore) -> Iterator[list[None]]:
    """One entry for each instruction that SQLite's virtual machine runs for a write."""
    seen: list[None] = []

    def handle(handler: Any) -> None:
        store._writer.write(lambda connection: connection.connection.driver_connection.set_progress_handler(handler, 1))  # type: ignore[union-attr]

    handle(lambda: seen.append(None))
    yield seen
    handle(None)
