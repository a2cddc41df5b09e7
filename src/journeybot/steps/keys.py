"""Keys of notes of which there is one for each of something: writing again writes over it."""

from uuid import NAMESPACE_OID, uuid5

from journeybot.journey import Key


def moment_key(workshop: Key, persona: Key, touchpoint: Key) -> Key:
    """The key of the one moment of a persona at a touchpoint."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/moment/{persona}/{touchpoint}"))


def score_key(workshop: Key, persona: Key, touchpoint: Key, *, person: str) -> Key:
    """The key of one person's score."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/score/{persona}/{touchpoint}/{person}"))


def vote_key(workshop: Key, on: Key, *, person: str, dot: int) -> Key:
    """The key of one person's nth dot on something."""
    return str(uuid5(NAMESPACE_OID, f"{workshop}/vote/{on}/{person}/{dot}"))
