"""Makes of the rows of a log the events that count: read, in one spelling, each once; and says what was left out."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from journeybot.analytics.columns import OPTIONAL
from journeybot.analytics.engine import ibis
from journeybot.analytics.unsound import Bad, Uncountable, Unsound

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nobody's event log is older: a time before it is a fault, most often an empty one that became 1970."""

MILLISECONDS = 100_000_000_000
"""A number of seconds that large is one of milliseconds: it would lie 3,000 years ahead."""

WITH_POINTS = r"^(\d{1,2})\.(\d{1,2})\.(\d{4})"
"""A day as 31.03.2026. Which of 03/04/2026 is the month nobody can tell, so that is not read."""

SHOWN = 3
"""Times that could not be read, as examples."""


def read(rows: Any, columns: Mapping[str, str], *, lenient: bool) -> Any:
    """The rows as events, good and bad: `at` is null where the time is none. `lenient`: text may be read as times and
    numbers; a warehouse has columns for them. Raises Uncountable: `not_times`, `not_numbers`."""
    texts = {name: _text(rows, columns.get(name)) for name in ("customer", "touchpoint", "channel", *OPTIONAL[:-1])}
    at = _time(rows[columns["time"]], lenient=lenient)
    value = _number(rows, columns.get("value"), lenient=lenient)
    nth = rows.nth if "nth" in rows.columns else ibis().literal(0)
    said = at.isnull().ifelse(rows[columns["time"]].cast("string"), "")
    no_number = (_text(rows, columns.get("value")) != "") & value.isnull()
    return rows.select(**texts, at=at, value=value, nth=nth.cast("int64"), said=said, no_number=no_number)


def _text(rows: Any, column: str | None) -> Any:
    return rows[column].cast("string").strip().fill_null("") if column else ibis().literal("")


def _time(column: Any, *, lenient: bool) -> Any:
    if column.type().is_timestamp() or column.type().is_date():
        return column.cast("timestamp('UTC')")
    if column.type().is_integer():
        return _since_1970(column.cast("int64"))
    if not lenient:
        raise Uncountable("not_times", column=column.get_name())
    text = column.strip().re_replace(WITH_POINTS, r"\3-\2-\1")
    return ibis().coalesce(text.try_cast("timestamp('UTC')"), _since_1970(text.try_cast("int64")))


def _since_1970(number: Any) -> Any:
    seconds = ibis().cases((number.abs() >= MILLISECONDS, number // 1000), else_=number)
    return seconds.as_timestamp("s").cast("timestamp('UTC')")


def _number(rows: Any, column: str | None, *, lenient: bool) -> Any:
    if column is None:
        return ibis().null("float64")
    if rows[column].type().is_numeric():
        return rows[column].cast("float64")
    if not lenient:
        raise Uncountable("not_numbers", column=column)
    return rows[column].strip().try_cast("float64")


def sound(events: Any, columns: Collection[str], now: datetime) -> Any:
    """The events that count, each once: rows that are the same in all of these columns are one event."""
    good = events.filter(_kept(events, now))
    same = ["at" if column == "time" else column for column in columns]
    once = good.group_by(same).agg(nth=good.nth.min())
    nothing = {column: ibis().literal("") for column in OPTIONAL[:-1] if column not in columns}
    worth = {} if "value" in columns else {"value": ibis().null("float64")}
    return once.mutate(**nothing, **worth)


def _kept(events: Any, now: datetime) -> Any:
    there = (events.customer != "") & (events.touchpoint != "") & events.at.notnull()
    return there & (events.at <= _literal(now)) & (events.at >= _literal(EARLIEST))


def _literal(at: datetime) -> Any:
    return ibis().literal(at, type="timestamp('UTC')")


def unsound(events: Any, kept: int, now: datetime, *, cut: int = 0, latin: bool = False) -> Unsound:
    """What is wrong with the events of a log of which `kept` were kept. Whether they
    stood in order is seen later."""
    beyond = (events.at > _literal(now)) | (events.at < _literal(EARLIEST))
    named = (events.customer != "") & (events.touchpoint != "")
    counts = events.agg(
        rows=events.count(),
        nobody=(events.customer == "").sum(),
        nowhere=((events.customer != "") & (events.touchpoint == "")).sum(),
        times=(named & events.at.isnull()).sum(),
        beyond=(named & beyond).sum(),
        values=events.no_number.sum(),
    )
    (found,) = counts.to_pyarrow().to_pylist()
    known = {name: int(number or 0) for name, number in found.items()}
    left = sum(known[name] for name in ("nobody", "nowhere", "times", "beyond"))
    doubled = known["rows"] - left - kept
    bad = _bad(events) if known["times"] else ()
    return Unsound(
        **known,
        kept=kept,
        doubled=doubled,
        cut=cut,
        latin=int(latin),
        bad=bad,
    )


def _bad(events: Any) -> tuple[Bad, ...]:
    wrong = events.filter(events.at.isnull(), events.customer != "", events.touchpoint != "")
    some = wrong.order_by("nth").limit(SHOWN).select("nth", "said").to_pyarrow().to_pylist()
    return tuple(Bad(row=one["nth"] + 2, found=one["said"] or "") for one in some)
