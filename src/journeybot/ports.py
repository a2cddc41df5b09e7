"""What the workshop asks of the outside: a store, a clock, fresh keys."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from journeybot.absences import Absences
from journeybot.drafts import Beginnings, Draft
from journeybot.holders import Holder
from journeybot.journey import JourneyMap, Key, Note
from journeybot.permissions import Standing
from journeybot.questionnaires import Questionnaires
from journeybot.reminding import Wishes
from journeybot.replies import Say
from journeybot.revisions import Kept, Revision
from journeybot.undertakings import Undertaking
from journeybot.waking import Wake
from journeybot.workshop import Move, Place, Who, Workshop

Clock = Callable[[], datetime]
"""The time now, in UTC, aware."""

Keys = Callable[[], Key]
"""A fresh key each call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the chat knows of a person: what they are called, their time zone (IANA) and their language (BCP 47); empty
    where it does not say. `gone`: they have left, or are no person at all."""

    name: str = ""
    zone: str = ""
    locale: str = ""
    gone: bool = False


class Showable(StrEnum):
    """What a chat can be owed: the card, a drawn map, a text, a file; one person in it, what an event log is; and that
    a `message` or a `file` is there no more."""

    CARD = "card"
    MAP = "map"
    TEXT = "text"
    FILE = "file"
    FIGURES = "figures"
    NOTHING = "nothing"


class ShowState(StrEnum):
    """`due`: to be shown or brought up to date (an attempt under way is one with `wake_at` ahead); `shown`; `parked`:
    cannot be shown before something changes, such as an invitation; `dead`: given up after 5 tries, until more is
    wanted."""

    DUE = "due"
    SHOWN = "shown"
    PARKED = "parked"
    DEAD = "dead"


UNSURE = "unsure"
"""In `error` of a showing that was given up: it may be there, we may not look, and so it is not posted again by
itself, whatever changes; somebody presses it, or asks for another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One thing that a chat must end up showing: state, not an event. `should` is the map revision it should show and
    `does` the one it shows; `message` and `file` are the chat's names for it once they are known; `what` says what
    to make (`persona`, `format`, `template`, ...); `asked_by` is told when it cannot be shown."""

    key: Key
    place: Place
    workshop: Key
    kind: Showable
    what: dict[str, str] = field(default_factory=dict)
    in_thread: bool = True
    asked_by: str = ""
    should: int = 0
    does: int = -1
    state: ShowState = ShowState.DUE
    message: str = ""
    file: str = ""
    attempts: int = 0
    wake_at: datetime | None = None
    error: str = ""

    @property
    def messages(self) -> tuple[str, ...]:
        """The chat's names for all the messages it came to; a long text is more than one."""
        return tuple(filter(None, (self.message, *self.what.get("parts", "").split())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """To be said once: to one person, or in a channel under the message `thread`. `key` is our name for it."""

    key: str
    tenant: str
    to: str
    say: Say
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of it: `message` is the chat's name for it; `again` how long to wait where it surely was not sent;
    `unsure` where it may have been; else it never will be, for `error`."""

    message: str = ""
    again: timedelta | None = None
    unsure: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A map in a list: its workshop, how far it is, and how many took part."""

    workshop: Workshop
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that the chat handed us, by a key that is the same when it hands it to us again."""

    tenant: str
    key: str


@dataclass(slots=True)
class Taken:
    """Whether anything has been stored for a delivery, and with it the mark that it has been taken."""

    stored: bool = False


class Doubled(Exception):
    """This delivery has been taken before; nothing was stored for it now."""


class Overtaken(Exception):
    """Somebody else has taken this up meanwhile; nothing was written."""


class Deliveries(Protocol):
    """Remembers what has been taken, and what was answered."""

    def taking(self, delivery: Delivery) -> AbstractContextManager[Taken]:
        """The first write inside, in this thread, marks it as taken in its own transaction, or raises Doubled."""

    def answer_to(self, delivery: Delivery) -> dict[str, Any] | None:
        """What was answered to it; None if that was nothing, or is not known."""

    def answered(self, delivery: Delivery, answer: dict[str, Any]) -> None:
        """Keep what was answered to a delivery that is marked."""

    def forget(self, before: datetime) -> int:
        """Drop the marks made before that time, and files that have waited since; returns how many marks."""


class Circle(Protocol):
    """Knows who is in a channel."""

    def standing(self, who: Who, place: Place, *, answering: bool = False) -> Standing:
        """How somebody stands to a channel now, or did within the last minute. `answering`: they send a dialog that was
        opened for them there, so that what they typed is taken although the chat cannot be reached, if they were seen
        in the channel within the hour. May wait for the chat, so never to be asked inside a move; never raises."""

    def reaches(self, place: Place) -> bool:
        """Whether we may post there; True where the chat cannot say. As `standing`, it may wait and never raises."""


class Store(Protocol):
    """Keeps everything. Every call names the tenant; every write is durable when the call returns."""

    questionnaires: Questionnaires
    beginnings: Beginnings
    absences: Absences

    def begin(self, workshop: Workshop, *, notes: Sequence[Note] = (), show: Sequence[Showing] = ()) -> Workshop:
        """A new workshop; the same key again returns what is stored. Raises Refusal `taken` (`title`) by another."""

    def change(
        self, tenant: str, workshop: Key, move: Move, *, show: Sequence[Showing] = (), what: str = ""
    ) -> Workshop:
        """The one write door: locks, lets `move` decide, writes only what differs, raises the revision by one if
        anything does, keeps how it was (as done by `what`, a command or dialog), marks the card as due, stores `show`,
        commits. Raises Refusal `gone`, whatever `move` raises, and `taken` when reopening beside an open workshop."""

    def open_in(self, place: Place) -> Workshop | None:
        """The open workshop of a channel."""

    def latest_in(self, place: Place) -> Workshop | None:
        """The open workshop of a channel or, without one, the one closed last."""

    def workshop(self, tenant: str, key: Key) -> Workshop | None:
        """A workshop by its key."""

    def journey(self, tenant: str, workshop: Key) -> JourneyMap:
        """The whole map of a workshop. Raises Refusal `gone`."""

    def revisions(self, tenant: str, workshop: Key) -> tuple[Revision, ...]:
        """The revisions of a workshop's map, the last first. `change` keeps them."""

    def revision(self, tenant: str, workshop: Key, number: int) -> Kept | None:
        """The revision of that number, with its map."""

    def note(self, tenant: str, workshop: Key, key: Key) -> Note | None:
        """One note of a workshop's map."""

    def notes(self, tenant: str, workshop: Key, kind: type[Note]) -> tuple[Note, ...]:
        """All notes of one kind, in order."""

    def notes_by(self, tenant: str, workshop: Key, author: str) -> tuple[Note, ...]:
        """What one person wrote, kind by kind, in order."""

    def maps_in(self, place: Place) -> tuple[MapLine, ...]:
        """Every map of a channel, the one changed last first."""

    def maps_of(self, tenant: str, person: str) -> tuple[MapLine, ...]:
        """Every map that a person facilitates, took part in or is invited to, the one changed last first."""

    def maps_across(self, tenant: str, *, most: int) -> tuple[MapLine, ...]:
        """The maps of a tenant, whoever may see them, the one changed last first."""

    def taken_on(self, tenant: str, owner: str, *, most: int) -> tuple[Undertaking, ...]:
        """What an owner (a name or a mention) has taken on and not done yet, over all maps, the earliest date first."""

    def holders(self, tenant: str, workshop: Key) -> tuple[Holder, ...]:
        """The touchpoints that open the map of a workshop."""

    def erase(self, tenant: str, workshop: Key, *, posts: bool = False, by: str = "") -> None:
        """Take a workshop away with all that belongs to it; with `posts`, the chat is owed that nothing of it is shown
        there any more. Raises Refusal `gone`."""

    def outdated(self, before: datetime) -> tuple[tuple[str, Key], ...]:
        """Tenant and key of workshops that were finished, or whose workspace took us out, before that time."""

    def showing(self, tenant: str, workshop: Key, key: Key) -> Showing | None:
        """One showing of a workshop."""

    def show(self, showing: Showing) -> None:
        """Store (or store anew) one showing."""

    def card_of(self, tenant: str, workshop: Key) -> Showing | None:
        """The card of a workshop."""

    def due(self, now: datetime, *, most: int = 20) -> tuple[Showing, ...]:
        """Showings to work on now, oldest first: state due and `wake_at` passed or empty."""

    def take(self, showing: Showing, *, until: datetime) -> Showing | None:
        """Nobody else gets it until then: the showing as it is now; None if somebody was faster."""

    def settle(self, showing: Showing, *, held: datetime | None = None) -> Showing:
        """Write what became of an attempt; returns the row, still due if more is wanted meanwhile. Raises Overtaken if,
        taken until `held`, it was taken by others since; a card that they showed is due again: ours may be later."""

    def keep(self, showing: Showing) -> Showing:
        """Write how far an attempt has come that holds it until its `wake_at`; returns the stored row, with the
        `should` that the attempt set out with. Raises Overtaken, as `settle` does."""

    def keep_draft(self, draft: Draft) -> None:
        """Keep a file until its person brings it in or looks at another one. Raises Refusal `gone`."""

    def draft(self, tenant: str, workshop: Key, key: Key) -> Draft | None:
        """A file that waits."""

    def drop_draft(self, tenant: str, workshop: Key, key: Key) -> None:
        """Keep it no longer."""

    def language(self, tenant: str) -> str:
        """The language that a workspace wants everybody to be spoken to in; empty if it is each person's own."""

    def speak(self, tenant: str, language: str) -> None:
        """Set it; empty: each person's own."""

    def wakes(self, now: datetime, *, most: int = 20) -> tuple[Wake, ...]:
        """What it is time for, the longest due first. What follows from a workshop (`waking.owed`) is stored by `begin`
        and `change`, in their own transactions."""

    def claim(self, found: Sequence[Wake], *, until: datetime, wishes: Wishes | None = None) -> tuple[Wake, ...]:
        """All of these, marked as being tried until then, or nothing if somebody was faster. `wishes` are those of the
        person who is reminded by it, as they were read: they are noted as reminded now, so nobody else reminds them."""

    def settle_wakes(self, done: Sequence[Wake]) -> None:
        """Write what became of these, except where somebody was faster."""

    def wished(self, tenant: str, person: str) -> Wishes:
        """What a person wishes about reminders."""

    def wish(self, tenant: str, person: str, wishes: Wishes) -> None:
        """Note what a person wishes about reminders."""

    def unpark(self, place: Place, waiting_for: str = "") -> int:
        """Make the parked showings of a channel due again, all or those with that error; returns how many."""
