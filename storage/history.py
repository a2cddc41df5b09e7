"""The last changes of each workshop, kept in JSON with what is needed to take them back."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_type_hints

import sqlalchemy as sa
from pydantic import TypeAdapter

from journeybot.history import OF_THE_ROOM, Done, People
from journeybot.journey import KINDS, About, Key, Note, Stage
from journeybot.workshop import Workshop
from storage.rows import OF_KIND
from storage.statements import Statement
from storage.tables import table
from storage.within import Within

MOST = 50
"""Changes kept of a workshop, at least; older ones go now and then."""

EVERY = 10
"""Changes after which older ones go: a statement more than the writing itself, so not each time."""

D = table("done")
HERE = sa.and_(D.c.tenant == sa.bindparam("at_tenant"), D.c.workshop == sa.bindparam("at_workshop"))
COLUMNS = ("revision", "made", "what", "undone", "was")
FIELDS: dict[str, dict[str, Any]] = {
    "workshop": {name: hint for name, hint in get_type_hints(Workshop).items() if name not in OF_THE_ROOM},
    "about": {name: hint for name, hint in get_type_hints(About).items() if name not in {"key", "revision"}},
}
"""The fields that are kept as they were, and of which type they are."""

INSERT = Statement(sa.insert(D))
ALL = Statement(sa.select(*(D.c[name] for name in COLUMNS)).where(HERE).order_by(D.c.revision.desc()))
TAKE_OUT = Statement(sa.delete(D).where(HERE, D.c.revision == sa.bindparam("at_revision")))
PRUNE = Statement(sa.delete(D).where(HERE, D.c.made <= sa.bindparam("at_made")))


def kept(within: Within, workshop: Key) -> tuple[Done, ...]:
    """What can be taken back or put back, the last first."""
    return tuple(map(_read, ALL.rows(within.connection, _at(within, workshop))))


def keep(
    within: Within,
    before: Workshop,
    after: Workshop,
    *,
    notes: Mapping[Key, Note | None],
    put: Iterable[Note],
    what: str,
    of: Done | None,
) -> None:
    """Remember what a change came to; `of` is the one that it took back or put back, which is no longer there to be;
    `put` the notes as they are now."""
    new = {key for key, note in notes.items() if note is None}
    unsigned = any(note.author is None and not isinstance(note, Stage) for note in put if note.key in new)
    hushed = unsigned and of is None  # what is turned back knows only whom it was allowed to
    was = _was(before, after, notes) | ({} if hushed else _people(before, after))
    if not was:
        return
    at, revision = _at(within, before.key), after.about.revision
    if of is not None:
        TAKE_OUT.run(within.connection, at | {"at_revision": of.revision})
    row = {"tenant": within.tenant, "workshop": before.key, "revision": revision, "was": was}
    told = (revision, what, False) if of is None else (of.made, of.what, not of.undone)
    INSERT.run(within.connection, row | dict(zip(("made", "what", "undone"), told, strict=True)))
    if of is None and revision % EVERY == 0:
        PRUNE.run(within.connection, at | {"at_made": revision - MOST})


def _at(within: Within, workshop: Key) -> dict[str, Any]:
    return {"at_tenant": within.tenant, "at_workshop": workshop}


def _was(before: Workshop, after: Workshop, notes: Mapping[Key, Note | None]) -> dict[str, Any]:
    """What differs, but for people, as it was, without what is empty."""
    new = [key for key, note in notes.items() if note is None]
    old: dict[str, list[Any]] = {}
    for note in filter(None, notes.values()):
        word = OF_KIND[type(note)].word
        old.setdefault(word, []).append(_notes(word).dump_python(note, mode="json", exclude_defaults=True))
    parts = {"new": new, "notes": old, **_fields(before, after)}
    return {name: part for name, part in parts.items() if part}


def _fields(before: Workshop, after: Workshop) -> dict[str, Any]:
    turned = before.review != after.review  # it is taken back by interrupting it, or by taking it up again
    return {
        "workshop": {} if turned else _differing("workshop", before, after),
        "about": _differing("about", before.about, after.about),
    }


def _differing(whose: str, before: Any, after: Any) -> dict[str, Any]:
    changed = (name for name in FIELDS[whose] if getattr(before, name) != getattr(after, name))
    return {name: _field(whose, name).dump_python(getattr(before, name), mode="json") for name in changed}


def _people(before: Workshop, after: Workshop) -> dict[str, Any]:
    """Who has answered since, and who no longer has."""
    if before.answered == after.answered:
        return {}
    parts = {"came": _more(before, after), "went": _more(after, before)}
    return {name: part for name, part in parts.items() if part}


def _more(one: Workshop, other: Workshop) -> dict[str, list[str]]:
    """By step; nobody where no names are kept, as who came with a note is its author."""
    more = {
        step: [person for person in people if person not in one.answered.get(step, ())]
        for step, people in other.answered.items()
        if not one.is_anonymous(step) and not other.is_anonymous(step)
    }
    return {step: people for step, people in more.items() if people}


def _read(row: list[Any]) -> Done:
    revision, made, what, undone, was = row
    notes: dict[Key, Note | None] = dict.fromkeys(was.get("new", ()))
    for word, several in was.get("notes", {}).items():
        notes.update((note["key"], _notes(word).validate_python(note)) for note in several)
    return Done(
        revision=revision,
        made=made,
        what=what,
        undone=undone,
        notes=notes,
        workshop=_as_were("workshop", was),
        about=_as_were("about", was),
        came=_by_step(was.get("came", {})),
        went=_by_step(was.get("went", {})),
    )


def _as_were(whose: str, was: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _field(whose, name).validate_python(value) for name, value in was.get(whose, {}).items()}


def _by_step(people: Mapping[str, list[str]]) -> People:
    return {step: tuple(who) for step, who in people.items()}


@cache
def _notes(word: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[word])


@cache
def _field(whose: str, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(FIELDS[whose][name])
