"""What the bot says back, as data; a chat turns it into messages and dialogs."""

from dataclasses import dataclass, replace
from enum import StrEnum

from journeybot.forms import Form
from journeybot.journey import Key
from journeybot.prompt_files import ENGLISH
from journeybot.workshop import Place

IN_PLACE = "in place"
"""In `what` of a text's showing: it is edited where it stands, as the card is."""

WHILE_THERE = "while there"
"""The value of that where it is not posted anew if somebody has deleted it."""

UNASKED = "unasked"
"""In `what` of a showing: it comes by itself. `asked_by` looks after it, and is not there just now."""

ANEW = "anew"
"""In `what` of a showing: which of several messages it is that one key has had, so that none is taken for another."""


class To(StrEnum):
    """Who reads it: only the person who asked, the card's thread, or the channel."""

    PERSON = "person"
    THREAD = "thread"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A thing to press. Pressing it does what typing `/journey command argument` does; `seen` is the step shown beside
    it, so that a late press is recognised; `confirm` is asked before it happens, in `language`. `stays`: what it stands
    under is said only once, or is still needed, so nothing takes its place."""

    label: str
    command: str
    argument: str = ""
    workshop: Key = ""
    seen: str = ""
    style: str = ""
    confirm: str = ""
    language: str = ENGLISH
    stays: bool = False


def staying(*buttons: Button) -> tuple[Button, ...]:
    """What does not change the list that it stands in, such as drawing a map of several: the list is still needed."""
    return tuple(replace(button, stays=True) for button in buttons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line with its own buttons, in a list such as `mine`."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Words (in the chat's own markup, what was typed already made harmless), rows below them, buttons at the end. They
    are for who asked or, in private as well, for `whom`. `refused`: nothing came of what was asked, so that what it was
    pressed in stays as it is. `line`: what a row says from now on that stays where it is, such as in a reminder; shown
    there, it takes the place of all this."""

    text: str
    to: To = To.PERSON
    whom: str = ""
    rows: tuple[Row, ...] = ()
    buttons: tuple[Button, ...] = ()
    refused: bool = False
    line: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Open this dialog."""

    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Something that takes its time to make is on its way: the showing of that key is stored and a worker will post it.
    Delivery wakes the worker."""

    showing: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    """Something that was shown and is not to be any more: its message or its file goes from there."""

    place: Place
    message: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The one message of a workshop, edited in place. Texts are plain; `situation`, `lines`, `timing` (the time that is
    left, or the pace) and `away` (when nobody was there to hear a press) are in the chat's own markup, as are the
    `rows` below the lines. `leading` are the buttons of whoever facilitates."""

    title: str
    question: str
    number: int
    steps: tuple[str, ...]
    situation: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    progress: str = ""
    timing: str = ""
    away: str = ""
    buttons: tuple[Button, ...] = ()
    leading: tuple[Button, ...] = ()
    open: bool = True
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A person's own page: headings with their rows."""

    heading: str
    text: str
    sections: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    buttons: tuple[Button, ...] = ()
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The dialog stays open with what was typed; `problems` maps a field's name to a plain sentence shown at it."""

    problems: dict[str, str]
    language: str = ENGLISH


Reply = Say | Ask | Show | TakeDown | Mend
