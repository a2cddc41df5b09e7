"""Makes a note of a row of our own table, field by field: each stands in the column that the table gives it."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from types import UnionType
from typing import Any, get_args, get_type_hints

from journeybot.exports.imports.cells import Cells
from journeybot.exports.imports.known import Known
from journeybot.exports.shape import RANGES
from journeybot.exports.tables import column_of
from journeybot.forms import cells as parts_of
from journeybot.journey import KINDS, Basis, Key, MapState, Note, Pain, Phase, Status, Strategy
from journeybot.ties import REFERENCES

_ENUMS = {Basis, MapState, Pain, Phase, Status, Strategy}
_NOT_IN_A_ROW = {"key", "position", "author", "colour", "series", "next", "review", "confirmed"}
"""What no row has, or what is known only once all rows are read."""

Read = Callable[[Cells, str], Any]


def _became(cells: Cells, column: str) -> Iterator[tuple[int, str, str]]:
    """What became of an improvement, a line for each review: its number, the status, what was said of it."""
    for line in cells.texts(column):
        number, status, words = (*parts_of(line), "", "")[:3]
        if number.isascii() and number.isdecimal() and status in set(Status):
            yield int(number), status, words
        else:
            cells.wrong("cell_wrong", column, kind="became", found=line)


_READERS: dict[Any, Read] = {
    str: Cells.text,
    bool: Cells.truth,
    float: Cells.number,
    date: Cells.day,
    tuple[str, ...]: Cells.texts,
    tuple[tuple[int, str, str], ...]: lambda cells, column: tuple(_became(cells, column)),
}


def note_of(word: str, cells: Cells, known: Known, *, key: Key) -> Note | None:
    """The note of a row; None where it lacks what such a note must have, which has been noted then."""
    kind = KINDS[word]
    values = fields_of(kind, word, cells) | _references(word, cells, known)
    for field in fields(kind):
        if _must(field) and values.get(field.name) in (None, ""):
            if field.name not in REFERENCES.get(kind, {}):
                cells.wrong("cell_empty", column_of(word, field.name))
            return None
    return kind(**{**values, "key": key})


def fields_of(kind: type[Any], word: str, cells: Cells) -> dict[str, Any]:
    """The fields of a row that name no other note; what is empty is as if it were not there."""
    hints, others = get_type_hints(kind), REFERENCES.get(kind, {})
    told = {
        field.name: _value(word, field.name, hints[field.name], cells=cells)
        for field in fields(kind)
        if field.name not in _NOT_IN_A_ROW and field.name not in others
    }
    return {name: value for name, value in told.items() if value is not None}


def _must(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING and field.name not in _NOT_IN_A_ROW


def _value(word: str, name: str, hint: Any, *, cells: Cells) -> Any:
    column = column_of(word, name)
    plain = next(one for one in get_args(hint) if one is not type(None)) if isinstance(hint, UnionType) else hint
    if plain is int:
        least, most = RANGES.get((word, name), (None, None))
        return cells.whole(column, least=least, most=most)
    if plain in _ENUMS:
        return cells.word(column, {one.value: one for one in plain})
    if get_args(plain) and plain not in _READERS:  # one of a few words
        return cells.word(column, {one: one for one in get_args(plain)})
    found = _READERS[plain](cells, column)
    return None if found == "" and plain is not hint else found


def _references(word: str, cells: Cells, known: Known) -> dict[str, Any]:
    """What a row names, by the field that holds it."""
    named = REFERENCES.get(KINDS[word], {})
    found: dict[str, Any] = {}
    if "touchpoint" in named:
        stage, found["touchpoint"] = known.place(cells, must=word in {"moment", "score", "response"})
        found |= {"stage": stage} if "stage" in named else {}
    elif "stage" in named:
        found["stage"] = known.must_find(cells, "stage", must=True)
    if "persona" in named:
        found["persona"] = known.must_find(cells, "persona", must=True)
    if "personas" in named:
        found["personas"] = _several(cells, known, "persona", column="persona")
    if "challenges" in named:
        found["challenges"] = _several(cells, known, "challenge", column="answers")
    if "on" in named:
        found["on"] = _on(word, cells, known)
    return found


def _several(cells: Cells, known: Known, word: str, *, column: str) -> tuple[Key, ...]:
    """The notes that a cell names, one on a line; a name may itself have several lines."""
    said, found = cells.texts(column), dict[Key, None]()
    at = 0
    while at < len(said):
        ends = (end for end in range(len(said), at, -1) if known.find(word, "\n".join(said[at:end])))
        end = next(ends, at + 1)
        key = known.named(cells, word, "\n".join(said[at:end]), column=column)
        if key:
            found[key] = None
        at = end
    return tuple(found)


def _on(word: str, cells: Cells, known: Known) -> Key | None:
    """What evidence or a dot is about: a moment where a persona stands in its row, a touchpoint where a stage does,
    else whatever has that name."""
    name, other = cells.text("about"), "improvement" if word == "vote" else "touchpoint"
    if not name:
        cells.wrong("cell_empty", "about")
        return None
    if word == "evidence" and (cells.text("persona") or cells.text("stage")):
        found = _lived(name, cells, known)
    else:
        found = known.find("challenge", name) or known.find(other, name)
    if found is None:
        known.nothing(cells, "challenge" if word == "vote" else "touchpoint", name, column="about")
    return found


def _lived(name: str, cells: Cells, known: Known) -> Key | None:
    """The touchpoint of that name in the stage of the row; where it has a persona, their moment there."""
    persona, touchpoint = known.must_find(cells, "persona"), known.step(known.must_find(cells, "stage"), name)
    if not cells.text("persona"):
        return touchpoint
    return known.moment(persona, touchpoint) if persona and touchpoint else None
