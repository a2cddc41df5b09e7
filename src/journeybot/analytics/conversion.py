"""How many of those who come to a stage or a channel buy; and where the others leave."""

from collections.abc import Sequence
from typing import Any

from journeybot.analytics.asked import Asked
from journeybot.analytics.engine import ibis
from journeybot.analytics.figures import Carts, Leaving, Reach
from journeybot.analytics.rows import Row, fetched
from journeybot.analytics.steps import among


def by_stage(steps: Any, order: Sequence[str]) -> tuple[Reach, ...]:
    """Each stage in the order given; a stage that is not in it stands behind, without an order."""
    rank = _rank(steps.stage, order)
    ranked = steps.filter(steps.stage != "").mutate(rank=rank)
    last = ranked.mutate(farthest=ranked.rank.max().over(ibis().window(group_by="customer")))
    found = _reached(last, ["stage", "rank"], farthest=last.farthest.max())
    reached = [
        Reach(
            stage=row["stage"],
            **_counts(row),
            onward=row["onward"] if row["rank"] >= 0 else None,
        )
        for row in found
    ]
    known = {name: number for number, name in enumerate(order)}
    return tuple(sorted(reached, key=lambda one: (known.get(one.stage, len(known)), one.stage)))


def by_channel(steps: Any) -> tuple[Reach, ...]:
    """Each channel, the one with most customers first."""
    found = _reached(steps.filter(steps.channel != ""), ["channel"])
    return tuple(
        Reach(channel=row["channel"], **_counts(row))
        for row in sorted(found, key=lambda row: (-row["customers"], row["channel"]))
    )


def crossed(steps: Any, order: Sequence[str]) -> tuple[Reach, ...]:
    """Each stage by each channel."""
    found = _reached(steps.filter(steps.stage != "", steps.channel != ""), ["stage", "channel"])
    known = {name: number for number, name in enumerate(order)}
    found.sort(key=lambda row: (known.get(row["stage"], len(known)), row["stage"], -row["customers"], row["channel"]))
    return tuple(Reach(stage=row["stage"], channel=row["channel"], **_counts(row)) for row in found)


def _reached(steps: Any, keys: list[str], **also: Any) -> list[dict[str, Any]]:
    """Of each group the customers in it, those who had not bought before their first time there, and those of them who
    did then or after."""
    each = steps.group_by([*keys, "customer"]).agg(first=steps["at"].min(), first_goal=steps.first_goal.min(), **also)
    never = each.first_goal.isnull()
    figures = {
        "customers": each.count(),
        "fresh": (never | (each.first_goal >= each["first"])).ifelse(1, 0).sum(),
        "bought": (~never & (each.first_goal >= each["first"])).ifelse(1, 0).sum(),
    }
    if also:
        figures["onward"] = (each.farthest > each["rank"]).ifelse(1, 0).sum()
    return [
        {name: int(value) if name in figures else value for name, value in row.items()}
        for row in fetched(each.group_by(keys).agg(**figures))
    ]


def _counts(row: Row) -> Row:
    return {name: row[name] for name in ("customers", "fresh", "bought")}


def _rank(stage: Any, order: Sequence[str]) -> Any:
    pairs = [(stage == name, ibis().literal(number)) for number, name in enumerate(order)]
    return ibis().cases(*pairs, else_=-1) if pairs else ibis().literal(-1)


def leaving(touches: Any) -> tuple[Leaving, ...]:
    """Each touchpoint, that where most journeys ended without a purchase first. Only the journeys of people who had not
    bought before: who has bought and is gone has not been lost."""
    touches = touches.filter(touches.journey == 0)
    last = ((touches.position == touches.length) & ~touches.won).ifelse(1, 0)
    each = touches.group_by(["name", "customer", "journey"]).agg(left=last.max())
    found = fetched(each.group_by("name").agg(journeys=each.count(), left=each.left.sum()))
    left = (Leaving(touchpoint=row["name"], journeys=int(row["journeys"]), left=int(row["left"])) for row in found)
    return tuple(sorted(left, key=lambda one: (-one.left, one.touchpoint)))


def carts(steps: Any, asked: Asked) -> Carts | None:
    """The carts, if it was said where they are filled. One cart is counted for each journey: who comes back and buys
    has not left it."""
    if not asked.carts:
        return None
    filled = steps.filter(among(steps.touchpoint, asked.carts))
    each = filled.group_by(["customer", "journey"]).agg(won=filled.won.ifelse(1, 0).max())
    (row,) = fetched(each.agg(filled=each.count(), won=each.won.sum()))
    return Carts(filled=int(row["filled"]), left=int(row["filled"]) - int(row["won"] or 0))
