"""Revisions: whole maps, frozen in JSON as they are, so that they can be drawn, compared and brought back."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.engine import Connection

from journeybot.journey import LISTS, JourneyMap, Key
from journeybot.revisions import Keep, Kept, Revision, Why
from journeybot.workshop import Refusal, Workshop
from storage import workshops
from storage.readers import Readers
from storage.rows import NOTES
from storage.statements import Statement
from storage.tables import table
from storage.within import Within

R = table("revision")
HERE = sa.and_(R.c.tenant == sa.bindparam("at_tenant"), R.c.map == sa.bindparam("at_map"))
HEAD = sa.select(*(R.c[name] for name in ("number", "at", "why", "reason", "change", "counts"))).where(HERE)
TURNS = (None, None, Why, None, None, None)

ALL = Statement(HEAD.order_by(R.c.number.desc()), TURNS)
ONE = Statement(HEAD.add_columns(R.c.document).where(R.c.number == sa.bindparam("at_number")), (*TURNS, None))
LAST = Statement(HEAD.order_by(R.c.number.desc()).limit(1), TURNS)
INSERT = Statement(sa.insert(R))


@cache
def _shape() -> TypeAdapter[JourneyMap]:
    return TypeAdapter(JourneyMap)


def whole(within: Within, workshop: Workshop, *, now: datetime) -> JourneyMap:
    """All of a map, read in one transaction."""
    lists: dict[str, Any] = {LISTS[word]: within.read(rows, rows.every) for word, rows in NOTES.items()}
    people, scale = workshop.took_part, workshop.settings.five_point
    return JourneyMap(about=workshop.about, participants=people, as_of=now.date(), five_point=scale, **lists)


def whole_of(connection: Connection, tenant: str, workshop: Key) -> JourneyMap:
    """The whole map of a workshop. Raises Refusal `gone`."""
    head = workshops.first(connection, workshops.BY_KEY, tenant=tenant, key=workshop)
    if head is None:
        raise Refusal("gone")
    within = Within(connection, tenant, head.workshop.about.key)
    return whole(within, head.workshop, now=head.changed_at)


def keep(within: Within, workshop: Workshop, wish: Keep, *, now: datetime) -> None:
    """Keep the map as it stands in this transaction, unless its last revision is the same."""
    last = LAST.first(within.connection, within.params)
    before = _head(last) if last else None
    if before and before.change == workshop.about.revision:
        return
    row = {
        "tenant": within.tenant,
        "map": within.map,
        "number": before.number + 1 if before else 1,
        "at": now,
        "why": wish.why.value,
        "reason": wish.reason,
        "change": workshop.about.revision,
        "counts": dict(workshop.counts),
        "document": _shape().dump_python(whole(within, workshop, now=now), mode="json", exclude_defaults=True),
    }
    INSERT.run(within.connection, row)


class Shelf:
    """The part of the store that finds revisions."""

    _readers: Readers

    def revisions(self, tenant: str, workshop: Key) -> tuple[Revision, ...]:
        """The revisions of a workshop's map, the last first."""
        with self._readers.glance() as connection:
            within = self._map(connection, tenant, workshop)
            return tuple(map(_head, ALL.rows(connection, within.params))) if within else ()

    def revision(self, tenant: str, workshop: Key, number: int) -> Kept | None:
        """The revision of that number, with its map."""
        with self._readers.glance() as connection:
            within = self._map(connection, tenant, workshop)
            row = ONE.first(connection, within.params | {"at_number": number}) if within else None
        if row is None:
            return None
        *head, document = row
        return Kept(revision=_head(head), journey=_shape().validate_python({**document, "kept": number}))

    def _map(self, connection: Connection, tenant: str, workshop: Key) -> Within | None:
        """The map of a workshop, or None."""
        raise NotImplementedError


def _head(row: list[Any]) -> Revision:
    number, at, why, reason, change, counts = row
    return Revision(number=number, at=at, why=why, reason=reason, change=change, counts=counts)
