"""Reads a file that somebody hands us, whatever it is: a journey, or one sentence why it is none."""

from journeybot.exports.document import as_exported
from journeybot.exports.imports import bring
from journeybot.exports.unreadable import Unreadable, together
from journeybot.journey import JourneyMap


def read_journey(data: bytes) -> JourneyMap:
    """The map in a file that holds a whole one: our own format, `journey-example/1`, OJF, a user journey of Mermaid, or
    the table of notes that we export.

    Raises Unreadable: one sentence that says what is wrong, where, and what to do.
    """
    kind, found = bring(data)
    if found.troubles:
        raise together(found.troubles)
    if not kind.whole:
        raise Unreadable("only_a_part", part=kind.name)
    return as_exported(found.journey)
