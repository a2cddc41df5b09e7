"""What a file and a map come to together: what is new, met again, different; and where the file's notes come from."""

from dataclasses import dataclass, replace
from typing import Any

from journeybot.exports.document import as_exported
from journeybot.journey import KINDS, LISTS, About, JourneyMap, Key, Note


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing on the map and another in the file. `word` is that of the note's kind."""

    word: str
    name: str
    field: str
    here: object
    there: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What it comes to: `put` are the notes to be written, of which `new` were not there; `met` counts those that were,
    `filled` the empty fields that are filled in; `alone` are the notes that only the map has, `passed` counts the means
    of the file that are left out, as there are feelings at their place."""

    about: About
    put: tuple[Note, ...]
    new: tuple[Note, ...]
    met: int
    filled: int
    differing: tuple[Difference, ...]
    alone: tuple[Note, ...]
    passed: int = 0


class Vanished(Exception):
    """What the file names is no longer on the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where notes come from: `file` tells it from other files, `whole` that it holds a map, `lossy` that what hurts
    and helps stands there by its stage alone and feelings are means; `workshop` is in keys of what there is only once;
    `person` whose own the scores are, if not the room's, kept with `author`; `theirs`: what differs is taken from the
    file."""

    file: str
    workshop: Key
    whole: bool = True
    lossy: bool = False
    person: str = ""
    author: str | None = None
    theirs: bool = False


def with_joined(into: JourneyMap, joined: Joined, brought: JourneyMap) -> JourneyMap:
    """The map with what is to be written; scores keep the labels of who gave them out of it."""
    put = {note.key: note for note in joined.put}
    lists: dict[str, Any] = {}
    for word, kind in KINDS.items():
        kept = tuple(put.get(note.key, note) for note in getattr(into, LISTS[word]))
        lists[LISTS[word]] = (*kept, *(note for note in joined.new if type(note) is kind))
    participants = max(into.participants, brought.participants)
    return as_exported(replace(into, about=joined.about, participants=participants, **lists))
