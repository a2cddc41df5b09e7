"""Reads the lines of a sheet: `Touchpoint: text` under headings like `[hurts]`, as `/journey paste` takes them."""

from collections import Counter
from dataclasses import replace
from typing import Any

from journeybot.exports.imports.brought import HERE, Brought, File
from journeybot.exports.imports.documents import LONGEST_LIST
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import KINDS, LISTS, JourneyMap, Key, Moment, Note, Score
from journeybot.paper import Complaint, Entry, Places, Section, Start, note_of
from journeybot.paper import read as read_lines

_MOMENT = {Section.DOES: "action", Section.THINKS: "thought"}


def fits(file: File) -> bool:
    """Whether a line at least is a heading, or has something before a colon."""
    return any(_says(line) for line in file.text.splitlines())


def _says(line: str) -> bool:
    bare = line.strip()
    return (bare.startswith("[") and bare.partition("]")[1] != "") or (":" in bare and not bare.startswith("#"))


def read(file: File, into: JourneyMap) -> Brought:
    """What the lines say, where they say it. Those without a heading say what hurts."""
    stages = [replace(stage, key=_here(stage.key)) for stage in into.stages]
    points = [replace(point, key=_here(point.key), stage=_here(point.stage)) for point in into.touchpoints]
    people = [replace(persona, key=_here(persona.key)) for persona in into.personas]
    start = Start(section=Section.HURTS, five_point=into.five_point, most=LONGEST_LIST)
    found = read_lines(file.text, Places(stages, points), people, start)
    notes = _notes(found.entries)
    lists: dict[str, Any] = {
        LISTS[word]: tuple(note for note in notes.values() if type(note) is kind) for word, kind in KINDS.items()
    }
    rows = {key: int(key.rpartition(".")[2].partition("-")[0]) for key in notes}
    return Brought(
        journey=JourneyMap(about=into.about, **lists), troubles=tuple(map(_trouble, found.complaints)), rows=rows
    )


def _here(key: Key) -> Key:
    return f"{HERE}{key}"


def _trouble(complaint: Complaint) -> Unreadable:
    return Unreadable(complaint.why, **{"number": complaint.number, "beside": False, **complaint.values})


def _notes(entries: tuple[Entry, ...]) -> dict[Key, Note]:
    """The notes by their keys; several lines about one moment make one."""
    notes: dict[Key, Note] = {}
    moments: dict[tuple[Key, Key], Key] = {}
    for entry in entries:
        if entry.section not in {Section.FEELS, *_MOMENT}:
            notes[entry.key] = note_of(entry)
        elif entry.persona and entry.spot and entry.spot.touchpoint:
            at = entry.persona, entry.spot.touchpoint
            if entry.section is Section.FEELS:
                notes |= _scores(entry, at)
            else:
                key = moments.setdefault(at, entry.key)
                known = notes.get(key, Moment(key=key, persona=at[0], touchpoint=at[1]))
                notes[key] = _said(known, entry)
    return notes


def _scores(entry: Entry, at: tuple[Key, Key]) -> dict[Key, Note]:
    persona, touchpoint = at
    given = Counter(entry.feelings).elements()
    made = (
        Score(key=f"{entry.key}-{count}", persona=persona, touchpoint=touchpoint, value=value)
        for count, value in enumerate(given, start=1)
    )
    return {score.key: score for score in made}


def _said(moment: Note, entry: Entry) -> Note:
    name = _MOMENT[entry.section]
    said = getattr(moment, name).splitlines()
    told: dict[str, Any] = {name: "\n".join([*said, entry.text])}
    return replace(moment, **told)
