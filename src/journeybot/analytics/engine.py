"""Where the events are counted: DuckDB in this process, or the warehouse that a company has already."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from journeybot.analytics.unsound import Uncountable

MEMORY = "1GB"
"""Of DuckDB; what does not fit is laid on the disk."""

LOOKED_AT = 10_000_000
"""Bytes in which a file has to show how it is written."""

PARQUET = {".parquet", ".pq"}


def ibis() -> Any:
    """The library that counts. Raises Uncountable: `no_library` (it is an extra)."""
    try:
        import ibis as library  # noqa: PLC0415 -- an extra: only this pays for loading it
    except ImportError as error:
        raise Uncountable("no_library") from error
    return library


@contextmanager
def beside(*, memory: str = MEMORY) -> Iterator[Any]:
    """A DuckDB of our own in a folder that is gone afterwards, so that a log larger than the memory can be counted."""
    with TemporaryDirectory(prefix="journeybot-") as folder:
        engine = ibis().duckdb.connect(":memory:", memory_limit=memory, temp_directory=str(Path(folder) / "spill"))
        engine.settings["TimeZone"] = "UTC"  # a time without a zone is taken as UTC, wherever this runs
        try:
            yield engine
        finally:
            engine.disconnect()


def rows_of(engine: Any, path: Path) -> Any:
    """The rows of a CSV or Parquet file, not yet read, with their number in it as `nth`, the first is 0. All of a CSV
    file is text. Raises Uncountable: `no_file`, `unreadable`."""
    if not path.is_file():
        raise Uncountable("no_file", found=str(path))
    if not path.stat().st_size:
        raise Uncountable("empty", found=path.name)
    with readable(path):
        if path.suffix.casefold() in PARQUET:
            table = engine.read_parquet(path)
        else:
            table = engine.read_csv(path, all_varchar=True, header=True, store_rejects=True, encoding=encoding_of(path))
    return table.mutate(nth=ibis().row_number())


def encoding_of(path: Path) -> str:
    """How its text is written, by its first bytes: UTF-16 says so itself, and what is not UTF-8 is taken as Latin-1."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def cut(engine: Any) -> int:
    """How many lines of the file could not be taken apart; known once all of it has been read."""
    if "reject_errors" not in engine.list_tables():
        return 0
    return int(engine.table("reject_errors").line.nunique().execute())


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns what the engine says of a file into one of ours. Raises Uncountable: `unreadable`."""
    try:
        yield
    except _failures() as error:
        raise Uncountable("unreadable", found=path.name, error=str(error).strip().splitlines()[0]) from error


def warehouse(url: str, name: str) -> Any:
    """A table of the warehouse at that address, such as `events` or `web.events`. Raises Uncountable: `no_warehouse`,
    `no_table`."""
    try:
        engine = ibis().connect(url)
    except Exception as error:  # every driver has errors of its own
        raise Uncountable("no_warehouse", error=str(error).strip().splitlines()[0]) from error
    *schema, table = name.split(".")
    try:
        return engine.table(table, database=tuple(schema) if len(schema) > 1 else next(iter(schema), None))
    except Exception as error:
        raise Uncountable("no_table", found=name) from error


def _failures() -> tuple[type[Exception], ...]:
    import duckdb  # noqa: PLC0415

    return duckdb.Error, OSError, UnicodeError
