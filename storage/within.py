"""One map of one tenant: what every look at its notes and every writing of them begins with."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Key, Note
from storage.rows import NOTES, NoteRows
from storage.statements import Statement

KIND_OF = Statement(
    sa.union_all(
        *(
            sa.select(sa.literal_column(f"'{word}'")).select_from(rows.table).where(rows.at(key=sa.bindparam("at_key")))
            for word, rows in NOTES.items()
        )
    )
)
"""The word for the kind of a key's note."""


@dataclass(frozen=True, slots=True)
class Within:
    """One map of one tenant, on an open connection."""

    connection: Connection
    tenant: str
    map: Key

    @property
    def params(self) -> dict[str, Any]:
        """What every statement about this map asks for."""
        return {"at_tenant": self.tenant, "at_map": self.map}

    def read(self, rows: NoteRows, statement: Statement, **params: object) -> tuple[Note, ...]:
        """The notes that a statement finds."""
        return tuple(map(rows.value, statement.rows(self.connection, self.params | params)))

    def find(self, key: Key) -> Note | None:
        """The note of a key."""
        found = KIND_OF.first(self.connection, self.params | {"at_key": key})
        if found is None:
            return None
        rows = NOTES[found[0]]
        return next(iter(self.read(rows, rows.one, at_key=key)), None)

    def count(self) -> dict[str, int]:
        """How many notes of each kind there are."""
        heads = (sa.select(sa.func.count()).select_from(rows.table).where(rows.at()) for rows in NOTES.values())
        found = self.connection.execute(sa.select(*(head.scalar_subquery() for head in heads)), self.params).one()
        return dict(zip(NOTES, found, strict=True))
