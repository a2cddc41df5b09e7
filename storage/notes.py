"""The notes of a map: read one by one as a move asks for them, written only where they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar, cast

from journeybot.history import Done
from journeybot.journey import KINDS, Key, Note
from journeybot.workshop import Change
from storage import history
from storage.rows import OF_KIND
from storage.sweeping import Swept, sweep
from storage.within import Within

N = TypeVar("N", bound=Note)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: what notes were before (None: there was none), and how many of each kind there are now."""

    was: Mapping[Key, Note | None]
    counts: Mapping[str, int]


class OpenNotes:
    """The notes of one map inside an open transaction; what was looked at is remembered for the writing."""

    def __init__(self, within: Within, workshop: Key) -> None:
        self._within = within
        self._workshop = workshop
        self._seen: dict[Key, Note | None] = {}

    def find(self, key: Key) -> Note | None:
        """The note of that key, if the map has it."""
        if key not in self._seen:
            self._seen[key] = self._within.find(key)
        return self._seen[key]

    def every(self, kind: type[N]) -> tuple[N, ...]:
        """All notes of one kind, in order."""
        rows = OF_KIND[kind]
        found = self._within.read(rows, rows.every)
        self._seen.update((note.key, note) for note in found)
        return cast(tuple[N, ...], found)

    def last_position(self, kind: type[Note]) -> int:
        """The highest position in use among notes of one kind; 0 if there are none."""
        (highest,) = OF_KIND[kind].last.first(self._within.connection, self._within.params) or (None,)
        return highest or 0

    def done(self) -> tuple[Done, ...]:
        """The changes that can be taken back or put back, the last first."""
        return history.kept(self._within, self._workshop)


def write(within: Within, change: Change, notes: OpenNotes, *, counts: Mapping[str, int]) -> Written:
    """Write what a change puts and drops, as far as it differs.

    Puts come first: what a move rescues from a dropped note is no longer swept away with it.
    """
    put = {note.key: note for note in change.put if note.key not in change.drop}
    new = [note for note in put.values() if notes.find(note.key) is None]
    old = {key: before for key, note in put.items() if (before := notes.find(key)) and before != note}
    dropped = [note for key in change.drop if (note := notes.find(key)) is not None]
    insert(within, new)
    for key, before in old.items():
        _write_over(within, put[key], old=before)
    swept = sweep(within, dropped) if dropped else Swept()
    was: dict[Key, Note | None] = {**swept.bent, **swept.gone, **old, **dict.fromkeys(note.key for note in new)}
    return Written(was, counted(new, counts, gone=swept.gone.values()))


def insert(within: Within, notes: Iterable[Note]) -> None:
    """Write new notes, kind by kind, so that what others hang on is there before them."""
    order = list(KINDS.values())
    for kind, several in groupby(sorted(notes, key=lambda note: order.index(type(note))), key=type):
        rows = OF_KIND[kind]
        cells = (rows.cells(note, tenant=within.tenant, map=within.map) for note in several)
        rows.insert.run_all(within.connection, cells)


def counted(new: Iterable[Note], counts: Mapping[str, int], *, gone: Iterable[Note] = ()) -> dict[str, int]:
    """`counts` with the new notes in it, and without those that are gone."""
    now = {word: counts.get(word, 0) for word in KINDS}
    for notes, step in ((new, 1), (gone, -1)):
        for note in notes:
            now[OF_KIND[type(note)].word] += step
    return now


def _write_over(within: Within, note: Note, old: Note) -> None:
    if type(old) is not type(note):
        raise ValueError(f"the key of a {type(old).__name__} cannot become that of a {type(note).__name__}")
    rows = OF_KIND[type(note)]
    rows.update.run(within.connection, within.params | {"at_key": note.key} | rows.cells(note))
