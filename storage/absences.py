"""When nobody listened to the chat: found by whoever listens next, and kept for each workshop that was under way."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.absences import LONG, UNDER_WAY, Absence
from journeybot.journey import Key
from storage import showings
from storage.readers import Readers
from storage.statements import Statement
from storage.tables import table

L, A, W, M = (table(name) for name in ("listening", "absence", "workshop", "map"))

NOBODY = ""
"""The tenant of a row that belongs to none."""

LAST = Statement(sa.select(L.c.at).where(L.c.tenant == NOBODY).with_for_update())
AGAIN = Statement(sa.update(L).where(L.c.tenant == NOBODY).values(at=sa.bindparam("now", type_=L.c.at.type)))
FIRST = Statement(sa.insert(L))
AT_WORK = Statement(
    sa.select(W.c.tenant, W.c.key, M.c.revision)
    .join(M, sa.and_(M.c.tenant == W.c.tenant, M.c.key == W.c.map))
    .where(W.c.open, M.c.changed_at > sa.bindparam("after", type_=M.c.changed_at.type))
)
_HERE = sa.and_(A.c.tenant == sa.bindparam("at_tenant"), A.c.workshop == sa.bindparam("at_workshop"))
OF = Statement(sa.select(A.c.since, A.c.until).where(_HERE))
OVER = Statement(sa.update(A).where(_HERE).values(since=sa.bindparam("since"), until=sa.bindparam("until")))
NEW = Statement(sa.insert(A))


@dataclass(frozen=True, slots=True)
class SqlAbsences:
    """`journeybot.absences.Absences` over SQL."""

    readers: Readers

    def of(self, tenant: str, workshop: Key) -> Absence | None:
        """The last one that fell into a workshop."""
        with self.readers.glance() as connection:
            return _of(connection, tenant, workshop)


def listens(connection: Connection, now: datetime) -> datetime | None:
    """Note that somebody listens; when somebody last did. Whoever comes up at the same moment waits here until we are
    done, and finds that nobody was away."""
    last = LAST.first(connection, {})
    if not AGAIN.run(connection, {"now": now}):
        FIRST.run(connection, {"tenant": NOBODY, "at": now})
    return last[0] if last else None


def note(connection: Connection, absence: Absence) -> None:
    """The cards of all workshops that were under way are to tell of it, if it was long."""
    if not LONG < absence.until - absence.since < UNDER_WAY:
        return
    for tenant, workshop, revision in AT_WORK.rows(connection, {"after": absence.until - UNDER_WAY}):
        _keep(connection, tenant, workshop, absence=absence)
        showings.owe_card(connection, tenant, workshop, revision=revision, now=absence.until)


def _keep(connection: Connection, tenant: str, workshop: Key, *, absence: Absence) -> None:
    """Who was hardly back when they went again was away all the time."""
    last = _of(connection, tenant, workshop)
    joined = last is not None and absence.since - last.until <= LONG
    times = {"since": last.since if last and joined else absence.since, "until": absence.until}
    if not OVER.run(connection, {"at_tenant": tenant, "at_workshop": workshop} | times):
        NEW.run(connection, {"tenant": tenant, "workshop": workshop} | times)


def _of(connection: Connection, tenant: str, workshop: Key) -> Absence | None:
    found = OF.first(connection, {"at_tenant": tenant, "at_workshop": workshop})
    return Absence(*found) if found else None
