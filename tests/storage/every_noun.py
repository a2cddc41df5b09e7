"""Any map a team could write down: hypothesis strategies for every kind of note, hung together as they must be."""

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from hypothesis import strategies as st

from journeybot.journey import KINDS, Key, Note

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
NUMBERS = st.integers(-(2**31), 2**31 - 1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(date, st.dates())

REFERS: dict[str, tuple[str, ...]] = {
    "stage": ("stage",),
    "touchpoint": ("touchpoint",),
    "next": ("touchpoint",),
    "persona": ("persona",),
    "personas": ("persona",),
    "challenges": ("challenge",),
}
"""Which kinds of notes a field of that name may name; `on` depends on who asks."""
ON = {"evidence": ("touchpoint", "moment", "challenge"), "vote": ("challenge", "improvement")}

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: NUMBERS,
    float: FLOATS,
    str | None: st.none() | TEXT,
    int | None: st.none() | NUMBERS,
    float | None: st.none() | FLOATS,
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[tuple[str, float], ...]: st.lists(st.tuples(TEXT, FLOATS), max_size=3).map(tuple),
}

Keys = dict[str, list[Key]]


@st.composite
def maps(draw: st.DrawFn) -> tuple[Note, ...]:
    """Up to two notes of each kind, with positions that order them and references that hold."""
    keys: Keys = {word: [] for word in KINDS}
    notes: list[Note] = []
    for word in KINDS:
        for position in range(1, draw(st.integers(0, 2)) + 1):
            key = f"{word} {position} {draw(TEXT)}"
            values = {name: draw(how) for name, how in _fields(word, keys).items()}
            if None in values.values() and _must_refer(word, values):
                break
            notes.append(KINDS[word](key=key, position=position, **values))
            keys[word].append(key)
    return tuple(notes)


def _must_refer(word: str, values: dict[str, Any]) -> bool:
    hints = get_type_hints(KINDS[word])
    return any(value is None and hints[name] is str for name, value in values.items())


def _fields(word: str, keys: Keys) -> dict[str, st.SearchStrategy[Any]]:
    hints = get_type_hints(KINDS[word])
    names = (field.name for field in fields(KINDS[word]) if field.name not in {"key", "position"})
    return {name: _field(word, name, hints[name], keys=keys) for name in names}


def _field(word: str, name: str, hint: Any, *, keys: Keys) -> st.SearchStrategy[Any]:
    targets = ON[word] if name == "on" else REFERS.get(name)
    if targets is None:
        return _value(hint)
    there = [key for target in targets for key in keys[target]]
    if hint == tuple[str, ...]:
        return st.lists(st.sampled_from(there), unique=True).map(tuple) if there else st.just(())
    one = st.sampled_from(there) if there else st.none()
    return one if hint is str else st.none() | one


@cache
def _value(hint: Any) -> st.SearchStrategy[Any]:
    """A value of a type, with texts of every script and numbers that both databases hold."""
    return PLAIN[hint] if hint in PLAIN else st.from_type(hint)
