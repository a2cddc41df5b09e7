"""Any map that a team could have made: every kind of note, hung together as it must be, with any text."""

from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from hypothesis import strategies as st

from journeybot.exports.shape import RANGES
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Note, Status
from journeybot.ties import REFERENCES

PEOPLE = ("U024BE7LH", "W012A3CDE", "U07QCRT8M", None)
TEXT = st.text(st.characters(codec="utf-8"), max_size=15)
NUMBERS = st.integers(-(2**40), 2**40)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    tuple[tuple[int, str, str], ...]: st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(Status).map(str), TEXT), max_size=2
    ).map(tuple),
    str: TEXT,
    int: NUMBERS,
    float: FLOATS,
    bool: st.booleans(),
    float | None: st.none() | FLOATS,
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    tuple[tuple[str, float], ...]: st.lists(st.tuples(TEXT, FLOATS), max_size=3).map(tuple),
}


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Up to three notes of each kind; who gave them are real people or nobody."""
    keys: dict[str, list[Key]] = {word: [] for word in KINDS}
    lists: dict[str, Any] = {}
    for word, kind in KINDS.items():
        made = [note for number in range(draw(st.integers(0, 3))) if (note := draw(notes(kind, keys, number)))]
        keys[word] = [note.key for note in made]
        lists[LISTS[word]] = tuple(made)
    about = draw(st.builds(About, key=st.just("map"), title=TEXT, scenario=TEXT, owner=TEXT))
    return JourneyMap(about=about, participants=draw(st.integers(0, 9)), **lists)


@st.composite
def notes(draw: st.DrawFn, kind: type[Note], keys: dict[str, list[Key]], number: int) -> Note | None:
    """A note of a kind, or None if there is nothing that it could hang on."""
    word = next(name for name, one in KINDS.items() if one is kind)
    values: dict[str, Any] = {"key": f"{word}-{number}", "position": draw(st.integers(0, 99))}
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.name in values:
            continue
        values[field.name] = draw(_value(word, field.name, hints[field.name], keys=keys))
        if values[field.name] is None and field.default is MISSING:
            return None
    return kind(**values)


def _value(word: str, name: str, hint: Any, *, keys: dict[str, list[Key]]) -> st.SearchStrategy[Any]:
    if name == "author":
        return st.sampled_from(PEOPLE)
    if (word, name) == ("response", "value"):
        return st.integers(1, 5)  # on every scale
    if name == "colour":
        return st.sampled_from(("", "#12abEF"))
    targets = REFERENCES.get(KINDS[word], {}).get(name)
    if targets is not None:
        return _reference([key for target in targets for key in keys[target]], hint)
    if (word, name) in RANGES:
        number = st.integers(*RANGES[word, name])
        return number if hint is int else st.none() | number
    return PLAIN[hint] if hint in PLAIN else st.from_type(hint)


def _reference(there: list[Key], hint: Any) -> st.SearchStrategy[Any]:
    if hint == tuple[str, ...]:
        return st.lists(st.sampled_from(there), unique=True).map(tuple) if there else st.just(())
    one: st.SearchStrategy[Any] = st.sampled_from(there) if there else st.none()
    return one if hint is str else st.none() | one
