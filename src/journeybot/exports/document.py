"""Our own file of a journey: everything in it, readable, and in an order that lets `git diff` show what changed.

Nobody is named: whoever scored or voted becomes "participant 1", "participant 2" ..., and who wrote the other notes is
left out, since one note known to be somebody's would give away all the scores under the same label.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import Field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel, TypeAdapter

from journeybot.exports.references import tied
from journeybot.exports.shape import COLOUR, EXPORTED, FORMAT, INSIDE, LABEL, LAST, ONE_MAP, SIGNED, parsed
from journeybot.exports.soundness import check
from journeybot.figures import Figures, figures
from journeybot.inside import every_inside
from journeybot.journey import LISTS, Improvement, JourneyMap, Note

_ONE_A_LINE = {"scores", "votes"}
_LABEL = re.compile(LABEL)
_FIGURES = TypeAdapter(Figures)


def as_exported(journey: JourneyMap) -> JourneyMap:
    """The map as a file keeps it: nobody named, notes numbered in the order they stand in, nothing hanging on what is
    no longer there, no colour that is none. `from_document(to_document(journey)) == as_exported(journey)`."""
    labels = _labels(note.author for note in (*journey.scores, *journey.votes))
    whole = _coloured(tied(journey))
    settled: dict[str, Any] = {name: _settled(getattr(whole, name), labels) for name in LISTS.values()}
    inside = tuple(as_exported(replace(one, inside=())) for one in every_inside(whole))
    return replace(whole, **settled, inside=inside, last_actions=_of_last_time(whole), part_of=(), hidden=0, alone=0)


def _of_last_time(journey: JourneyMap) -> tuple[Improvement, ...]:
    """What became of the actions before, without what they hung on there."""
    bare = {"author": None, "challenges": (), "stage": None, "touchpoint": None}
    return tuple(replace(one, position=number, **bare) for number, one in enumerate(journey.last_actions, 1))  # type: ignore[arg-type]


def to_document(journey: JourneyMap) -> dict[str, Any]:
    """The map as plain JSON values. What is empty is left out; the order of keys never changes."""
    kept = as_exported(journey)
    document = {"format": FORMAT, **_told(kept)}
    if kept.inside:
        document[INSIDE] = [_told(one) for one in kept.inside]
    return {**document, "figures": _FIGURES.dump_python(figures(kept), mode="json")}


def _told(kept: JourneyMap) -> dict[str, Any]:
    """What one map says, without those inside it."""
    told = {"about": _plain(kept.about), "participants": kept.participants, "as_of": _plain(kept.as_of)}
    told["five_point"] = kept.five_point or None
    told |= {name: [_plain(note) for note in getattr(kept, name)] for name in LISTS.values()}
    told[LAST] = [_plain(one) for one in kept.last_actions] or None
    return {name: value for name, value in told.items() if value is not None}


def to_json(journey: JourneyMap) -> bytes:
    """The map as a file, in UTF-8."""
    rows = (f"  {json.dumps(name)}: {_body(name, value)}" for name, value in to_document(journey).items())
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode("utf-8", "replace")


def from_document(document: dict[str, Any]) -> JourneyMap:
    """The map that plain JSON values describe; `figures` are not looked at.

    Raises Unreadable with where and what to do, if it is not of our format or does not hang together.
    """
    journey = _journey(parsed(json.dumps({name: value for name, value in document.items() if name != "figures"})))
    check(journey)
    return as_exported(journey)


def _journey(read: BaseModel) -> JourneyMap:
    own = {name: getattr(read, name) for name in ONE_MAP}
    return JourneyMap(**own, inside=tuple(map(_journey, getattr(read, INSIDE, ()))))


def _labels(authors: Iterable[str | None]) -> dict[str | None, str | None]:
    """A label for everybody; a label read from a file stays what it is."""
    people = [person for person in dict.fromkeys(authors) if person is not None]
    labels: dict[str | None, str | None] = {person: person for person in people if _LABEL.fullmatch(person)}
    free = (label for number in range(1, 2 * len(people) + 1) if (label := f"participant {number}") not in labels)
    return {None: None, **labels, **{person: next(free) for person in people if person not in labels}}


def _coloured(journey: JourneyMap) -> JourneyMap:
    personas = (p if re.fullmatch(COLOUR, p.colour) else replace(p, colour="") for p in journey.personas)
    return replace(journey, personas=tuple(personas))


def _settled(notes: tuple[Note, ...], labels: dict[str | None, str | None]) -> tuple[Note, ...]:
    told = [replace(note, author=labels[note.author] if isinstance(note, SIGNED) else None) for note in notes]
    seen: Counter[str] = Counter()
    return _numbered(tuple(_with_fresh_key(note, seen) if isinstance(note, SIGNED) else note for note in told))


def _with_fresh_key(note: Note, seen: Counter[str]) -> Note:
    """The stored key of a score or a dot is made of its person's id; whoever knows the ids could find them out by it.
    The new one is made of what the file tells anyway, so that it stays the same from file to file; one that came from
    a file names nobody, and by it an edited copy is known again."""
    if note.author is None and re.fullmatch(EXPORTED, note.key):
        return note
    what = [str(getattr(note, name, "")) for name in ("author", "persona", "touchpoint", "on")]
    seen[repr(what)] += 1
    digest = hashlib.sha256(repr([*what, seen[repr(what)]]).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(note, key=digest[:16])


def _numbered(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(replace(note, position=number) for number, note in enumerate(notes, start=1))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if _is_told(field, value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _is_told(field: Field[Any], owner: object) -> bool:
    """Words like "open" are written though they are the default; what is merely empty is not."""
    value = getattr(owner, field.name)
    return field.name != "position" and (value != field.default or value not in (None, "", (), False))


def _body(name: str, value: object) -> str:
    if name in _ONE_A_LINE and isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
