"""Joins what a file holds to a map that is there: what it has already is met again by its name, the rest is new.

Nothing is lost and nothing written over: an empty field is filled in, one that says something else stays as it is and
is told, unless the file's is wanted.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid5

from journeybot.exports.document import as_exported
from journeybot.exports.imports.brought import HERE
from journeybot.exports.imports.identity import LONG_ENOUGH, identity, loosely
from journeybot.exports.imports.joined import Difference, Joined, Source, Vanished
from journeybot.exports.shape import EXPORTED, SIGNED
from journeybot.journey import (
    KINDS,
    LISTS,
    Challenge,
    Improvement,
    JourneyMap,
    Key,
    Measure,
    Moment,
    Note,
    Score,
    Stage,
    Touchpoint,
)
from journeybot.keys import moment_key, score_key
from journeybot.paper.places import same
from journeybot.ties import REFERENCES

A = TypeVar("A", bound=Any)

JOURNEY = "journey"
"""The word for what a map says of itself."""

_NOT_JOINED = {"key", "position", "author", "link", "next", "series", "language", "revision", "empty"}
_NOT_JOINED |= {"review", "reviews", "told", "confirmed"}
_EMPTY: tuple[object, ...] = (None, "", (), False)


def join(into: JourneyMap, brought: JourneyMap, source: Source) -> Joined:
    """What is to be written so that the map has what the file has. Raises Vanished."""
    return _Joining(into, source).joined(brought)


class _Joining:
    """A file on its way into a map."""

    def __init__(self, into: JourneyMap, source: Source) -> None:
        self._into = into
        self._source = source
        self._here = {note.key: note for note in into.notes()}
        self._keys: dict[Key, Key] = {}
        self._put: dict[Key, Note] = {}
        self._new: dict[Key, None] = {}
        self._used: set[Key] = set()
        self._differing: list[Difference] = []
        self._given: Counter[tuple[object, ...]] = Counter()
        self._felt = {(score.persona, score.touchpoint) for score in into.scores}
        self._met = self._filled = self._passed = 0

    def joined(self, brought: JourneyMap) -> Joined:
        """The whole of it."""
        exported = as_exported(self._into)
        for word in KINDS:
            self._take_all(word, getattr(brought, LISTS[word]), getattr(exported, LISTS[word]))
        for touchpoint in brought.touchpoints:
            self._follow(touchpoint)
        about = self._with(JOURNEY, self._into.about, brought.about) if brought.about.title else self._into.about
        return Joined(
            about=about,
            put=tuple(self._put.values()),
            new=tuple(self._put[key] for key in self._new),
            met=self._met,
            filled=self._filled,
            differing=tuple(self._differing),
            alone=tuple(note for key, note in self._here.items() if key not in self._used),
            passed=self._passed,
        )

    def _take_all(self, word: str, notes: Iterable[Note], exported: tuple[Note, ...]) -> None:
        mine: tuple[Note, ...] = getattr(self._into, LISTS[word])
        alike: dict[object, list[Note]] = {}
        outside = exported if len(exported) == len(mine) else mine
        for note, known in zip(mine, outside, strict=True):
            for name in {identity(note), self._loosely(note)}:
                alike.setdefault(name, []).append(note)
            if isinstance(note, SIGNED) or len(known.key) >= LONG_ENOUGH:
                alike.setdefault(known.key, []).append(note)
        for note in notes:
            self._take(word, self._moved(note), alike)

    def _take(self, word: str, note: Note, alike: dict[object, list[Note]]) -> None:
        """Meet a note again, or make it new. Two of a name in the file meet two of that name on the map, in order."""
        key = self._key_for(note)
        names = (identity(note), note.key, self._loosely(note))
        found = (*(one for name in names for one in alike.get(name, ())), *filter(None, [self._here.get(key)]))
        old = next((one for one in found if one.key not in self._used), None)
        if old is None and self._is_told_better(note):
            self._passed += 1
            return
        self._keys[note.key] = old.key if old else key
        self._used.add(self._keys[note.key])
        if old is None:
            self._put[key] = replace(note, key=key, position=0, author=self._author(note), **_fresh(note))
            self._new[key] = None
            self._fill_stage(note)
            return
        self._met += 1
        now = self._with(word, old, self._without_place(note))
        if now != old:
            self._put[old.key] = now

    def _loosely(self, note: Note) -> tuple[object, ...]:
        return loosely(note, self._here) if self._source.lossy else identity(note)

    def _without_place(self, note: Note) -> Note:
        """The note of a lossy file without the place that the map knows better."""
        if self._source.lossy and isinstance(note, Challenge | Improvement):
            return replace(note, stage=None, touchpoint=None)
        return note

    def _is_told_better(self, note: Note) -> bool:
        """Whether it is a mean where the map has feelings: it would count as one more of them."""
        return self._source.lossy and isinstance(note, Score) and (note.persona, note.touchpoint) in self._felt

    def _moved(self, note: Note) -> Note:
        """The note with what it names by the keys of the map; what comes next on the way is seen to at the end."""
        told: dict[str, Any] = {}
        for name in REFERENCES.get(type(note), {}):
            value = getattr(note, name)
            if name == "next" or value is None:
                continue
            told[name] = tuple(map(self._key, value)) if isinstance(value, tuple) else self._key(value)
        return replace(note, **told)

    def _key(self, key: Key) -> Key:
        if not key.startswith(HERE):
            return self._keys[key]
        if key[len(HERE) :] not in self._here:
            raise Vanished(key)
        return key[len(HERE) :]

    def _key_for(self, note: Note) -> Key:
        """The key of a note if it is new: the same whenever this file is brought in."""
        source = self._source
        if isinstance(note, Moment):
            return moment_key(source.workshop, note.persona, note.touchpoint)
        if isinstance(note, Score) and source.person:
            return score_key(source.workshop, note.persona, note.touchpoint, person=source.person, review=note.review)
        told: tuple[object, ...] = (source.workshop, type(note).__name__, *self._token(note))
        key = uuid5(NAMESPACE_OID, "/".join(map(str, told))).hex
        return key[:16] if isinstance(note, SIGNED) else key

    def _token(self, note: Note) -> tuple[object, ...]:
        """What tells a new note from others, also in an edited copy of its file: its key if no other file has that;
        of a score or a dot in a map, where it is, by whom, and which of these it is. A table of scores is a round of
        its own, however much like another."""
        if isinstance(note, SIGNED) and self._source.whole:
            given = (*(getattr(note, name, "") for name in ("persona", "touchpoint", "on")), note.author)
            self._given[given] += 1
            return (*given, note.key if re.fullmatch(EXPORTED, note.key) else self._given[given])
        return (note.key,) if len(note.key) >= LONG_ENOUGH else (self._source.file, note.key)

    def _author(self, note: Note) -> str | None:
        return self._source.author if isinstance(note, Score) else None

    def _fill_stage(self, note: Note) -> None:
        """A stage that was said to be empty is so no longer."""
        stage = self._now(note.stage) if isinstance(note, Touchpoint) else None
        if isinstance(stage, Stage) and stage.empty:
            self._put[stage.key] = replace(stage, empty=False)

    def _now(self, key: Key) -> Note | None:
        return self._put.get(key) or self._here.get(key)

    def _follow(self, touchpoint: Touchpoint) -> None:
        """What usually comes next after a touchpoint of the file."""
        here = self._now(self._keys[touchpoint.key])
        if touchpoint.next is None or not isinstance(here, Touchpoint):
            return
        there = self._key(touchpoint.next)
        if here.next is None or (here.next != there and self._source.theirs):
            self._put[here.key] = replace(here, next=there)
        if here.next not in {None, there}:
            names = [getattr(self._now(key), "name", "") for key in (here.next or "", there)]
            self._differing.append(Difference("touchpoint", here.name, "next", *names))

    def _with(self, word: str, old: A, note: A) -> A:
        """What is there, with what the file says where it said nothing; and elsewhere, if the file's is wanted."""
        told: dict[str, Any] = {}
        for field in fields(old):
            here, there = getattr(old, field.name), getattr(note, field.name)
            if field.name in _NOT_JOINED or there in _EMPTY or _alike(here, there):
                continue
            if here in _EMPTY:
                told[field.name] = there
                self._filled += 1
            elif there != field.default or field.default is MISSING:
                said = (self._said(word, field.name, value) for value in (here, there))
                self._differing.append(Difference(word, self._called(old), field.name, *said))
                told |= {field.name: there} if self._source.theirs else {}
        if isinstance(old, Measure):
            told |= self._series(old, note)
        return replace(old, **told) if told else old

    def _said(self, word: str, name: str, value: Any) -> object:
        """A value as a person knows it: what it names, and several things one after another."""
        if name in REFERENCES.get(KINDS.get(word, Note), {}):
            keys = value if isinstance(value, tuple) else (value,)
            return ", ".join(self._called(self._now(key)) for key in keys)
        return ", ".join(value) if isinstance(value, tuple) else value

    def _called(self, note: Any) -> str:
        """The name of a note; one without is called after what it is about."""
        own = getattr(note, "name", "") or getattr(note, "text", "") or getattr(note, "title", "")
        about = (self._now(getattr(note, name, "")) for name in ("touchpoint", "persona", "on"))
        return str(own or ", ".join(self._called(one) for one in about if one))

    def _series(self, old: Measure, note: Measure) -> dict[str, Any]:
        """The values of both, in the order of their times."""
        here, there = dict(old.series), dict(note.series)
        for when in here.keys() & there.keys():
            if here[when] != there[when]:
                self._differing.append(Difference("measure", f"{old.name}, {when}", "value", here[when], there[when]))
        both = there | here if not self._source.theirs else here | there
        self._filled += len(there.keys() - here.keys())
        return {"series": tuple(sorted(both.items()))} if both != here else {}


def _alike(here: object, there: object) -> bool:
    if isinstance(here, str) and isinstance(there, str):
        return same(here) == same(there)
    return here == there


def _fresh(note: Note) -> dict[str, Any]:
    return {"next": None, "link": None} if isinstance(note, Touchpoint) else {}
