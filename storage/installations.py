"""Which workspaces have us, what is sealed for each, and who is on the way to install us."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.installations import Installation
from journeybot.ports import Clock, ShowState
from journeybot.workshop import Place
from storage.readers import Readers
from storage.rows import Rows
from storage.statements import Statement
from storage.tables import Utc, table
from storage.writer import Writer

NOT_YET = ""
"""The tenant of who is on the way: whose installation it becomes, nobody knows before Slack has said so."""

NOT_INSTALLED = "not_installed"
"""Why nothing can be shown a tenant that there is nothing to speak with to."""

ROWS = Rows(Installation, table("installation"), inside=("tenant",))
I, V = ROWS.table, table("visit")  # noqa: E741

ONE = Statement(ROWS.select(), ROWS.turns)
ALL = Statement(sa.select(*ROWS.columns).order_by(I.c.tenant), ROWS.turns)
STORE = sa.text(
    "INSERT INTO installation (tenant, name, sealed, turn, since, gone_at, renewing_until)"
    " VALUES (:tenant, :name, :sealed, 0, :now, NULL, NULL)"
    " ON CONFLICT (tenant) DO UPDATE SET name = excluded.name, sealed = excluded.sealed,"
    " turn = installation.turn + 1, since = excluded.since, gone_at = NULL, renewing_until = NULL"
).bindparams(sa.bindparam("now", type_=Utc))
FORGET = sa.text(
    "INSERT INTO installation (tenant, name, sealed, turn, since, gone_at, renewing_until)"
    " VALUES (:tenant, '', '', 0, :now, :now, NULL)"
    " ON CONFLICT (tenant) DO UPDATE SET sealed = '', turn = installation.turn + 1, gone_at = excluded.gone_at,"
    " renewing_until = NULL WHERE installation.gone_at IS NULL AND installation.since <= :at"
).bindparams(sa.bindparam("now", type_=Utc), sa.bindparam("at", type_=Utc))
AS_READ = sa.and_(ROWS.at(), I.c.turn == sa.bindparam("at_turn"))
RESEAL = Statement(
    sa.update(I)
    .where(AS_READ)
    .values(sealed=sa.bindparam("sealed"), turn=I.c.turn + 1, renewing_until=sa.bindparam("renewing_until"))
)
RENEW = Statement(
    sa.update(I)
    .where(AS_READ, sa.or_(I.c.renewing_until.is_(None), I.c.renewing_until <= sa.bindparam("now")))
    .values(renewing_until=sa.bindparam("until"))
)
BEGIN = Statement(sa.insert(V))
END = Statement(
    sa.delete(V)
    .where(V.c.tenant == sa.bindparam("at_tenant"), V.c.key == sa.bindparam("at_key"))
    .where(V.c.until > sa.bindparam("now"))
    .returning(V.c.key)
)
TOO_LATE = Statement(sa.delete(V).where(V.c.tenant == sa.bindparam("at_tenant"), V.c.until <= sa.bindparam("now")))


def taken_out(tenant: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Whether a tenant has taken us out: what it is owed rests until it installs us again."""
    return sa.exists().where(I.c.tenant == tenant, I.c.gone_at.is_not(None))


@dataclass(frozen=True, slots=True)
class SqlInstallations:
    """`journeybot.installations.Installations` over SQL."""

    readers: Readers
    writer: Writer
    clock: Clock

    def of(self, tenant: str) -> Installation | None:
        """What is known of a tenant."""
        with self.readers.glance() as connection:
            found = ONE.first(connection, {"at_tenant": tenant})
        return ROWS.value(found) if found else None

    def all(self) -> Sequence[Installation]:
        """Every tenant that has or had us."""
        with self.readers.glance() as connection:
            return [ROWS.value(row) for row in ALL.rows(connection, {})]

    def store(self, tenant: str, *, name: str, sealed: str) -> None:
        """A tenant has us (again); what waited for it goes on."""

        def work(connection: Connection) -> None:
            connection.execute(STORE, {"tenant": tenant, "name": name, "sealed": sealed, "now": self.clock()})
            _go_on(connection, tenant, waiting_for=(NOT_INSTALLED,))

        self.writer.write(work)

    def forget(self, tenant: str, *, at: datetime | None = None) -> bool:
        """A tenant took us out: what was sealed is gone at once. False if that was known, or is older news (`at`) than
        that it installed us."""
        now = self.clock()
        cells = {"tenant": tenant, "now": now, "at": at or now}
        return self.writer.write(lambda connection: connection.execute(FORGET, cells).rowcount > 0)

    def go_on(self, tenant: str, *, waiting_for: Collection[str]) -> int:
        """What could not be shown a tenant for one of these reasons can be now; how much of it there was."""
        return self.writer.write(lambda connection: _go_on(connection, tenant, waiting_for=waiting_for))

    def renewing(self, known: Installation, *, until: datetime) -> bool:
        """Be the one who has it sealed anew, until then; False if somebody else is, or has done it."""
        cells = _as_read(known) | {"now": self.clock(), "until": until}
        return self.writer.write(lambda connection: RENEW.run(connection, cells) > 0)

    def reseal(self, known: Installation, sealed: str) -> bool:
        """Put something else in place of what was read; False if that is not there any more."""
        cells = _as_read(known) | {"sealed": sealed, "renewing_until": None}
        return self.writer.write(lambda connection: RESEAL.run(connection, cells) > 0)

    def begin_visit(self, key: str, *, until: datetime) -> None:
        """Somebody is on the way to install us, and has until then to come back."""

        def work(connection: Connection) -> None:
            TOO_LATE.run(connection, {"at_tenant": NOT_YET, "now": self.clock()})
            BEGIN.run(connection, {"tenant": NOT_YET, "key": key, "until": until})

        self.writer.write(work)

    def end_visit(self, key: str) -> bool:
        """Somebody came back: True once, and never again."""
        cells = {"at_tenant": NOT_YET, "at_key": key, "now": self.clock()}
        return self.writer.write(lambda connection: END.first(connection, cells) is not None)

    def move(self, place: Place, channel: str) -> int:
        """A channel has another id from now on: its workshops, and what is shown there, go along; how many of these."""

        def work(connection: Connection) -> int:
            moved = 0
            for name in ("workshop", "showing"):
                rows = table(name)
                here = sa.and_(rows.c.tenant == place.tenant, rows.c.channel == place.channel)
                moved += connection.execute(sa.update(rows).where(here).values(channel=channel)).rowcount
            return moved

        return self.writer.write(work)


def _as_read(known: Installation) -> dict[str, Any]:
    return {"at_tenant": known.tenant, "at_turn": known.turn}


def _go_on(connection: Connection, tenant: str, *, waiting_for: Collection[str]) -> int:
    rows = table("showing")
    waits = rows.c.state.in_([ShowState.PARKED.value, ShowState.DUE.value])
    here = sa.and_(rows.c.tenant == tenant, waits, rows.c.error.in_(waiting_for))
    due = {"state": ShowState.DUE.value, "error": "", "wake_at": None, "attempts": 0}
    return connection.execute(sa.update(rows).where(here).values(due)).rowcount
