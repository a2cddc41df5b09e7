"""Puts each customer's events in order, and says of each which journey it belongs to: a purchase ends one."""

from collections.abc import Mapping
from typing import Any

from journeybot.analytics.asked import Asked
from journeybot.analytics.engine import ibis

ORDER = ("at", "nth", "touchpoint", "channel")
"""Of a customer's events; what has one time stands as in the file or, where there is no file, by name."""

START, BOUGHT, LEFT = "(start)", "(bought)", "(left)"
"""Before a journey, and the two ways it can end."""


def steps(events: Any, asked: Asked, stage_of: Mapping[str, str], spelling: Mapping[str, str]) -> Any:
    """The events with `goal` (1 at a purchase), `journey` (how many purchases the customer had made before), `won`
    (whether the journey led to one), `worth` (the value of its purchase), `first_goal` (when the customer first
    bought). `spelling` and `stage_of` give, by names in lower case, how the map spells a touchpoint and its stage."""
    spelt = events.mutate(touchpoint=_looked_up(events.touchpoint, spelling, events.touchpoint))
    staged = spelt.mutate(stage=_stage(spelt, stage_of))
    marked = staged.mutate(goal=_goal(staged, asked).ifelse(1, 0))
    so_far = ibis().cumulative_window(group_by="customer", order_by=[*ORDER])
    before = ibis().window(group_by="customer", order_by=[*ORDER])
    counted = marked.mutate(
        journey=marked.goal.sum().over(so_far) - marked.goal, put_back=marked.nth < marked.nth.lag().over(before)
    )
    return _with_purchases(counted)


def _with_purchases(counted: Any) -> Any:
    """Joined, not looked up by windows: there are few purchases beside all else that customers do."""
    bought = counted.filter(counted.goal == 1)
    buyers = bought.group_by("customer").agg(goals=bought.count(), first_goal=bought["at"].min())
    worth = bought.select("customer", "journey", worth=bought.value.fill_null(0.0))
    known = counted.left_join(buyers, "customer").drop("customer_right")
    known = known.left_join(worth, ["customer", "journey"]).drop("customer_right", "journey_right")
    won = (known.journey < known.goals).fill_null(ibis().literal(value=False))
    return known.mutate(won=won, worth=known.worth.fill_null(0.0))


def disordered(steps: Any) -> int:
    """How many rows of a file stand behind a later one of the same customer; in a warehouse none has a place."""
    return int(steps.filter(steps.put_back).count().execute())


def _goal(events: Any, asked: Asked) -> Any:
    if not asked.goals:
        return events.value.fill_null(0.0) > 0
    return among(events.touchpoint, asked.goals)


def among(column: Any, names: tuple[str, ...]) -> Any:
    """Whether a text is one of these names, without regard to case."""
    return column.lower().isin([name.strip().lower() for name in names]) if names else ibis().literal(value=False)


def _stage(events: Any, stage_of: Mapping[str, str]) -> Any:
    return (events.stage == "").ifelse(_looked_up(events.touchpoint, stage_of, ibis().literal("")), events.stage)


def _looked_up(column: Any, found: Mapping[str, str], otherwise: Any) -> Any:
    pairs = [(column.lower() == name, ibis().literal(said)) for name, said in found.items()]
    return ibis().cases(*pairs, else_=otherwise) if pairs else otherwise


def touches(steps: Any, by: str) -> Any:
    """What came before the purchases, with the `name` that is weighed, its `position` in its journey from 1 and the
    journey's `length`. A purchase itself is no touch: it is what they led to."""
    before = steps.filter(steps.goal == 0)
    named = before.mutate(name=(before[by] == "").ifelse("-", before[by]))
    journey = ibis().window(group_by=["customer", "journey"], order_by=[*ORDER])
    whole = ibis().window(group_by=["customer", "journey"])
    return named.mutate(position=ibis().row_number().over(journey) + 1, length=named.count().over(whole))


def without_repeats(touches: Any) -> Any:
    """The touches without those that only repeat the one before; `position` and `length` are counted anew, `before` is
    the name of the one before, empty at the first."""
    order = ibis().window(group_by=["customer", "journey"], order_by="position")
    known = touches.mutate(before=touches.name.lag().over(order))
    new = known.filter(known.before.isnull() | (known.before != known.name))
    whole = ibis().window(group_by=["customer", "journey"])
    again = ibis().window(group_by=["customer", "journey"], order_by="position")
    return new.mutate(
        position=ibis().row_number().over(again) + 1, length=new.count().over(whole), before=new.before.fill_null(START)
    )
