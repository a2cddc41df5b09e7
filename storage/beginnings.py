"""Files from which a map may be begun: one for each person and channel, gone when it has begun or after some days."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.drafts import Beginning
from journeybot.journey import Key
from journeybot.ports import Clock
from journeybot.workshop import Place
from storage.readers import Readers
from storage.statements import Statement
from storage.tables import table
from storage.writer import Work

B = table("beginning")

_HERE = sa.and_(B.c.tenant == sa.bindparam("at_tenant"), B.c.channel == sa.bindparam("at_channel"))
_THIS = sa.and_(_HERE, B.c.key == sa.bindparam("at_key"))
KEEP = Statement(sa.insert(B))
ANOTHER = Statement(sa.delete(B).where(_HERE, B.c.person == sa.bindparam("at_person")))
ONE = Statement(sa.select(B.c.person, B.c.title, B.c.data).where(_THIS))
DROP = Statement(sa.delete(B).where(_THIS))


@dataclass(frozen=True, slots=True)
class SqlBeginnings:
    """`journeybot.drafts.Beginnings` over SQL."""

    readers: Readers
    write: Callable[[Work[None]], None]
    clock: Clock

    def keep(self, beginning: Beginning) -> None:
        """Keep it in place of any other of its person in its channel."""

        def work(connection: Connection) -> None:
            ANOTHER.run(connection, _at(beginning.place) | {"at_person": beginning.person})
            KEEP.run(connection, _cells(beginning, self.clock()))

        self.write(work)

    def find(self, place: Place, key: Key) -> Beginning | None:
        """The one of that key in that channel."""
        with self.readers.glance() as connection:
            found = ONE.first(connection, _at(place) | {"at_key": key})
        if found is None:
            return None
        person, title, data = found
        return Beginning(place=place, key=key, person=person, title=title, data=b64decode(data))

    def drop(self, place: Place, key: Key) -> None:
        """Keep it no longer."""

        def work(connection: Connection) -> None:
            DROP.run(connection, _at(place) | {"at_key": key})

        self.write(work)


def forget(connection: Connection, before: datetime) -> None:
    """Drop those of all tenants that have waited since before that time."""
    connection.execute(sa.delete(B).where(B.c.kept_at < before))


def _at(place: Place) -> dict[str, Any]:
    return {"at_tenant": place.tenant, "at_channel": place.channel}


def _cells(beginning: Beginning, now: datetime) -> dict[str, Any]:
    return {
        "tenant": beginning.place.tenant,
        "key": beginning.key,
        "channel": beginning.place.channel,
        "person": beginning.person,
        "title": beginning.title,
        "data": b64encode(beginning.data).decode(),
        "kept_at": now,
    }
