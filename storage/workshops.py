"""Workshops and what their maps say of themselves: the head that every change reads and writes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Improvement, Key
from journeybot.ports import MapLine
from journeybot.workshop import Place, Refusal, Workshop
from storage.rows import ABOUT, OF_KIND, WORKSHOP
from storage.statements import Statement
from storage.tables import table

W, M, P, I = (table(name) for name in ("workshop", "map", "participant", "installation"))  # noqa: E741

_W, _M, TAKEN = W.alias("its"), M.alias("its_map"), OF_KIND[Improvement].table

HEAD = (
    sa.select(*WORKSHOP.columns, *ABOUT.columns, W.c.tenant, W.c.channel, M.c.counts, M.c.changed_at)
    .join(M, sa.and_(M.c.tenant == W.c.tenant, M.c.key == W.c.map))
    .where(W.c.tenant == sa.bindparam("tenant"))
)
TURNS = (*WORKSHOP.turns, *ABOUT.turns, None, None, None, None)
HERE = HEAD.where(W.c.channel == sa.bindparam("channel"))
LAST_CHANGED = (M.c.changed_at.desc(), W.c.key)

MAP_OF = Statement(sa.select(W.c.map).where(W.c.tenant == sa.bindparam("tenant"), W.c.key == sa.bindparam("key")))
BY_KEY = Statement(HEAD.where(W.c.key == sa.bindparam("key")), TURNS)
LOCKED = Statement(HEAD.where(W.c.key == sa.bindparam("key")).with_for_update(), TURNS)
OPEN_IN = Statement(HERE.where(W.c.open), TURNS)
LATEST_IN = Statement(HERE.order_by(W.c.open.desc(), W.c.closed_at.desc(), *LAST_CHANGED).limit(1), TURNS)
IN_CHANNEL = Statement(HERE.order_by(*LAST_CHANGED), TURNS)
ACROSS = Statement(HEAD.order_by(*LAST_CHANGED).limit(sa.bindparam("most")), TURNS)
_THEIRS = sa.union_all(
    sa.select(P.c.workshop).where(P.c.tenant == sa.bindparam("tenant"), P.c.person == sa.bindparam("person")),
    sa.select(_W.c.key)
    .join(_M, sa.and_(_M.c.tenant == _W.c.tenant, _M.c.key == _W.c.map))
    .where(_W.c.tenant == sa.bindparam("tenant"), _M.c.owner == sa.bindparam("owner")),
    sa.select(_W.c.key)
    .join(TAKEN, sa.and_(TAKEN.c.tenant == _W.c.tenant, TAKEN.c.map == _W.c.map))
    .where(TAKEN.c.tenant == sa.bindparam("tenant"), TAKEN.c.owner == sa.bindparam("owner")),
)
OF_PERSON = Statement(HEAD.where(W.c.key.in_(_THEIRS)).order_by(*LAST_CHANGED), TURNS)
"""Those of which somebody is a participant, looks after the map, or has taken on an improvement."""
GROWN = Statement(
    sa.update(M)
    .where(M.c.tenant == sa.bindparam("at_tenant"), M.c.key == sa.bindparam("at_key"))
    .values({name: sa.bindparam(name) for name in ("revision", "counts", "changed_at")})
)

BEFORE = sa.bindparam("before", type_=M.c.changed_at.type)
OUTDATED = Statement(
    sa.select(W.c.tenant, W.c.key)
    .join(M, sa.and_(M.c.tenant == W.c.tenant, M.c.key == W.c.map))
    .outerjoin(I, I.c.tenant == W.c.tenant)
    .where(sa.or_(sa.and_(W.c.open.is_(False), M.c.changed_at < BEFORE), I.c.gone_at < BEFORE))
)
"""Finished and untouched since, or of a workspace that took us out by then: there nothing is ever finished."""
ERASED = Statement(sa.delete(M).where(M.c.tenant == sa.bindparam("at_tenant"), M.c.key == sa.bindparam("at_key")))
"""All else hangs on the map and goes with it."""

_ABOUT_FROM = len(WORKSHOP.columns)
_ABOUT_TO = _ABOUT_FROM + len(ABOUT.columns)


def line(row: Sequence[Any]) -> MapLine:
    """A map in a list, of a row of `HEAD`."""
    tenant, channel, counts, changed_at = row[_ABOUT_TO:]
    about = ABOUT.value(row[_ABOUT_FROM:_ABOUT_TO])
    place = Place(tenant, channel)
    workshop = WORKSHOP.value(row[:_ABOUT_FROM], place=place, about=about, counts=counts)
    return MapLine(workshop=workshop, changed_at=changed_at)


def lines(connection: Connection, statement: Statement, **params: object) -> tuple[MapLine, ...]:
    """All that a statement over `HEAD` finds."""
    return tuple(map(line, statement.rows(connection, params)))


def first(connection: Connection, statement: Statement, **params: object) -> MapLine | None:
    """The first that a statement over `HEAD` finds."""
    row = statement.first(connection, params)
    return line(row) if row is not None else None


def refuse_second(connection: Connection, workshop: Workshop) -> None:
    """Raises Refusal `taken` if another workshop is open in the same channel."""
    place = workshop.place
    other = first(connection, OPEN_IN, tenant=place.tenant, channel=place.channel)
    if other is not None and other.workshop.key != workshop.key:
        raise Refusal("taken", title=other.workshop.about.title)


def insert(connection: Connection, workshop: Workshop, *, now: datetime) -> None:
    """Write a new workshop and its map."""
    tenant, about = workshop.place.tenant, workshop.about
    ABOUT.insert.run(connection, ABOUT.cells(about, tenant=tenant, counts=workshop.counts, changed_at=now))
    inside = {"tenant": tenant, "channel": workshop.place.channel, "map": about.key}
    WORKSHOP.insert.run(connection, WORKSHOP.cells(workshop, **inside))
    _involve(connection, workshop, before=frozenset())


def write(connection: Connection, old: Workshop, new: Workshop, *, now: datetime) -> None:
    """Write what of a workshop and its map differs."""
    tenant = old.place.tenant
    at_map = {"at_tenant": tenant, "at_key": old.about.key}
    growth: dict[str, Any] = {"revision": new.about.revision, "counts": new.counts, "changed_at": now}
    GROWN.run(connection, at_map | growth)
    if new.about != replace(old.about, revision=new.about.revision):
        ABOUT.update.run(connection, at_map | ABOUT.cells(new.about))
    if WORKSHOP.differ(old, new):
        WORKSHOP.update.run(connection, {"at_tenant": tenant, "at_key": old.key} | WORKSHOP.cells(new))
        _involve(connection, new, before=_involved(old))


def _involved(workshop: Workshop) -> frozenset[str]:
    return frozenset((*workshop.facilitators, *workshop.participants, *workshop.invited))


def _involve(connection: Connection, workshop: Workshop, *, before: frozenset[str]) -> None:
    """Keep the way from people to their maps."""
    now = _involved(workshop)
    at: Mapping[str, Key] = {"tenant": workshop.place.tenant, "workshop": workshop.key}
    if now - before:
        connection.execute(sa.insert(P), [{**at, "person": person} for person in sorted(now - before)])
    if before - now:
        gone = sa.and_(P.c.tenant == at["tenant"], P.c.workshop == at["workshop"], P.c.person.in_(before - now))
        connection.execute(sa.delete(P).where(gone))
