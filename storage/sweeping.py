"""Dropping notes so that nothing is left that names them.

What cannot be without the dropped note goes with it: touchpoints with their stage, moments and scores with their
persona or touchpoint, evidence and votes with what they are on. What only points at it stays and points no longer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeybot.journey import Key, Note
from journeybot.ties import MAY_NAME, goes_with, without
from storage.rows import NOTES, OF_KIND, NoteRows
from storage.within import Within


@dataclass
class Swept:
    """What dropping came to: notes that are gone, and those that stay and pointed at one of them, as they were."""

    gone: dict[Key, Note] = field(default_factory=dict)
    bent: dict[Key, Note] = field(default_factory=dict)


def sweep(within: Within, dropped: Iterable[Note]) -> Swept:
    """Drop these notes and all that hangs on them."""
    swept = Swept(gone={note.key: note for note in dropped})
    for rows in NOTES.values():  # nothing names a kind that comes later, so one way through finds all
        _look_through(within, rows, swept)
    for note in reversed(_in_order(swept.gone.values())):
        OF_KIND[type(note)].delete.run(within.connection, within.params | {"at_key": note.key})
    for note in swept.bent.values():
        rows, left = OF_KIND[type(note)], without(note, swept.gone)
        rows.update.run(within.connection, within.params | {"at_key": note.key} | rows.cells(left))
    return swept


def _look_through(within: Within, rows: NoteRows, swept: Swept) -> None:
    if not MAY_NAME.get(rows.kind, frozenset()) & set(map(type, swept.gone.values())):
        return
    others = [note for note in within.read(rows, rows.every) if note.key not in swept.gone]
    swept.gone.update({note.key: note for note in others if goes_with(note, swept.gone)})
    staying = (note for note in others if note.key not in swept.gone)
    swept.bent.update({note.key: note for note in staying if without(note, swept.gone) is not note})


def _in_order(notes: Iterable[Note]) -> list[Note]:
    order = list(OF_KIND)
    return sorted(notes, key=lambda note: order.index(type(note)))
