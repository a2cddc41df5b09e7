"""What is to be done at a time, and what people wish about being reminded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.due import promised, watched
from journeybot.journey import Note
from journeybot.reminding import Wishes
from journeybot.waking import LONGEST, Wake, WakeState, owed, wants
from journeybot.workshop import Workshop
from storage.installations import taken_out
from storage.rows import Rows
from storage.statements import Statement
from storage.wake_tables import table

WAKE = Rows(Wake, table("wake"), inside=("tenant",))
WISHES = Rows(Wishes, table("wishes"), inside=("tenant", "person"))
W = WAKE.table

CUT_OFF = sa.and_(W.c.state == WakeState.TRYING.value, W.c.wake_at > sa.bindparam("later"))
DUE = Statement(
    sa.select(*WAKE.columns)
    .where(W.c.wake_at.is_not(None), sa.or_(W.c.wake_at <= sa.bindparam("now"), CUT_OFF), ~taken_out(W.c.tenant))
    .order_by(W.c.wake_at, W.c.tenant, W.c.person, W.c.key)
    .limit(sa.bindparam("most")),
    WAKE.turns,
)
OF_WORKSHOP = Statement(WAKE.select().where(W.c.workshop == sa.bindparam("workshop")), WAKE.turns)
WRITE = Statement(
    sa.update(W)
    .where(WAKE.at(key=sa.bindparam("at_key"), turn=sa.bindparam("at_turn")))
    .values({name: sa.bindparam(name) for name in WAKE.names if name not in {"tenant", "key"}})
)
WISHED = Statement(WISHES.select(), WISHES.turns)
_AT = sa.bindparam("reminded_at", type_=WISHES.table.c.reminded_at.type)
_NEW = (
    "INSERT INTO wishes (tenant, person, reminders, hour, reminded_at)"
    " VALUES (:tenant, :person, :reminders, :hour, :reminded_at) ON CONFLICT (tenant, person) DO "
)
THERE = sa.text(f"{_NEW} NOTHING").bindparams(_AT)
WISH = sa.text(
    f"{_NEW} UPDATE SET reminders = excluded.reminders, hour = excluded.hour, reminded_at = excluded.reminded_at"
).bindparams(_AT)
REMINDED = Statement(
    sa.update(WISHES.table)
    .where(WISHES.at(), WISHES.table.c.reminded_at.is_not_distinct_from(sa.bindparam("before", type_=_AT.type)))
    .values(reminded_at=sa.bindparam("now", type_=_AT.type))
)


class Late(Exception):
    """Somebody else was faster."""


def due(connection: Connection, now: datetime, *, most: int) -> tuple[Wake, ...]:
    """What it is time for, the longest due first; what it is time for at once of one person side by side."""
    return tuple(map(WAKE.value, DUE.rows(connection, {"now": now, "later": now + LONGEST, "most": most})))


def owe(connection: Connection, before: Workshop | None, after: Workshop, *, now: datetime) -> None:
    """Store what a workshop wants done that it did not want before."""
    if before is not None and wants(before) == wants(after):
        return
    had = {wake.key for wake in owed(before, now)} if before else set()
    _owe(connection, after, [wake for wake in owed(after, now) if wake.key not in had])


def owe_promised(connection: Connection, workshop: Workshop, notes: Iterable[Note], *, now: datetime) -> None:
    """Store the reminders of those who own what of these notes falls due, and of who keeps an eye on it."""
    notes = [*notes]
    _owe(connection, workshop, [*promised(workshop, notes, now), *watched(workshop, notes, now)])


def _owe(connection: Connection, workshop: Workshop, wanted: Sequence[Wake]) -> None:
    if not wanted:
        return
    at = {"at_tenant": workshop.place.tenant, "workshop": workshop.key}
    known = {wake.key: wake for wake in map(WAKE.value, OF_WORKSHOP.rows(connection, at))}
    WAKE.insert.run_all(connection, (WAKE.cells(wake) for wake in wanted if wake.key not in known))
    again = ((wake, known[wake.key]) for wake in wanted if wake.key in known)
    for wake, old in again:
        if old.state is WakeState.DROPPED:
            write(connection, replace(wake, turn=old.turn))


def write(connection: Connection, wake: Wake) -> Wake:
    """Write over what was read with the same `turn`; comes back with the next. Raises Late."""
    written = replace(wake, turn=wake.turn + 1)
    at = {"at_tenant": wake.tenant, "at_key": wake.key, "at_turn": wake.turn}
    if not WRITE.run(connection, WAKE.cells(written) | at):
        raise Late
    return written


def claim(
    connection: Connection, wakes: Sequence[Wake], wishes: Wishes | None, *, until: datetime, now: datetime
) -> tuple[Wake, ...]:
    """All of them, to be tried until then, and who is reminded noted as reminded now. Raises Late if anything of it is
    not as it was read."""
    first = wakes[0]
    if wishes is not None:
        _note_reminded(connection, first.tenant, first.person, wishes=wishes, now=now)
    letter = f"{first.key}.{first.turn}"
    trying = (replace(wake, state=WakeState.TRYING, wake_at=until, message=letter) for wake in wakes)
    return tuple(write(connection, wake) for wake in trying)


def settle(connection: Connection, wakes: Iterable[Wake]) -> None:
    """Write what became of these; what somebody else has written meanwhile stays."""
    for wake in wakes:
        try:
            write(connection, wake)
        except Late:
            continue


def wished(connection: Connection, tenant: str, person: str) -> Wishes:
    """What a person wishes."""
    row = WISHED.first(connection, {"at_tenant": tenant, "at_person": person})
    return WISHES.value(row) if row else Wishes()


def wish(connection: Connection, tenant: str, person: str, *, wishes: Wishes) -> None:
    """Note what a person wishes."""
    connection.execute(WISH, WISHES.cells(wishes, tenant=tenant, person=person))


def _note_reminded(connection: Connection, tenant: str, person: str, *, wishes: Wishes, now: datetime) -> None:
    """In one statement that looks and writes, as somebody else may be between the two. Raises Late."""
    if wished(connection, tenant, person) != wishes:
        raise Late
    connection.execute(THERE, WISHES.cells(wishes, tenant=tenant, person=person))
    at = {"at_tenant": tenant, "at_person": person}
    if not REMINDED.run(connection, at | {"before": wishes.reminded_at, "now": now}):
        raise Late
