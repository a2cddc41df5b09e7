"""Which note names which others, and what becomes of it when one of those goes."""

from collections.abc import Collection
from dataclasses import MISSING, fields, replace
from typing import Any

from journeybot.journey import (
    KINDS,
    Challenge,
    Evidence,
    Improvement,
    Key,
    Measure,
    Moment,
    Note,
    Response,
    Score,
    Touchpoint,
    Vote,
)

_PLACE: dict[str, tuple[str, ...]] = {"stage": ("stage",), "touchpoint": ("touchpoint",)}
_FELT: dict[str, tuple[str, ...]] = {"persona": ("persona",), "touchpoint": ("touchpoint",)}

REFERENCES: dict[type[Note], dict[str, tuple[str, ...]]] = {
    Touchpoint: {"stage": ("stage",), "next": ("touchpoint",)},
    Moment: _FELT,
    Score: _FELT,
    Challenge: {**_PLACE, "personas": ("persona",)},
    Evidence: {"on": ("touchpoint", "moment", "challenge")},
    Improvement: {**_PLACE, "challenges": ("challenge",)},
    Vote: {"on": ("challenge", "improvement")},
    Measure: _PLACE,
    Response: {"touchpoint": ("touchpoint",)},
}
"""By kind: the fields that name another note, and of which kinds that may be."""


NEEDS: dict[type[Note], tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if one.name in named and one.default is MISSING)
    for kind, named in REFERENCES.items()
}
"""By kind: the fields that name what such a note cannot be without."""

MAY_NAME: dict[type[Note], frozenset[type[Note]]] = {
    kind: frozenset(KINDS[word] for words in named.values() for word in words) for kind, named in REFERENCES.items()
}
"""By kind: the kinds that its notes can name."""


def named_by(note: Note) -> frozenset[Key]:
    """The keys of all notes that a note names."""
    return frozenset(key for name in REFERENCES.get(type(note), {}) for key in _keys(getattr(note, name)))


def goes_with(note: Note, gone: Collection[Key]) -> bool:
    """Whether a note cannot be without one of those that are gone."""
    return any(getattr(note, name) in gone for name in NEEDS.get(type(note), ()))


def without(note: Note, gone: Collection[Key]) -> Note:
    """A note that stays, naming none of those that are gone; itself if it named none."""
    left: dict[str, Any] = {}
    for name in REFERENCES.get(type(note), {}):
        value = getattr(note, name)
        if any(key in gone for key in _keys(value)):
            left[name] = tuple(key for key in value if key not in gone) if isinstance(value, tuple) else None
    return replace(note, **left) if left else note


def _keys(value: Key | tuple[Key, ...] | None) -> tuple[Key, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
