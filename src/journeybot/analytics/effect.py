"""Which touchpoints bring about purchases: first, last, linear, and by what would be lost without them."""

from typing import Any

from journeybot.analytics.chain import removal_effects
from journeybot.analytics.figures import Effect
from journeybot.analytics.rows import Row, fetched
from journeybot.analytics.steps import BOUGHT, LEFT, START

Counts = dict[tuple[str, str], int]


def effects(touches: Any, counts: Counts, purchases: int) -> tuple[Effect, ...]:
    """Each touchpoint, the one with most purchases by the chain first; `purchases` are those with a touch before."""
    removal = removal_effects(counts)
    each, total = _counted(touches), sum(removal.values())
    worth = sum(row["worth"] for row in each)
    found = (_effect(row, removal.get(row["name"], 0.0), total, purchases=purchases, worth=worth) for row in each)
    return tuple(sorted(found, key=lambda one: (-one.markov, -one.linear, one.name)))


def _effect(row: Row, removal: float, total: float, *, purchases: int, worth: float) -> Effect:
    share = removal / total if total else 0.0
    return Effect(
        name=row["name"],
        journeys=int(row["journeys"]),
        first=float(row["first"]),
        last=float(row["last"]),
        linear=row["linear"],
        removal=removal,
        markov=share * purchases,
        worth=share * worth,
    )


def _counted(touches: Any) -> list[Row]:
    """Of each touchpoint what it did by the simple rules. `worth` adds up, over all, to what was bought."""
    won = touches.won.ifelse(1, 0)
    part = won.cast("float64") / touches.length.cast("float64")
    each = touches.mutate(
        is_first=won * (touches.position == 1).ifelse(1, 0),
        is_last=won * (touches.position == touches.length).ifelse(1, 0),
        part=part,
        worth_of=part * touches.worth,
    )
    by_journey = each.group_by(["name", "customer", "journey"]).agg(
        first=each.is_first.sum(), last=each.is_last.sum(), linear=each.part.sum(), worth=each.worth_of.sum()
    )
    return fetched(
        by_journey.group_by("name").agg(
            journeys=by_journey.count(),
            first=by_journey["first"].sum(),
            last=by_journey["last"].sum(),
            linear=by_journey.linear.sum(),
            worth=by_journey.worth.sum(),
        )
    )


def transitions(touched: Any, direct: int) -> Counts:
    """How often journeys went from one touchpoint to another, repeats left out, from START and to BOUGHT or LEFT;
    `direct` purchases had nothing before them."""
    counted = fetched(touched.group_by(["before", "name"]).agg(times=touched.count()))
    counts = {(row["before"], row["name"]): int(row["times"]) for row in counted}
    last = touched.filter(touched.position == touched.length)
    for row in fetched(last.group_by(["name", "won"]).agg(times=last.count())):
        counts[row["name"], BOUGHT if row["won"] else LEFT] = int(row["times"])
    return counts | ({(START, BOUGHT): direct} if direct else {})
