"""Counts an event log in a process of its own, by our way or with pandas; says what it took."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.p20_events import took

GOAL, CART, PAUSE = "Order", "Cart", 1800


def main(how: str, log: Path) -> None:
    """Count, once everything is imported."""
    count = {"ours": _ours, "pandas": _pandas}[how]
    counted = count(log)
    begun = time.perf_counter()
    counted()
    print(took(begun))


def _ours(log: Path) -> Callable[[], object]:
    from journeybot.analytics import Asked, analyse  # noqa: PLC0415
    from journeybot.analytics.engine import ibis  # noqa: PLC0415

    ibis()
    return lambda: analyse(log, Asked(goals=(GOAL,), carts=(CART,)))


def _pandas(log: Path) -> Callable[[], object]:
    import pandas as pd  # noqa: PLC0415

    def counted() -> None:
        events = (
            pd.read_csv(log, parse_dates=["time"]).drop_duplicates().sort_values(["customer", "time"], kind="stable")
        )
        events["goal"] = events.touchpoint == GOAL
        by_customer = events.groupby("customer", sort=False)
        events["journey"] = by_customer.goal.cumsum() - events.goal
        events["bought"] = by_customer.goal.transform("sum")
        events["won"] = events.journey < events.bought
        _channels(events)
        touches = events[~events.goal]
        by_journey = touches.groupby(["customer", "journey"], sort=False)
        position, length = by_journey.cumcount() + 1, by_journey.touchpoint.transform("size")
        touches = touches.assign(position=position, length=length, before=by_journey.touchpoint.shift())
        _effects(touches)
        _ways(touches)
        _before(events)

    return counted


def _channels(events: Any) -> None:
    """Conversion by channel, and the carts."""
    last = events[events.goal].groupby("customer").time.max()
    first = events.groupby(["channel", "customer"]).time.min().reset_index()
    first["bought"] = first.customer.map(last) >= first.time
    first.groupby("channel").bought.agg(["size", "sum"])
    filled = events[events.touchpoint == CART]
    filled.groupby(["customer", "journey"]).won.max().agg(["size", "sum"])


def _effects(touches: Any) -> None:
    """First, last, linear, the turns, and where people leave."""
    won = touches[touches.won]
    won[won.position == 1].touchpoint.value_counts()
    won[won.position == won.length].touchpoint.value_counts()
    (1 / won.length).groupby(won.touchpoint).sum()
    turned = touches[touches.before != touches.touchpoint]
    turned.groupby(["before", "touchpoint"], dropna=False).size()
    lost = touches[~touches.won & (touches.position == touches.length)]
    lost.touchpoint.value_counts()


def _ways(touches: Any) -> None:
    turned = touches[touches.before != touches.touchpoint]
    ways = turned.groupby(["customer", "journey"], sort=False).touchpoint.agg(" > ".join)
    ways.value_counts().head(20)


def _before(events: Any) -> None:
    """Minutes on the site and touchpoints before the first purchase."""
    first = events[(events.journey == 0) & events.won]
    site = first[first.channel == "website"]
    pauses = site.groupby("customer", sort=False).time.diff().dt.total_seconds()
    pauses.where(pauses <= PAUSE, 0).groupby(site.customer).sum().describe()
    first[~first.goal].groupby("customer").size().describe()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
