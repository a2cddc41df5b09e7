"""Finds texts that are longer than a dialog takes: they could not be edited any more."""

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from typing import Any

from journeybot.exports.imports.brought import Brought
from journeybot.exports.tables import column_of
from journeybot.exports.unreadable import Unreadable, path
from journeybot.journey import LISTS, Note

LONGEST, LONGEST_NAME = 3000, 200


def too_long(brought: Brought) -> Iterator[Unreadable]:
    """Each text that is too long, by its row (where the file has rows) or its place."""
    for word, name in LISTS.items():
        for index, note in enumerate(getattr(brought.journey, name)):
            for field, length, longest in _long(note):
                told: dict[str, Any] = {"length": length, "longest": longest}
                if note.key in brought.rows:
                    row = brought.rows[note.key]
                    yield Unreadable("row_too_long", row=row, column=column_of(word, field), **told)
                else:
                    yield Unreadable("place_too_long", where=path((name, index, field)), **told)


def _long(note: Note) -> Iterator[tuple[str, int, int]]:
    for field in fields(note):
        value = getattr(note, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        longest = LONGEST_NAME if field.name == "name" else LONGEST
        length = sum(len(one) + 1 for one in texts if isinstance(one, str) and not isinstance(one, Enum)) - 1
        if length > longest:
            yield field.name, length, longest
