"""From an event log to the figures that teams ask for; the same expressions for DuckDB and for a warehouse."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from journeybot.analytics import cleaning, conversion, effect, visits
from journeybot.analytics.asked import SITE, Asked
from journeybot.analytics.columns import columns_of
from journeybot.analytics.engine import PARQUET, beside, cut, encoding_of, readable, rows_of, warehouse
from journeybot.analytics.figures import Analysis
from journeybot.analytics.flow import Flow
from journeybot.analytics.rows import Row, fetched
from journeybot.analytics.steps import disordered, steps, touches, without_repeats
from journeybot.analytics.unsound import Uncountable, Unsound
from journeybot.analytics.ways import turns, ways
from journeybot.journey import JourneyMap


def analyse(
    log: Path, asked: Asked, *, journey: JourneyMap | None = None, named: Mapping[str, str] | None = None
) -> Analysis:
    """The figures of a CSV or Parquet file. `named` gives the headings of columns that are called otherwise. Raises
    Uncountable."""
    now = datetime.now(UTC)
    with beside() as engine:
        rows = rows_of(engine, log)
        columns = columns_of(_headings(rows), named or {})
        with readable(log):
            events = _kept(engine, "rows", cleaning.read(rows, columns, lenient=True))
        kept = _kept(engine, "events", cleaning.sound(events, columns, now))
        soundness = cleaning.unsound(events, int(kept.count().execute()), now, cut=cut(engine), latin=_is_latin(log))
        return _figures(kept, soundness, asked, flow=Flow.of(journey), engine=engine)


def analyse_table(
    url: str, table: str, asked: Asked, *, journey: JourneyMap | None = None, named: Mapping[str, str] | None = None
) -> Analysis:
    """The figures of a table in a warehouse, counted there; nothing is written into it. Raises Uncountable."""
    now, rows = datetime.now(UTC), warehouse(url, table)
    columns = columns_of(_headings(rows), named or {})
    events = cleaning.read(rows, columns, lenient=False)
    kept = cleaning.sound(events, columns, now)
    soundness = cleaning.unsound(events, int(kept.count().execute()), now)
    return _figures(kept, soundness, asked, flow=Flow.of(journey))


def _is_latin(log: Path) -> bool:
    return log.suffix.casefold() not in PARQUET and encoding_of(log) == "latin-1"


def _headings(rows: Any) -> list[str]:
    return [name for name in rows.columns if name != "nth"]


def _figures(events: Any, soundness: Unsound, asked: Asked, *, flow: Flow, engine: Any = None) -> Analysis:
    if not soundness.kept:
        raise Uncountable("nothing_left", soundness=soundness)
    known = _kept(engine, "steps", steps(events, asked, flow.stage_of, flow.spelling))
    soundness = replace(soundness, disordered=disordered(known))
    whole = _whole(known)
    touched = _kept(engine, "touches", touches(known, asked.by))
    turned = _kept(engine, "turned", without_repeats(touched))
    led_to = _led_to(touched)
    direct = whole["purchases"] - led_to
    counts = effect.transitions(turned, direct)
    order = flow.stages or _in_time(known)
    by_touchpoint = counts if asked.by == "touchpoint" else {}
    return Analysis(
        soundness=soundness,
        **whole,
        by=asked.by,
        direct=direct,
        stages=conversion.by_stage(known, order),
        channels=conversion.by_channel(known),
        crossed=conversion.crossed(known, order),
        leaving=conversion.leaving(touched),
        carts=conversion.carts(known, asked),
        reasons=visits.reasons(known, asked),
        minutes=visits.minutes(known, asked),
        touchpoints=visits.touchpoints(touched, whole["buyers"]),
        effects=effect.effects(touched, counts, led_to),
        ways=ways(turned),
        turns=turns(by_touchpoint, flow.touchpoints, flow.after) if flow.touchpoints else (),
        unmapped=_unmapped(known, flow) if flow.touchpoints else (),
        missing=_missing(known, asked),
        pause=asked.minutes,
    )


def _kept(engine: Any, name: str, table: Any) -> Any:
    """Counted once, where we have a place of our own for it."""
    if engine is None:
        return table
    engine.create_table(name, table)
    return engine.table(name)


def _whole(known: Any) -> Row:
    (row,) = fetched(
        known.agg(
            customers=known.customer.nunique(),
            buyers=known.customer.nunique(where=known.goal == 1),
            purchases=known.goal.sum(),
            first=known["at"].min(),
            last=known["at"].max(),
        )
    )
    days = {name: row[name].date().isoformat() for name in ("first", "last")}
    return {name: int(row[name]) for name in ("customers", "buyers", "purchases")} | days


def _led_to(touched: Any) -> int:
    """How many purchases had something before them."""
    return int(touched.filter(touched.won, touched.position == 1).count().execute())


def _in_time(known: Any) -> list[str]:
    """The stages that a log names, in the order in which customers came to them, in the mean."""
    each = known.filter(known.stage != "").group_by(["customer", "stage"]).agg(first=lambda table: table["at"].min())
    ranked = each.mutate(rank=each["first"].rank().over(group_by="customer", order_by="first"))
    found = fetched(ranked.group_by("stage").agg(mean=ranked["rank"].cast("float64").mean()))
    return [row["stage"] for row in sorted(found, key=lambda row: (row["mean"], row["stage"]))]


def _missing(known: Any, asked: Asked) -> tuple[tuple[str, str], ...]:
    """What was asked for and is nowhere in the log: most often a slip of the pen, and it would look like a disaster."""
    places, channels = _names(known, "touchpoint"), _names(known, "channel")
    site = asked.site if asked.site != SITE else ()
    wanted = (
        ("goal", asked.goals, places),
        ("cart", asked.carts, places),
        ("support", asked.support, places | channels),
    )
    every = (*wanted, ("site", site, channels))
    return tuple((kind, name) for kind, names, there in every for name in names if name.strip().lower() not in there)


def _names(known: Any, column: str) -> set[str]:
    return {row[column].lower() for row in fetched(known.select(column).distinct())}


def _unmapped(known: Any, flow: Flow) -> tuple[tuple[str, int], ...]:
    found = fetched(known.group_by("touchpoint").agg(times=known.count()))
    strange = ((row["touchpoint"], int(row["times"])) for row in found if row["touchpoint"] not in flow.touchpoints)
    return tuple(sorted(strange, key=lambda one: (-one[1], one[0])))
