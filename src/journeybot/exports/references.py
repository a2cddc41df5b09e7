"""Knows which note hangs on which, and keeps or finds the ones that hang on nothing."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, replace
from typing import Any

from journeybot.journey import KINDS, LISTS, JourneyMap, Key, Note
from journeybot.ties import REFERENCES

Known = dict[str, set[Key]]
"""The keys in use, by the word of their kind."""


def loose_ends(journey: JourneyMap) -> Iterator[tuple[str, int, str, Key]]:
    """Every reference to something that is not there: list, index in it, field, the key named."""
    known = {word: {note.key for note in getattr(journey, LISTS[word])} for word in KINDS}
    for word, kind in KINDS.items():
        for index, note in enumerate(getattr(journey, LISTS[word])):
            for name in REFERENCES.get(kind, {}):
                for key in _lost(note, name, known):
                    yield LISTS[word], index, name, key


def tied(journey: JourneyMap) -> JourneyMap:
    """The map without loose ends: what hangs on nothing is left out, a reference that need not be is dropped."""
    known: Known = {word: set() for word in KINDS}
    lists: dict[str, Any] = {}
    for word in KINDS:
        held = [note for note in getattr(journey, LISTS[word]) if not _hangs_on_nothing(note, known)]
        known[word] = {note.key for note in held}
        lists[LISTS[word]] = tuple(_trimmed(note, known) for note in held)
    return replace(journey, **lists)


def _hangs_on_nothing(note: Note, known: Known) -> bool:
    return any(field.default is MISSING and _lost(note, field.name, known) for field in _references(note))


def _trimmed(note: Note, known: Known) -> Note:
    kept: dict[str, Any] = {}
    for field in _references(note):
        lost = _lost(note, field.name, known)
        if lost:
            now = getattr(note, field.name)
            kept[field.name] = tuple(k for k in now if k not in lost) if isinstance(now, tuple) else None
    return replace(note, **kept) if kept else note


def _references(note: Note) -> list[Field[Any]]:
    names = REFERENCES.get(type(note), {})
    return [field for field in fields(note) if field.name in names]


def _lost(note: Note, name: str, known: Known) -> tuple[Key, ...]:
    value = getattr(note, name)
    keys = value if isinstance(value, tuple) else () if value is None else (value,)
    allowed = set().union(*(known[word] for word in REFERENCES[type(note)][name]))
    return tuple(key for key in keys if key not in allowed)
