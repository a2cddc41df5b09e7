"""What people have taken on: the improvements of one owner, over all maps of a tenant."""

from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Improvement, Status
from journeybot.undertakings import Undertaking
from storage import workshops
from storage.rows import OF_KIND
from storage.statements import Statement

IMPROVEMENT = OF_KIND[Improvement]
TAKEN, W = IMPROVEMENT.table, workshops.W

OF_OWNER = Statement(
    workshops.HEAD.add_columns(*IMPROVEMENT.columns)
    .join(TAKEN, sa.and_(TAKEN.c.tenant == W.c.tenant, TAKEN.c.map == W.c.map))
    .where(
        TAKEN.c.owner == sa.bindparam("owner"), sa.or_(TAKEN.c.status == Status.OPEN, TAKEN.c.status == Status.DOING)
    )
    .order_by(TAKEN.c.due.is_(None), TAKEN.c.due, W.c.key, TAKEN.c.position)
    .limit(sa.bindparam("most")),
    (*workshops.TURNS, *IMPROVEMENT.turns),
)
"""What is still to be done, the earliest date first."""


def of_owner(connection: Connection, tenant: str, owner: str, *, most: int) -> tuple[Undertaking, ...]:
    """What `owner` has taken on and not done yet."""
    params = {"tenant": tenant, "owner": owner, "most": most}
    return tuple(_undertaking(row) for row in OF_OWNER.rows(connection, params))


def _undertaking(row: list[object]) -> Undertaking:
    head = len(workshops.TURNS)
    improvement = cast(Improvement, IMPROVEMENT.value(row[head:]))
    return Undertaking(workshop=workshops.line(row[:head]).workshop, improvement=improvement)
