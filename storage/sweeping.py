"""Dropping notes so that nothing is left that names them.

What cannot be without the dropped note goes with it: touchpoints with their stage, moments and scores with their
persona or touchpoint, evidence and votes with what they are on. What only points at it stays and points no longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from journeybot.journey import Key
from storage.rows import NOTES

HANGS_ON = {"evidence": ("touchpoint", "moment", "challenge"), "vote": ("challenge", "improvement")}
"""Kinds whose `on` may be of several kinds, so that no foreign key can hold it."""

POINTS_AT = (
    ("touchpoint", "next", "touchpoint"),
    ("challenge", "stage", "stage"),
    ("challenge", "touchpoint", "touchpoint"),
    ("improvement", "stage", "stage"),
    ("improvement", "touchpoint", "touchpoint"),
    ("measure", "stage", "stage"),
    ("measure", "touchpoint", "touchpoint"),
)
LISTS = (("challenge", "personas", "persona"), ("improvement", "challenges", "challenge"))

Params = Mapping[str, Any]


def sweep(connection: Connection, params: Params, keys: Sequence[Key]) -> bool:
    """Drop the notes of these keys and all that hangs on them; False if there was none."""
    gone = sum(
        connection.execute(sa.delete(rows.table).where(rows.at(), rows.table.c.key.in_(keys)), params).rowcount
        for rows in NOTES.values()
    )
    if gone:
        for statement in _tidying():
            connection.execute(statement, params)
        for word, column, target in LISTS:
            _shorten(connection, params, word, column=column, target=target)
    return gone > 0


def _tidying() -> Iterator[sa.Delete | sa.Update]:
    for word, targets in HANGS_ON.items():
        rows = NOTES[word]
        there = sa.union_all(*(_keys(target) for target in targets))
        yield sa.delete(rows.table).where(rows.at(), rows.table.c.on.not_in(there))
    for word, column, target in POINTS_AT:
        rows = NOTES[word]
        lost = rows.table.c[column].not_in(_keys(target))
        yield sa.update(rows.table).where(rows.at(), lost).values({column: None})


def _keys(word: str) -> sa.Select[Any]:
    """The keys of a map's notes of one kind, as a query inside another about the same map."""
    there = NOTES[word].table.alias(f"{word}_there")
    inside = (there.c.tenant == sa.bindparam("at_tenant"), there.c.map == sa.bindparam("at_map"))
    return sa.select(there.c.key).where(*inside)


def _shorten(connection: Connection, params: Params, word: str, *, column: str, target: str) -> None:
    rows = NOTES[word]
    there = set(connection.scalars(_keys(target), params))
    for note in map(rows.value, rows.every.rows(connection, params)):
        named = getattr(note, column)
        left = tuple(key for key in named if key in there)
        if left != named:
            statement = sa.update(rows.table).where(rows.at(key=note.key)).values({column: left})
            connection.execute(statement, params)
