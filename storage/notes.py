"""The notes of a map: read one by one as a move asks for them, written only where they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import KINDS, Key, Note
from journeybot.workshop import Change
from storage.rows import NOTES, OF_KIND, NoteRows
from storage.statements import Statement
from storage.sweeping import sweep

N = TypeVar("N", bound=Note)
Params = Mapping[str, Any]

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


class OpenNotes:
    """The notes of one map inside an open transaction; what was looked at is remembered for the writing."""

    def __init__(self, within: Within) -> None:
        self._within = within
        self._seen: dict[Key, Note | None] = {}

    def find(self, key: Key) -> Note | None:
        """The note of that key, if the map has it."""
        if key not in self._seen:
            self._seen[key] = self._within.find(key)
        return self._seen[key]

    def every(self, kind: type[N]) -> tuple[N, ...]:
        """All notes of one kind, in order."""
        rows = OF_KIND[kind]
        found = self._within.read(rows, rows.every)
        self._seen.update((note.key, note) for note in found)
        return cast(tuple[N, ...], found)

    def last_position(self, kind: type[Note]) -> int:
        """The highest position in use among notes of one kind; 0 if there are none."""
        (highest,) = OF_KIND[kind].last.first(self._within.connection, self._within.params) or (None,)
        return highest or 0


def write(within: Within, change: Change, notes: OpenNotes, *, counts: Mapping[str, int]) -> dict[str, int] | None:
    """Write what a change puts and drops. Returns how many notes of each kind there are now; None if nothing differed.

    Puts come first: what a move rescues from a dropped note is no longer swept away with it.
    """
    put = {note.key: note for note in change.put}
    new = [note for note in put.values() if notes.find(note.key) is None]
    differing = [note for note in put.values() if notes.find(note.key) not in (None, note)]
    insert(within, new)
    for note in differing:
        _write_over(within, note, old=notes.find(note.key))
    if change.drop and sweep(within.connection, within.params, change.drop):
        return within.count()
    return counted(new, counts) if new or differing else None


def insert(within: Within, notes: Iterable[Note]) -> None:
    """Write new notes, kind by kind, so that what others hang on is there before them."""
    order = list(KINDS.values())
    for kind, several in groupby(sorted(notes, key=lambda note: order.index(type(note))), key=type):
        rows = OF_KIND[kind]
        cells = (rows.cells(note, tenant=within.tenant, map=within.map) for note in several)
        rows.insert.run_all(within.connection, cells)


def counted(new: Iterable[Note], counts: Mapping[str, int]) -> dict[str, int]:
    """`counts` with the new notes in it."""
    now = {word: counts.get(word, 0) for word in KINDS}
    for note in new:
        now[OF_KIND[type(note)].word] += 1
    return now


def _write_over(within: Within, note: Note, old: Note | None) -> None:
    if type(old) is not type(note):
        raise ValueError(f"the key of a {type(old).__name__} cannot become that of a {type(note).__name__}")
    rows = OF_KIND[type(note)]
    rows.update.run(within.connection, within.params | {"at_key": note.key} | rows.cells(note))
