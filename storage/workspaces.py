"""What holds for a whole workspace: so far, the language that everybody is spoken to in."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.statements import Statement
from storage.tables import table

W = table("workspace")

LANGUAGE = Statement(sa.select(W.c.language).where(W.c.tenant == sa.bindparam("tenant")))
SPEAK = sa.text(
    "INSERT INTO workspace (tenant, language) VALUES (:tenant, :language)"
    " ON CONFLICT (tenant) DO UPDATE SET language = excluded.language"
)


def language(connection: Connection, tenant: str) -> str:
    """The one language of a workspace; empty if it has none."""
    found = LANGUAGE.first(connection, {"tenant": tenant})
    return str(found[0]) if found else ""


def speak(connection: Connection, tenant: str, wanted: str) -> None:
    """Set it."""
    connection.execute(SPEAK, {"tenant": tenant, "language": wanted})
