"""Reads the table that our own export writes: every note a row, whatever it points at by name."""

import re
from dataclasses import replace
from typing import Any

from journeybot.exports.imports.brought import Brought, File
from journeybot.exports.imports.cells import Cells
from journeybot.exports.imports.columns import columns_of, meant
from journeybot.exports.imports.known import Known
from journeybot.exports.imports.measures import in_order, joined
from journeybot.exports.imports.rows import fields_of, note_of
from journeybot.exports.shape import KEY
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Measure, Note, Response, Score, Touchpoint, Vote
from journeybot.paper.places import same
from journeybot.results import SCALES
from journeybot.typed import meanings

KIND = "notes"
JOURNEY = "journey"


def fits(file: File) -> bool:
    """Whether the headings are those of notes."""
    return "kind" in meant(file.headings, KIND)


def read(file: File, into: JourneyMap) -> Brought:
    """The notes. Rows may stand in any order; a name means a row of the file, else something that is on the map."""
    return _Reading(file, into).brought()


class _Reading:
    """One file on its way to a map."""

    def __init__(self, file: File, into: JourneyMap) -> None:
        self._into = into
        self._known = Known(into, makes=True)
        self._troubles: list[Unreadable] = []
        self._rows: dict[Key, int] = {}
        self._people: dict[str, str] = {}
        self._sorted: dict[str, list[Cells]] = {word: [] for word in (JOURNEY, *KINDS)}
        columns = columns_of(file.headings, KIND)
        for line in file.table.lines:
            self._sort(Cells(line, columns, self._troubles))

    def brought(self) -> Brought:
        """The whole of it."""
        lists: dict[str, Any] = {LISTS[word]: self._notes(word) for word in KINDS}
        told = replace(self._head(), **lists)
        told = replace(told, participants=max(told.participants, len(self._people)))
        return Brought(journey=told, troubles=tuple(sorted(self._troubles, key=_row)), rows=self._rows)

    def _sort(self, cells: Cells) -> None:
        kind = cells.text("kind").casefold()
        kind = meanings("kinds").get(kind, kind)
        if kind in self._sorted:
            self._sorted[kind].append(cells)
        elif kind:
            cells.wrong("cell_not_offered", "kind", found=kind, expected=", ".join(self._sorted))
        else:
            cells.wrong("cell_empty", "kind")

    def _head(self) -> JourneyMap:
        """What the map says of itself; as it stands where no row tells."""
        bare = JourneyMap(about=self._into.about)
        for cells in self._sorted[JOURNEY][:1]:
            about = {"title": "", **fields_of(About, JOURNEY, cells)}
            key = cells.text("key")
            participants, as_of = cells.whole("participants", least=0), cells.day("as_of")
            about["key"] = key if re.fullmatch(KEY, key) else bare.about.key
            return replace(bare, about=About(**about), participants=participants or 0, as_of=as_of)
        return bare

    def _notes(self, word: str) -> tuple[Note, ...]:
        found: dict[Any, Note] = {}
        cells_of: dict[Key, Cells] = {}
        for cells in self._sorted[word]:
            note = note_of(word, cells, self._known, key=self._key(word, cells))
            for one in self._whole(note, cells):
                place = _place(one, cells)
                found[place] = _with(found.get(place), one)
                self._rows.setdefault(one.key, cells.row)
                cells_of[one.key] = cells
                self._known.add(word, one, key=one.key)
        self._known.add_map(word)
        return tuple(self._finished(note, cells_of[note.key]) for note in found.values())

    def _whole(self, note: Note | None, cells: Cells) -> tuple[Note, ...]:
        """The note with what only such notes have: a value, an answer on its scale, a label of who gave it."""
        if isinstance(note, Measure):
            when, value = cells.text("when"), cells.number("value")
            return (replace(note, series=((when, value),) if value is not None else ()),)
        if isinstance(note, Response):
            least, most = SCALES[note.scale]
            return (note,) if cells.whole("value", least=least, most=most) is not None else ()
        if isinstance(note, Score | Vote):
            return (replace(note, author=self._label(cells.text("participant"))),)
        return (note,) if note else ()

    def _label(self, person: str) -> str | None:
        return self._people.setdefault(person, person) if person else None

    def _key(self, word: str, cells: Cells) -> Key:
        given = cells.text("key")
        return (
            given
            if re.fullmatch(KEY, given) and (word == "measure" or given not in self._rows)
            else f"{word}-{cells.row}"
        )

    def _finished(self, note: Note, cells: Cells) -> Note:
        """The note with what is known only once all of its kind are."""
        name = cells.text("next")
        if isinstance(note, Touchpoint) and name:
            following = self._known.step(note.stage, name) or self._known.find("touchpoint", name)
            if following is None:
                self._known.nothing(cells, "touchpoint", name, column="next")
            return replace(note, next=following)
        return in_order(note) if isinstance(note, Measure) else note


def _row(trouble: Unreadable) -> int:
    return int(str(trouble.values.get("row", 0)))


def _place(note: Note, cells: Cells) -> object:
    """What rows of one note have in common: only each value of a measure has a row of its own."""
    return (cells.text("key"), same(note.name), note.stage, note.touchpoint) if isinstance(note, Measure) else note.key


def _with(earlier: Note | None, note: Note) -> Note:
    return joined(earlier, note) if isinstance(earlier, Measure) and isinstance(note, Measure) else note
