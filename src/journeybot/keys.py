"""Keys of notes of which there is one for each of something: writing again writes over it."""

from uuid import NAMESPACE_OID, uuid5

from journeybot.journey import Key, Note, Score, Vote

MOST_DOTS = 6
"""Dots of one person on one thing: a dialog takes no more."""


def moment_key(workshop: Key, persona: Key, touchpoint: Key) -> Key:
    """The key of the one moment of a persona at a touchpoint."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/moment/{persona}/{touchpoint}"))


def score_key(workshop: Key, persona: Key, touchpoint: Key, *, person: str, review: int = 0) -> Key:
    """The key of one person's score, one for each review."""
    again = f"/review {review}" if review else ""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/score/{persona}/{touchpoint}/{person}{again}"))


def vote_key(workshop: Key, on: Key, *, person: str, dot: int) -> Key:
    """The key of one person's nth dot on something."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/vote/{on}/{person}/{dot}"))


def is_of(note: Note, workshop: Key, *, person: str) -> bool:
    """Whether a score or a dot has the key of this person's."""
    if isinstance(note, Score):
        return note.key == score_key(workshop, note.persona, note.touchpoint, person=person, review=note.review)
    if not isinstance(note, Vote):
        return False
    return any(note.key == vote_key(workshop, note.on, person=person, dot=at + 1) for at in range(MOST_DOTS))
