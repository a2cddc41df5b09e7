"""Values to rows and back, once for all nouns: a dataclass field is the column of its name."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from pydantic import TypeAdapter

from journeybot.journey import KINDS, About, Note
from journeybot.ports import Showing
from journeybot.workshop import Workshop
from storage.note_tables import note_table
from storage.statements import Statement, Turn
from storage.tables import table

V = TypeVar("V")
Cells = dict[str, Any]


@cache
def _shape(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _shape(type(value)).dump_python(value, mode="json", exclude_defaults=True)
    return value.value if isinstance(value, StrEnum) else value


def _turn(hint: Any) -> Turn | None:
    """What makes a value of a type from what the database gives; None if nothing is to be done."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return _turn(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _tuple_turn(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_turn(_turn(args[1]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _shape(hint).validate_python if is_dataclass(hint) and isinstance(hint, type) else None


def _tuple_turn(args: tuple[Any, ...]) -> Turn:
    inner = _turn(args[0]) if args[-1] is Ellipsis else None
    return (lambda found: tuple(map(inner, found))) if inner else tuple


def _mapping_turn(inner: Turn | None) -> Turn | None:
    return (lambda found: {key: inner(value) for key, value in found.items()}) if inner else None


class Rows(Generic[V]):
    """How values of one dataclass lie in their table. `apart` names the fields that are no column of it; whoever reads
    a row gives them. `inside` names the columns, besides the key, under which every statement looks."""

    def __init__(self, kind: type[V], where: sa.Table, *, inside: Sequence[str], apart: Sequence[str] = ()) -> None:
        self.kind = kind
        self.table = where
        hints = get_type_hints(kind)
        self.names = tuple(field.name for field in fields(kind) if field.name not in apart)  # type: ignore[arg-type]
        self._inside = tuple(inside)
        self.columns = tuple(where.c[name] for name in self.names)
        """The columns that `value` wants, in its order."""
        self.turns = tuple(_turn(hints[name]) for name in self.names)
        """What a statement is to do to each of them."""

    def cells(self, value: V, **inside: object) -> Cells:
        """The row of a value, as parameters of `insert` and `update`."""
        return inside | {name: _plain(getattr(value, name)) for name in self.names}

    def value(self, cells: Sequence[Any], **apart: object) -> V:
        """The value of a row read with `columns` and `turns`."""
        apart.update(zip(self.names, cells, strict=True))
        return self.kind(**apart)

    def differ(self, old: V, new: V) -> bool:
        """Whether another value would change the row."""
        return any(getattr(old, name) != getattr(new, name) for name in self.names)

    def at(self, **given: object) -> sa.ColumnElement[bool]:
        """Where the columns of `inside` have the values given when it is run, and others those given here."""
        named = (self.table.c[name] == sa.bindparam(f"at_{name}") for name in self._inside)
        return sa.and_(*named, *(self.table.c[name] == value for name, value in given.items()))

    def select(self) -> sa.Select[Any]:
        """The columns, with `at_...` for `inside`."""
        return sa.select(*self.columns).where(self.at())

    @cached_property
    def one(self) -> Statement:
        """The row of a key: `at_...` of `inside`, and `at_key`."""
        return Statement(self.select().where(self.table.c.key == sa.bindparam("at_key")), self.turns)

    @cached_property
    def insert(self) -> Statement:
        """A new row: `cells`."""
        return Statement(sa.insert(self.table))

    def update_core(self, *besides: str, but: Sequence[str] = ()) -> sa.Update:
        """A row written over, in the fields and the columns named besides, `but` for some."""
        written = [name for name in (*self.names, *besides) if name not in {"key", *but}]
        new: dict[Any, Any] = {name: sa.bindparam(name) for name in written}
        return sa.update(self.table).where(self.at(key=sa.bindparam("at_key"))).values(new)

    @cached_property
    def update(self) -> Statement:
        """A row written over: `cells`, and what `one` needs."""
        return Statement(self.update_core())

    @cached_property
    def delete(self) -> Statement:
        """The row of a key taken away: what `one` needs."""
        return Statement(sa.delete(self.table).where(self.at(key=sa.bindparam("at_key"))))


class NoteRows(Rows[Note]):
    """How the notes of one kind lie in their table."""

    def __init__(self, word: str) -> None:
        super().__init__(KINDS[word], note_table(word), inside=("tenant", "map"))
        self.word = word
        # The rows of a map lie side by side under their keys; by its index, plain `position` would fetch each alone.
        self._in_order = self.select().order_by(self.table.c.position + 0, self.table.c.key)

    @cached_property
    def every(self) -> Statement:
        """All of a map, in order."""
        return Statement(self._in_order, self.turns)

    @cached_property
    def by(self) -> Statement:
        """All of a map that `at_author` wrote, in order."""
        return Statement(self._in_order.where(self.table.c.author == sa.bindparam("at_author")), self.turns)

    @cached_property
    def last(self) -> Statement:
        """The highest position of a map, or none."""
        return Statement(sa.select(sa.func.max(self.table.c.position)).where(self.at()))


NOTES: dict[str, NoteRows] = {word: NoteRows(word) for word in KINDS}
OF_KIND: dict[type[Note], NoteRows] = {rows.kind: rows for rows in NOTES.values()}
ABOUT = Rows(About, table("map"), inside=("tenant",))
WORKSHOP = Rows(Workshop, table("workshop"), inside=("tenant",), apart=("place", "about", "counts"))
SHOWING = Rows(Showing, table("showing"), inside=("tenant",), apart=("place", "workshop"))
