"""Looks whether a map read from a file hangs together: keys, numbers, colours, who signed what, what points where."""

import re
from collections.abc import Iterator

from journeybot.exports.references import loose_ends
from journeybot.exports.shape import COLOUR, INSIDE, KEY, LABEL, LAST, RANGES, SIGNED
from journeybot.exports.unreadable import Unreadable, path, together
from journeybot.inside import MOST, depth, every_inside
from journeybot.journey import LISTS, JourneyMap, Key, Note
from journeybot.results import SCALES

Placed = tuple[str, int, Note]
"""The list that a note stands in, its index there, and the note."""


def check(journey: JourneyMap) -> None:
    """Raises Unreadable, naming the first place that will not do, and the others with it."""
    wrong = [*_wrong(journey), *_wrong_inside(journey)]
    if wrong:
        raise together(wrong)


def _wrong_inside(journey: JourneyMap) -> Iterator[Unreadable]:
    """What will not do of the maps inside, or of how they lie within each other."""
    known, reached = {journey.about.key}, {one.about.key for one in every_inside(journey)}
    if len(journey.inside) > MOST:
        yield Unreadable("too_many", where=path((INSIDE,)), count=len(journey.inside), most=MOST)
    for index, one in enumerate(journey.inside):
        for wrong in _wrong(one):
            yield Unreadable(wrong.why, **{**wrong.values, "where": _below(index, f"{wrong.values['where']}")})
        where = path((INSIDE, index, "about", "key"))
        if one.about.key in known:
            yield Unreadable("twice", where=where, found=one.about.key)
        elif one.about.key not in reached:
            yield Unreadable("not_opened", where=where, found=one.about.key)
        known.add(one.about.key)
    if depth(journey) is None:
        yield Unreadable("inside_itself", where=path((INSIDE,)))


def _below(index: int, where: str) -> str:
    return f"{path((INSIDE, index))}{where.removeprefix(path(()))}"


def _wrong(journey: JourneyMap) -> Iterator[Unreadable]:
    lists = (*LISTS.values(), LAST)
    notes = [(name, index, note) for name in lists for index, note in enumerate(getattr(journey, name))]
    yield from _check_keys(notes)
    for name, index, note in notes:
        yield from _check_signature(name, index, note)
    yield from _check_colours(journey)
    yield from _check_ranges(journey)
    for name, index, field, key in loose_ends(journey):
        yield Unreadable("nothing_there", where=path((name, index, field)), found=key)


def _check_keys(notes: list[Placed]) -> Iterator[Unreadable]:
    seen: set[Key] = set()
    for name, index, note in notes:
        where = path((name, index, "key"))
        if not re.fullmatch(KEY, note.key):
            yield Unreadable("bad_key", where=where, most=64)
        if note.key in seen:
            yield Unreadable("twice", where=where, found=note.key)
        seen.add(note.key)


def _check_signature(name: str, index: int, note: Note) -> Iterator[Unreadable]:
    for field in _not_in_a_file(note):
        yield Unreadable("unknown", where=path((name, index, field)))
    if note.author is not None and not re.fullmatch(LABEL, note.author):
        yield Unreadable("wrong", where=path((name, index, "author")), kind="participant")


def _not_in_a_file(note: Note) -> Iterator[str]:
    if note.position:
        yield "position"
    if note.author is not None and not isinstance(note, SIGNED):
        yield "author"


def _check_colours(journey: JourneyMap) -> Iterator[Unreadable]:
    for index, persona in enumerate(journey.personas):
        if persona.colour and not re.fullmatch(COLOUR, persona.colour):
            yield Unreadable("wrong", where=path(("personas", index, "colour")), kind="colour")


def _check_ranges(journey: JourneyMap) -> Iterator[Unreadable]:
    for (word, field), within in RANGES.items():
        for index, note in enumerate(getattr(journey, LISTS[word])):
            yield from _check_range((LISTS[word], index, field), getattr(note, field), within)
    for index, one in enumerate(journey.responses):
        yield from _check_range(("responses", index, "value"), one.value, SCALES[one.scale])


def _check_range(at: tuple[str | int, ...], found: int | None, within: tuple[int, int]) -> Iterator[Unreadable]:
    least, most = within
    if found is not None and not least <= found <= most:
        yield Unreadable("out_of_range", where=path(at), found=found, least=least, most=most)
