"""Files that somebody has looked at, waiting for the press that brings them into a map, or begins one."""

from dataclasses import dataclass
from typing import Protocol

from journeybot.journey import Key
from journeybot.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that somebody looked at and may bring in with one press; it waits two days for that. `own`: the scores in
    it are that person's."""

    tenant: str
    key: Key
    workshop: Key
    person: str
    data: bytes
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A file that somebody looked at in a channel without a map, and may begin one from. `key` is that of the map to
    come; `title` what it shall be called, empty: as the file says."""

    place: Place
    key: Key
    person: str
    data: bytes
    title: str = ""


class Beginnings(Protocol):
    """Keeps those from which a map may be begun; what nobody presses for goes by itself after some days."""

    def keep(self, beginning: Beginning) -> None:
        """Keep it in place of any other of its person in its channel."""

    def find(self, place: Place, key: Key) -> Beginning | None:
        """The one of that key in that channel."""

    def drop(self, place: Place, key: Key) -> None:
        """Keep it no longer."""
