"""What errands ask of the outside: somebody who shows things, and names for people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from journeybot.journey import JourneyMap
from journeybot.ports import Letter, Profile, Sent, Showing
from journeybot.replies import Button, Card, Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text to post, in the chat's own markup, with what can be pressed under it."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to post: its bytes, the name it is saved under, a title, what somebody who cannot see it is told, and what
    is said beside it, in the chat's own markup."""

    data: bytes
    name: str
    title: str
    alt: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Words for whoever asked, and nobody else. `then` is done once they are said; if it is cut off before, they are
    said once more."""

    whisper: Say
    then: Callable[[], None]


Made = Card | Words | File | Told


class Carrier(Protocol):
    """A chat, as far as it shows things. `show` comes back with what became of the attempt (shown, due again later,
    parked or dead) and never raises for what a chat may refuse; `tell` says so to whoever asked for it."""

    def show(self, showing: Showing, made: Made, *, thread: str) -> Showing:
        """Post it or bring it up to date; `thread` is the message under which it belongs, or empty."""

    def rests(self, showing: Showing) -> timedelta:
        """How long it is of no use to begin with it, as nothing gets through for its tenant; zero if it is. Where it is
        found out now and then whether something does, that is for one showing each time."""

    def tell(self, showing: Showing) -> None:
        """Tell the person who asked why it cannot be shown, and what to do."""


class Messenger(Protocol):
    """A chat, as far as it says something that nobody has just asked for. Raises nothing of the chat's own."""

    def send(self, letter: Letter) -> Sent:
        """Say it; never twice by itself."""

    def arrived(self, tenant: str, to: str, *, key: str, thread: str = "") -> bool | None:
        """Whether a letter is there; None if we may not look. Raises ConnectionError if that cannot be told now."""

    def profile(self, tenant: str, person: str) -> Profile:
        """Who somebody is; empty if that cannot be found out just now."""


Naming = Callable[[str, JourneyMap], JourneyMap]
"""A tenant's map with its marks of people replaced by their names."""


Linking = Callable[[str, str, str], str]
"""The address of a message, by its tenant, its channel and the chat's name for it; empty where there is none."""


class Errands(Protocol):
    """Closes the difference between what a chat should show and what it does."""

    @property
    def alive(self) -> bool:
        """Whether all is well with it."""

    def start(self) -> None:
        """Begin."""

    def wake(self) -> None:
        """Look now; something has changed."""

    def stop(self, seconds: float = 10) -> None:
        """Finish what is under way, within that time, and end."""
