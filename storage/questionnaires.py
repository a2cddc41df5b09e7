"""What customers are asked: one row for each touchpoint and scale, found by its workshop or by its link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Key
from journeybot.questionnaires import Questionnaire, key_of
from storage.door import what_is_named_is_there
from storage.installations import taken_out
from storage.readers import Readers
from storage.rows import Rows
from storage.statements import Statement
from storage.tables import table
from storage.writer import Work

ROWS = Rows(Questionnaire, table("questionnaire"), inside=("tenant",))
Q = ROWS.table

HERE = sa.and_(ROWS.at(), Q.c.workshop == sa.bindparam("at_workshop"))
ALL = Statement(sa.select(*ROWS.columns).where(HERE).order_by(Q.c.touchpoint, Q.c.scale), ROWS.turns)
THERE = Statement(
    sa.select(*ROWS.columns).where(
        HERE, Q.c.touchpoint == sa.bindparam("at_touchpoint"), Q.c.scale == sa.bindparam("at_scale")
    ),
    ROWS.turns,
)
BY_LINK = Statement(
    sa.select(*ROWS.columns).where(Q.c.key == sa.bindparam("at_key"), sa.not_(taken_out(Q.c.tenant))), ROWS.turns
)


@dataclass(frozen=True, slots=True)
class SqlQuestionnaires:
    """`journeybot.questionnaires.Questionnaires` over SQL."""

    readers: Readers
    write: Callable[[Work[Questionnaire]], Questionnaire]

    def keep(self, wanted: Questionnaire) -> Questionnaire:
        """Keep one; what is stored. Raises Refusal `gone`."""

        def work(connection: Connection) -> Questionnaire:
            with what_is_named_is_there():
                return _kept(connection, wanted)

        return self.write(work)

    def of(self, tenant: str, workshop: Key) -> tuple[Questionnaire, ...]:
        """All of a workshop."""
        with self.readers.glance() as connection:
            return tuple(map(_value, ALL.rows(connection, {"at_tenant": tenant, "at_workshop": workshop})))

    def linked(self, link: str) -> Questionnaire | None:
        """The one with that link, of whatever tenant, unless that has taken us out."""
        with self.readers.glance() as connection:
            found = BY_LINK.first(connection, {"at_key": key_of(link)})
        return _value(found) if found else None


def _kept(connection: Connection, wanted: Questionnaire) -> Questionnaire:
    at = {"at_tenant": wanted.tenant, "at_workshop": wanted.workshop}
    found = THERE.first(connection, at | {"at_touchpoint": wanted.touchpoint, "at_scale": wanted.scale})
    if found is None:
        ROWS.insert.run(connection, ROWS.cells(wanted))
        return wanted
    old = _value(found)
    kept = replace(wanted, key=old.key, link=old.link)
    ROWS.update.run(connection, at | {"at_key": old.key} | ROWS.cells(kept))
    return kept


def _value(row: Sequence[object]) -> Questionnaire:
    return ROWS.value(row)
