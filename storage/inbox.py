"""Which deliveries have been taken: marked in the transaction that stores what they changed; both stay, or neither."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from journeybot.ports import Delivery, Doubled, Taken
from storage.statements import Statement
from storage.tables import table

T = TypeVar("T")
I = table("inbox")  # noqa: E741

_HERE = sa.and_(I.c.tenant == sa.bindparam("at_tenant"), I.c.key == sa.bindparam("at_key"))
NOTE = Statement(sa.insert(I))
ANSWER = Statement(sa.select(I.c.answer).where(_HERE))
ANSWERED = Statement(sa.update(I).where(_HERE).values(answer=sa.bindparam("answer")))
EMPTIED = Statement(sa.update(I).where(I.c.tenant == sa.bindparam("at_tenant")).values(answer=sa.null()))

_now: ContextVar[tuple[Delivery, Taken] | None] = ContextVar("delivery", default=None)


@contextmanager
def taking(delivery: Delivery) -> Iterator[Taken]:
    """What is written inside belongs to this delivery."""
    taken = Taken()
    before = _now.set((delivery, taken))
    try:
        yield taken
    finally:
        _now.reset(before)


def marked(work: Callable[[Connection], T], now: Callable[[], datetime]) -> Callable[[Connection], T]:
    """The first write of a delivery, with its mark; any other as it is. Raises Doubled where the mark is there."""
    here = _now.get()
    if here is None or here[1].stored:
        return work
    delivery, taken = here

    def marking(connection: Connection) -> T:
        cells: dict[str, Any] = {"tenant": delivery.tenant, "key": delivery.key, "answer": None, "at": now()}
        try:
            NOTE.run(connection, cells)
        except IntegrityError as error:
            raise Doubled from error
        done = work(connection)
        taken.stored = True
        return done

    return marking


def at(delivery: Delivery) -> dict[str, Any]:
    """The parameters of the row of a delivery."""
    return {"at_tenant": delivery.tenant, "at_key": delivery.key}


def empty(connection: Connection, tenant: str) -> None:
    """Drop what was answered in a workspace: a row does not tell to which workshop its answer belongs. The marks stay,
    so nothing is taken twice."""
    EMPTIED.run(connection, {"at_tenant": tenant})


def unlearn(connection: Connection, before: datetime) -> None:
    """Drop the answers given before that time, of all tenants; the marks stay."""
    old = sa.and_(I.c.at < before, I.c.answer.is_not(None))
    connection.execute(sa.update(I).where(old).values(answer=sa.null()))


def forget(connection: Connection, before: datetime) -> int:
    """Drop the marks made before that time; how many there were. They are of all tenants."""
    return connection.execute(sa.delete(I).where(I.c.at < before)).rowcount
