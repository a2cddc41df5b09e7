"""The ways that customers take through the touchpoints, and where they leave the way that the map shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeybot.analytics.effect import Counts
from journeybot.analytics.figures import Turn, Way
from journeybot.analytics.rows import fetched
from journeybot.analytics.steps import BOUGHT, LEFT, START

LONGEST = 8
"""Touchpoints of a way that are told; ways that are alike up to there are taken together."""

MOST = 20
"""Ways that are told."""


def ways(touched: Any) -> tuple[Way, ...]:
    """The ways most taken, repeats left out."""
    places = [f"s{number}" for number in range(1, LONGEST + 1)]
    at = {place: (touched.position == number).ifelse(touched.name, "").max() for number, place in enumerate(places, 1)}
    each = touched.group_by(["customer", "journey"]).agg(
        **at, more=(touched.length.max() > LONGEST), won=touched.won.ifelse(1, 0).max()
    )
    alike = each.group_by([*places, "more"]).agg(journeys=each.count(), bought=each.won.sum())
    most = alike.order_by([alike.journeys.desc(), *places]).limit(MOST)
    return tuple(
        Way(
            names=tuple(row[place] for place in places if row[place]),
            more=row["more"],
            journeys=int(row["journeys"]),
            bought=int(row["bought"]),
        )
        for row in fetched(most)
    )


def turns(counts: Counts, flow: Sequence[str], after: Mapping[str, str]) -> tuple[Turn, ...]:
    """Every turn from one touchpoint to another, the most frequent first. `flow` are the map's touchpoints in order,
    `after` what it says comes next where that is not the next in order."""
    place = {name: number for number, name in enumerate(flow)}
    found = (
        Turn(before=one, after=other, times=times, kind=_kind(one, other, place, after))
        for (one, other), times in counts.items()
        if one != START and other not in {BOUGHT, LEFT}
    )
    return tuple(sorted(found, key=lambda turn: (-turn.times, turn.before, turn.after)))


def _kind(one: str, other: str, place: Mapping[str, int], after: Mapping[str, str]) -> str:
    if one not in place or other not in place:
        return "unknown"
    if after.get(one) == other or (one not in after and place[other] == place[one] + 1):
        return "mapped"
    return "ahead" if place[other] > place[one] else "back"
