"""Finds the touchpoints that open a map: the other end of a link is stored with the touchpoint only."""

from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.holders import Holder
from journeybot.journey import Key, Touchpoint
from storage import workshops
from storage.rows import OF_KIND
from storage.statements import Statement

TOUCHPOINT = OF_KIND[Touchpoint]
AT, W = TOUCHPOINT.table, workshops.W

OF_MAP = Statement(
    workshops.HEAD.add_columns(*TOUCHPOINT.columns)
    .join(AT, sa.and_(AT.c.tenant == W.c.tenant, AT.c.map == W.c.map))
    .where(AT.c.link == sa.bindparam("link"))
    .order_by(W.c.key, AT.c.position, AT.c.key),
    (*workshops.TURNS, *TOUCHPOINT.turns),
)


def of_map(connection: Connection, tenant: str, workshop: Key) -> tuple[Holder, ...]:
    """The touchpoints of this tenant that open the map of a workshop."""
    return tuple(_holder(row) for row in OF_MAP.rows(connection, {"tenant": tenant, "link": workshop}))


def _holder(row: list[object]) -> Holder:
    head = len(workshops.TURNS)
    touchpoint = cast(Touchpoint, TOUCHPOINT.value(row[head:]))
    return Holder(workshop=workshops.line(row[:head]).workshop, touchpoint=touchpoint)
