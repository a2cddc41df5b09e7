"""Fetches what the engine has counted, as plain Python values."""

from collections.abc import Iterator
from typing import Any

from journeybot.analytics.figures import Spread

Row = dict[str, Any]


def fetched(table: Any) -> list[Row]:
    """All rows of a small table."""
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return rows


def spread(counted: dict[int, int], *, of: float = 1.0) -> Spread | None:
    """The spread of whole numbers, given how often each occurs, in units of `of`. Quartiles are those of the
    ordered numbers with straight lines in between (type 7 of Hyndman and Fan, 1996). No engine needs its own for it."""
    count = sum(counted.values())
    if not count:
        return None
    mean = sum(number * times for number, times in counted.items()) / count
    lower, median, upper = (_quantile(counted, (count - 1) * part) for part in (0.25, 0.5, 0.75))
    return Spread(count=count, mean=mean / of, median=median / of, lower=lower / of, upper=upper / of)


def _quantile(counted: dict[int, int], place: float) -> float:
    below, above = int(place), min(int(place) + 1, sum(counted.values()) - 1)
    first, second = _at(counted, below), _at(counted, above)
    return first + (second - first) * (place - below)


def _at(counted: dict[int, int], place: int) -> int:
    passed = 0
    for number, times in sorted(counted.items()):
        passed += times
        if passed > place:
            return number
    raise IndexError(place)


def histogram(table: Any, column: str) -> dict[int, int]:
    """How often each whole number occurs in a column."""
    counts = table.group_by(column).agg(times=table.count())
    return {int(row[column]): int(row["times"]) for row in _ordered(counts, column)}


def _ordered(table: Any, column: str) -> Iterator[Row]:
    return iter(fetched(table.order_by(column)))
