"""Maps that were finished, and improvements that were given a date, before anybody was called back or reminded: what is
yet to come of it is stored, as it is since for all that is closed or promised."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

LAPSED = timedelta(days=14)
"""Nobody waits any more for what was due that long ago."""

TIME = sa.DateTime(timezone=True)
WORKSHOP = sa.table("workshop", *map(sa.column, ("tenant", "key", "map")), sa.column("open", sa.Boolean()))
MAP = sa.table("map", sa.column("tenant"), sa.column("key"), sa.column("review_on", sa.Date()))
IMPROVEMENT = sa.table(
    "improvement", *map(sa.column, ("tenant", "key", "map", "owner", "status")), sa.column("due", sa.Date())
)
WAKE = sa.table(
    "wake",
    *map(sa.column, ("tenant", "key", "workshop", "kind", "person", "state", "turn", "message", "error")),
    sa.column("what", sa.JSON()),
    sa.column("since", TIME),
    sa.column("wake_at", TIME),
)


def upgrade() -> None:
    now, known = datetime.now(UTC), sa.select(WAKE.c.tenant, WAKE.c.key)
    there = {tuple(row) for row in op.get_bind().execute(known)}
    wanted = [*_reviews(now), *_promises(now)]
    missing = [one for one in wanted if (one["tenant"], one["key"]) not in there]
    if missing:
        op.bulk_insert(WAKE, missing)


def _reviews(now: datetime) -> Iterator[dict[str, Any]]:
    of_map = (MAP.c.tenant == WORKSHOP.c.tenant) & (MAP.c.key == WORKSHOP.c.map)
    ends = sa.select(WORKSHOP.c.tenant, WORKSHOP.c.key, MAP.c.review_on).join_from(WORKSHOP, MAP, of_map)
    coming = ends.where(~WORKSHOP.c.open, MAP.c.review_on >= (now - LAPSED).date())
    for tenant, workshop, day in op.get_bind().execute(coming):
        what = {"on": f"{day}"}
        yield _wake(tenant, workshop, f"review.{workshop}.{day}", kind="review", what=what, day=day, now=now)


def _promises(now: datetime) -> Iterator[dict[str, Any]]:
    """The first day on which there may be something to say is within a week before; when exactly is looked at then."""
    of_map = (IMPROVEMENT.c.tenant == WORKSHOP.c.tenant) & (IMPROVEMENT.c.map == WORKSHOP.c.map)
    columns = (IMPROVEMENT.c.key, IMPROVEMENT.c.owner, IMPROVEMENT.c.due)
    taken = sa.select(WORKSHOP.c.tenant, WORKSHOP.c.key, *columns).join_from(WORKSHOP, IMPROVEMENT, of_map)
    coming = taken.where(IMPROVEMENT.c.status.in_(["open", "doing"]), IMPROVEMENT.c.due >= now.date())
    for tenant, workshop, key, owner, due in op.get_bind().execute(coming):
        for person, ahead in product(re.findall(r"^<@([A-Z0-9]+)>$", owner), (2, 0)):
            name = f"due.{workshop}.{key}.{person}.{due}.{ahead}"
            what, day = {"improvement": key, "due": f"{due}", "ahead": f"{ahead}"}, due - timedelta(days=7)
            yield _wake(tenant, workshop, name, kind="due", what=what, day=day, now=now) | {"person": person}


def _wake(
    tenant: str, workshop: str, key: str, *, kind: str, what: dict[str, str], day: date, now: datetime
) -> dict[str, Any]:
    at = datetime.combine(day, time(0), UTC) - timedelta(hours=14)
    told = {"tenant": tenant, "key": key, "workshop": workshop, "kind": kind, "what": what}
    empty = {"person": "", "message": "", "error": "", "state": "waiting", "turn": 0}
    return {**told, **empty, "since": now, "wake_at": at}
