"""Files that somebody has looked at and may bring in: one for each person and workshop, gone with the workshop
or after some days."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.drafts import Draft
from journeybot.journey import Key
from storage.statements import Statement
from storage.tables import table

D = table("draft")

_HERE = sa.and_(D.c.tenant == sa.bindparam("at_tenant"), D.c.workshop == sa.bindparam("at_workshop"))
_THIS = sa.and_(_HERE, D.c.key == sa.bindparam("at_key"))
KEEP = Statement(sa.insert(D))
ANOTHER = Statement(sa.delete(D).where(_HERE, D.c.person == sa.bindparam("at_person")))
ONE = Statement(sa.select(D.c.person, D.c.data, D.c.own).where(_THIS))
DROP = Statement(sa.delete(D).where(_THIS))


def keep(connection: Connection, draft: Draft, *, now: datetime) -> None:
    """Keep it in place of any other of its person."""
    here = {"at_tenant": draft.tenant, "at_workshop": draft.workshop}
    ANOTHER.run(connection, here | {"at_person": draft.person})
    KEEP.run(
        connection,
        {
            "tenant": draft.tenant,
            "key": draft.key,
            "workshop": draft.workshop,
            "person": draft.person,
            "data": b64encode(draft.data).decode(),
            "own": draft.own,
            "kept_at": now,
        },
    )


def find(connection: Connection, tenant: str, workshop: Key, *, key: Key) -> Draft | None:
    """The one of that key."""
    found = ONE.first(connection, _at(tenant, workshop, key))
    if found is None:
        return None
    person, data, own = found
    return Draft(tenant=tenant, key=key, workshop=workshop, person=person, data=b64decode(data), own=own)


def drop(connection: Connection, tenant: str, workshop: Key, *, key: Key) -> None:
    """Keep it no longer."""
    DROP.run(connection, _at(tenant, workshop, key))


def forget(connection: Connection, before: datetime) -> None:
    """Drop those of all tenants that have waited since before that time."""
    connection.execute(sa.delete(D).where(D.c.kept_at < before))


def _at(tenant: str, workshop: Key, key: Key) -> dict[str, Any]:
    return {"at_tenant": tenant, "at_workshop": workshop, "at_key": key}
