"""A warehouse gives the same figures as the engine of our own; the expressions are the same."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from journeybot.analytics import Analysis, Asked, Uncountable, analyse, analyse_table
from tests.analytics.logs import HEAD, Event, made, written
from tests.databases import postgresql

ASKED = Asked(goals=("Order",), carts=("Cart",), support=("phone",))
TABLE = (
    "customer text, time timestamptz, touchpoint text, channel text, stage text, reason text, value double precision"
)


def _loaded(url: str, events: list[Event]) -> None:
    with psycopg.connect(url) as database:
        database.execute(f"CREATE TABLE events ({TABLE})")
        database.execute("CREATE TABLE texts (customer text, time text, touchpoint text, channel text)")
        marks = ", ".join(["%s"] * len(HEAD))
        with database.cursor() as cursor:
            rows = [tuple(cell or None for cell in event.row) for event in events]
            cursor.executemany(f"INSERT INTO events VALUES ({marks})", rows)


def test_postgresql_gives_the_same_figures(tmp_path: Path) -> None:
    events = list(
        {(one.customer, one.at): one for one in made(4)}.values()
    )  # where times are alike, only a file has an order
    ours = analyse(written(events, tmp_path / "log.csv"), ASKED)
    with postgresql(empty=True) as url:
        _loaded(url.replace("+psycopg", ""), events)
        theirs = analyse_table(url.replace("+psycopg", ""), "public.events", ASKED)
        for table, why in (("texts", "not_times"), ("nothing", "no_table")):
            with pytest.raises(Uncountable) as refused:
                analyse_table(url.replace("+psycopg", ""), table, ASKED)
            assert refused.value.why == why
    assert _rounded(theirs) == _rounded(ours)


def _rounded(found: Analysis) -> Analysis:
    """Sums of fractions depend on the order in which they are added, in their last digits."""
    effects = tuple(
        replace(
            one,
            linear=round(one.linear, 9),
            worth=round(one.worth, 6),
            markov=round(one.markov, 9),
            removal=round(one.removal, 9),
        )
        for one in found.effects
    )
    return replace(found, effects=tuple(sorted(effects, key=lambda one: one.name)))
