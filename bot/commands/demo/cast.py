"""The people of a demo: everybody who scored in the journey file is somebody in the sandbox."""

from collections.abc import Iterator
from itertools import cycle

from bot.sandbox.player import Person
from bot.sandbox.seen import Seen, element_of
from journeybot.journey import JourneyMap

FEWEST = 5


def scorers(journey: JourneyMap) -> list[str]:
    """Who scored or voted in the file, each once, in the order in which they first did."""
    return list(dict.fromkeys(note.author or "" for note in (*journey.scores, *journey.votes)))


class Cast:
    """Who plays. The first one facilitates; the others take turns."""

    def __init__(self, people: list[Person], journey: JourneyMap) -> None:
        self.people = people
        self.leader = people[0]
        self._turns: Iterator[Person] = cycle(people)
        self._as = dict(zip(scorers(journey), people, strict=False))

    def next(self) -> Person:
        """Whose turn it is."""
        return next(self._turns)

    def scorer(self, author: str | None) -> Person:
        """Who plays the one who scored or voted in the file."""
        return self._as[author or ""]


def offered(person: Person, field: str) -> list[str]:
    """The values of the choices of a field of the open dialog, in order; empty if the dialog does not ask it."""
    return offered_in(person.looks(), field)


def offered_in(seen: Seen, field: str) -> list[str]:
    """The same, for who has looked already."""
    if not asks(seen, field):
        return []
    element = element_of(seen.field(field))
    groups = [group["options"] for group in element.get("option_groups", [])]
    return [str(option["value"]) for options in [element.get("options", []), *groups] for option in options]


def asks(seen: Seen, field: str) -> bool:
    """Whether the open dialog has this field."""
    return any(element_of(block).get("action_id") == field for block in seen.dialog()["blocks"])
