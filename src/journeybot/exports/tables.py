"""The map as tables, one for each noun, its notes in rows: what both the workbook and the CSV file are made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, Literal

from journeybot.exports.contents import Contents
from journeybot.exports.document import as_exported
from journeybot.figures import figures
from journeybot.forms import as_cells
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Measure, Note
from journeybot.ties import REFERENCES

Cell = str | int | float | date | None
Row = Mapping[str, Cell]
CellKind = Literal["text", "number", "day"]


@dataclass(frozen=True, slots=True)
class Table:
    """The notes of one kind (a word of KINDS, or "journey" for the map itself): names of columns, and a row for each
    note, or for each value of a measure. A cell that a row does not have is empty."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def used(self) -> tuple[str, ...]:
        """The columns that have something in them."""
        return tuple(name for name in self.columns if any(row.get(name) not in (None, "") for row in self.rows))


FIRST = ("kind", "stage", "touchpoint", "persona", "text")
"""The columns that mean the same in every table: where, for whom, and the note itself."""

LAST = "key"

_CALLED: dict[tuple[str, str], str] = {
    ("persona", "name"): "persona",
    ("persona", "quote"): "text",
    ("persona", "status"): "living",
    ("stage", "name"): "stage",
    ("touchpoint", "name"): "touchpoint",
    ("moment", "action"): "text",
    ("score", "author"): "participant",
    ("vote", "author"): "participant",
    ("challenge", "personas"): "persona",
    ("evidence", "on"): "about",
    ("vote", "on"): "about",
    ("measure", "name"): "text",
    ("response", "comment"): "text",
    ("improvement", "challenges"): "answers",
    ("improvement", "told"): "became",
    ("journey", "scenario"): "text",
}
"""By kind and field: the column, where it is not called as the field is."""

_COUNTED: dict[str, tuple[str, ...]] = {
    "moment": ("typical", "lowest", "highest", "scores"),
    "challenge": ("votes",),
    "improvement": ("votes",),
    "measure": ("when", "value"),
    "evidence": ("persona",),
    "journey": ("participants", "as_of"),
}
"""By kind: what is not written in a note but comes out of others, or of its series."""

_UNSAID = {"position", "series", "colour", "review", "confirmed"}


def tables(journey: JourneyMap) -> list[Table]:
    """A table for each noun, the map itself first; nobody is named, as in our own file."""
    it = Contents(as_exported(journey))
    made = [Table("journey", _columns("journey", About), (_journey(it),))]
    return made + [Table(word, _columns(word, kind), tuple(_rows(word, it))) for word, kind in KINDS.items()]


def columns_of(many: list[Table]) -> tuple[str, ...]:
    """Every column of these tables, once: those of all kinds first, the key last."""
    others = [name for table in many for name in table.columns if name not in {*FIRST, LAST}]
    return (*FIRST, *dict.fromkeys(others), LAST)


def _columns(word: str, kind: type[Any]) -> tuple[str, ...]:
    own = [column_of(word, field.name) for field in fields(kind) if _is_told(word, field.name)]
    placed = (*own, *(("stage",) if "touchpoint" in own or word == "evidence" else ()), *_COUNTED.get(word, ()))
    first = [name for name in FIRST if name in placed]
    return (*first, *(name for name in dict.fromkeys(placed) if name not in {*FIRST, LAST}), LAST)


def _is_told(word: str, field: str) -> bool:
    return field not in _UNSAID and (field != "author" or word in {"score", "vote"})


def column_of(word: str, field: str) -> str:
    """The column in which a field of a kind of note stands."""
    return _CALLED.get((word, field), field)


def _journey(it: Contents) -> dict[str, Cell]:
    about = it.journey.about
    told = {column_of("journey", field.name): _cell(getattr(about, field.name)) for field in fields(about)}
    told = {name: cell for name, cell in told.items() if name not in _UNSAID}
    told["reviews"] = about.reviews or None
    return {**told, "participants": it.journey.participants, "as_of": it.journey.as_of}


def _rows(word: str, it: Contents) -> Iterator[dict[str, Cell]]:
    votes = figures(it.journey).votes if word in {"challenge", "improvement"} else {}
    for note in getattr(it.journey, LISTS[word]):
        row = _row(word, note, it)
        if word in {"challenge", "improvement"}:
            row["votes"] = votes.get(note.key, 0)
        if isinstance(note, Measure) and note.series:
            yield from ({**row, "when": when, "value": value} for when, value in note.series)
        else:
            yield {**row, **(_felt(note, it) if word == "moment" else {})}


def _row(word: str, note: Note, it: Contents) -> dict[str, Cell]:
    references = REFERENCES.get(type(note), {})
    told: dict[str, Cell] = {}
    for field in fields(note):
        value = getattr(note, field.name)
        if field.name in references and value is not None:
            value = _names(value, it)
        if field.name == "told":
            value = tuple(as_cells(map(str, review)) for review in value)
        if _is_told(word, field.name):
            told[column_of(word, field.name)] = _cell(value)
    return {**told, **_place(note, it)}


def _names(value: Key | tuple[Key, ...], it: Contents) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(it.names[key] for key in value)
    moment = it.moment_called(value)
    return it.names[moment.touchpoint] if moment else it.names[value]


def _place(note: Note, it: Contents) -> dict[str, Cell]:
    """The stage of what hangs on a touchpoint, as touchpoints of other stages may be called the same, and whose moment
    a statement is about."""
    on = getattr(note, "on", None)
    moment = it.moment_called(on or "")
    touchpoint = moment.touchpoint if moment else getattr(note, "touchpoint", on)
    stage = it.stage_around(touchpoint)
    place: dict[str, Cell] = {"stage": it.names[stage]} if stage else {}
    return {**place, "persona": it.names[moment.persona]} if moment else place


def _felt(note: Any, it: Contents) -> dict[str, Cell]:
    felt = it.felt_by(note.persona)
    if note.touchpoint not in felt.typical:
        return {}
    lowest, highest = felt.spread.get(note.touchpoint, (None, None))
    given = sum(s.persona == note.persona and s.touchpoint == note.touchpoint for s in it.journey.scores)
    return {"typical": felt.typical[note.touchpoint], "lowest": lowest, "highest": highest, "scores": given}


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "\n".join(str(one) for one in value)
    return value if value is None or isinstance(value, int | float | date) else str(value)
