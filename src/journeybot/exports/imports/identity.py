"""What makes a note of a file the same as one on the map: its name, its place, or what it says there."""

from collections.abc import Mapping

from journeybot.journey import (
    Challenge,
    Evidence,
    Improvement,
    Key,
    Measure,
    Moment,
    Note,
    Persona,
    Response,
    Stage,
    Touchpoint,
)
from journeybot.paper.places import same

LONG_ENOUGH = 32
"""Characters of a key that no two programs make alike: a note of that key is the same, whatever it is called now."""


def identity(note: Note) -> tuple[object, ...]:
    """What two notes have in common that mean the same; scores and dots have nothing but their keys."""
    if isinstance(note, Persona | Stage):
        return (same(note.name),)
    if isinstance(note, Touchpoint):
        return (note.stage, same(note.name))
    if isinstance(note, Moment):
        return (note.persona, note.touchpoint)
    if isinstance(note, Challenge | Improvement):
        return (note.touchpoint or note.stage, same(note.text))
    if isinstance(note, Measure):
        return (note.touchpoint or note.stage, same(note.name))
    if isinstance(note, Evidence):
        return (note.on, note.basis, same(note.text), note.link)
    if isinstance(note, Response):
        return (note.touchpoint, note.scale, note.value, same(note.comment), note.given_on)
    return (note.key,)


def loosely(note: Note, here: Mapping[Key, Note]) -> tuple[object, ...]:
    """What a file still says of where something hurts (its stage) or helps (nothing), if it tells no more."""
    if isinstance(note, Challenge):
        point = here.get(note.touchpoint or "")
        return ("hurts", point.stage if isinstance(point, Touchpoint) else note.stage, same(note.text))
    return ("helps", same(note.text)) if isinstance(note, Improvement) else identity(note)
