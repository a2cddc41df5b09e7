"""Before the first purchase: how long customers were on the site, and how many touchpoints they came by."""

from typing import Any

from journeybot.analytics.asked import Asked
from journeybot.analytics.engine import ibis
from journeybot.analytics.figures import Reason, Spread
from journeybot.analytics.rows import fetched, histogram, spread
from journeybot.analytics.steps import ORDER, among

A_MINUTE = 60


def minutes(steps: Any, asked: Asked) -> Spread | None:
    """How many minutes each buyer was on the site up to the first purchase: the sum of their visits, each from its
    first to its last event. A visit ends with a pause longer than `asked.minutes`, as sessions do in web analytics; how
    long the last page of one was looked at is nowhere recorded."""
    site = steps.filter(among(steps.channel, asked.site), steps.journey == 0, steps.won)
    site = site.mutate(second=site["at"].epoch_seconds())
    order = ibis().window(group_by="customer", order_by=[*ORDER])
    known = site.mutate(pause=site.second - site.second.lag().over(order))
    each = known.group_by("customer").agg(
        seconds=(known.pause <= asked.seconds).ifelse(known.pause, 0).sum().fill_null(0).cast("int64")
    )
    return spread(histogram(each, "seconds"), of=A_MINUTE)


def touchpoints(touches: Any, buyers: int) -> Spread | None:
    """How many touchpoints each buyer came by before the first purchase, repeats and all."""
    first = touches.filter(touches.journey == 0, touches.won)
    counted = histogram(first.group_by("customer").agg(number=first.count()), "number")
    none = buyers - sum(counted.values())
    return spread({**({0: none} if none else {}), **counted})


def reasons(steps: Any, asked: Asked) -> tuple[Reason, ...]:
    """Why customers came for help, the most frequent first."""
    helped = steps.filter(steps.reason != "")
    if asked.support:
        helped = helped.filter(among(helped.touchpoint, asked.support) | among(helped.channel, asked.support))
    found = fetched(helped.group_by("reason").agg(visits=helped.count(), customers=helped.customer.nunique()))
    each = (Reason(reason=row["reason"], visits=int(row["visits"]), customers=int(row["customers"])) for row in found)
    return tuple(sorted(each, key=lambda one: (-one.visits, one.reason)))
