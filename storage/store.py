"""The store: values in, values out, every write durable when the call returns."""

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from journeybot.absences import Absences
from journeybot.drafts import Beginnings, Draft
from journeybot.holders import Holder
from journeybot.journey import JourneyMap, Key, Note
from journeybot.ports import Clock, Delivery, Overtaken, Showing, Taken
from journeybot.questionnaires import Questionnaires
from journeybot.reminding import Wishes
from journeybot.waking import Wake
from journeybot.workshop import Move, Place, Workshop
from storage import beginnings, door, drafts, holders, inbox, showings, wakes, workshops, workspaces
from storage.absences import SqlAbsences
from storage.beginnings import SqlBeginnings
from storage.engine import make_engine, scrub
from storage.ground import Ground
from storage.installations import SqlInstallations
from storage.listing import Lists
from storage.questionnaires import SqlQuestionnaires
from storage.revisions import Shelf, whole_of
from storage.rows import NOTES, OF_KIND
from storage.statements import Statement
from storage.tenancy import Tenancy
from storage.upgrading import upgrade
from storage.wellbeing import Wellbeing
from storage.within import Within
from storage.writer import Work

T = TypeVar("T")
log = logging.getLogger("journeybot")


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def open_store(url: str, *, clock: Clock = utc_now) -> "SqlStore":
    """The store in a database (`sqlite:///path/to/file.db` or `postgresql://...`), made or brought up to date first.
    Raises UnusableDatabase, in a sentence for the person who runs journeybot."""
    engine = make_engine(url)
    upgrade(engine)
    return SqlStore(engine, clock=clock)


class SqlStore(Ground, Shelf, Lists):
    """`journeybot.ports.Store` over SQL. Calls may come from any thread; `close` when done."""

    def __init__(self, engine: Engine, *, clock: Clock, tenancy: Tenancy | None = None) -> None:
        super().__init__(engine, tenancy)
        self._clock = clock
        self._maps: dict[tuple[str, Key], Key] = {}
        self.installations = SqlInstallations(self._readers, self._writer, clock)
        self.questionnaires: Questionnaires = SqlQuestionnaires(self._readers, self._write)
        self.beginnings: Beginnings = SqlBeginnings(self._readers, self._write, clock)
        self.absences: Absences = SqlAbsences(self._readers)
        self.wellbeing = Wellbeing(self._readers, self._writer, clock=clock)

    def begin(self, workshop: Workshop, *, notes: Sequence[Note] = (), show: Sequence[Showing] = ()) -> Workshop:
        """A new workshop, or the stored one of that key. Raises Refusal `taken`."""

        def work(connection: Connection) -> Workshop:
            return door.begin(connection, workshop, notes, show=show, now=self._clock())

        return door.once_more(self._write, work)

    def change(
        self, tenant: str, workshop: Key, move: Move, *, show: Sequence[Showing] = (), what: str = ""
    ) -> Workshop:
        """The one write door. Raises Refusal `gone`, `taken`, and what `move` raises."""

        def work(connection: Connection) -> Workshop:
            before = door.locked(connection, tenant, workshop)
            return door.change(connection, before, move, show=show, now=self._clock(), what=what)

        return door.once_more(self._write, work)

    def show(self, showing: Showing) -> None:
        """Store (or store anew) one showing. Raises Refusal `gone` if its workshop is."""

        def work(connection: Connection) -> None:
            with door.what_is_named_is_there():
                showings.store(connection, [showing], now=self._clock())

        self._write(work)

    def take(self, showing: Showing, *, until: datetime) -> Showing | None:
        """Nobody else gets it until then; None if somebody was faster."""
        return self._writer.write(lambda connection: showings.take(connection, showing, until=until, now=self._clock()))

    def settle(self, showing: Showing, *, held: datetime | None = None) -> Showing:
        """Write what became of an attempt; returns what is stored. Raises Overtaken if it is no longer held."""
        stored = self._writer.write(
            lambda connection: showings.settle(connection, showing, held=held, now=self._clock())
        )
        if stored is None:
            raise Overtaken
        return stored

    def keep(self, showing: Showing) -> Showing:
        """Write how far an attempt has come; returns what is stored, but for what is wanted meanwhile: the attempt
        still shows what it set out to show. Raises Overtaken if it is no longer held."""
        return replace(self.settle(showing, held=showing.wake_at), should=showing.should)

    def unpark(self, place: Place, waiting_for: str = "") -> int:
        """Make the parked showings of a channel due again, all or those with that error; returns how many."""
        return self._writer.write(lambda connection: showings.unpark(connection, place, waiting_for))

    def keep_draft(self, draft: Draft) -> None:
        """Keep a file until it is brought in. Raises Refusal `gone` if its workshop is."""

        def work(connection: Connection) -> None:
            with door.what_is_named_is_there():
                drafts.keep(connection, draft, now=self._clock())

        self._write(work)

    def draft(self, tenant: str, workshop: Key, key: Key) -> Draft | None:
        """A file that waits."""
        with self._readers.glance() as connection:
            return drafts.find(connection, tenant, workshop, key=key)

    def drop_draft(self, tenant: str, workshop: Key, key: Key) -> None:
        """Keep it no longer."""
        self._write(lambda connection: drafts.drop(connection, tenant, workshop, key=key))

    def language(self, tenant: str) -> str:
        """The language that a workspace wants everybody to be spoken to in; empty if it is each person's own."""
        with self._readers.glance() as connection:
            return workspaces.language(connection, tenant)

    def speak(self, tenant: str, language: str) -> None:
        """Set it; empty: each person's own."""
        self._writer.write(lambda connection: workspaces.speak(connection, tenant, language))

    def open_in(self, place: Place) -> Workshop | None:
        """The open workshop of a channel."""
        return self._first_in(place, workshops.OPEN_IN)

    def latest_in(self, place: Place) -> Workshop | None:
        """The open workshop of a channel or, without one, the one closed last."""
        return self._first_in(place, workshops.LATEST_IN)

    def workshop(self, tenant: str, key: Key) -> Workshop | None:
        """A workshop by its key."""
        with self._readers.glance() as connection:
            found = workshops.first(connection, workshops.BY_KEY, tenant=tenant, key=key)
        return found.workshop if found else None

    def journey(self, tenant: str, workshop: Key) -> JourneyMap:
        """The whole map of a workshop. Raises Refusal `gone`."""
        with self._readers.moment() as connection:
            return whole_of(connection, tenant, workshop)

    def note(self, tenant: str, workshop: Key, key: Key) -> Note | None:
        """One note of a workshop's map."""
        with self._readers.glance() as connection:
            within = self._map(connection, tenant, workshop)
            return within.find(key) if within else None

    def notes(self, tenant: str, workshop: Key, kind: type[Note]) -> tuple[Note, ...]:
        """All notes of one kind, in order."""
        with self._readers.glance() as connection:
            within = self._map(connection, tenant, workshop)
            return within.read(OF_KIND[kind], OF_KIND[kind].every) if within else ()

    def notes_by(self, tenant: str, workshop: Key, author: str) -> tuple[Note, ...]:
        """What one person wrote, kind by kind, in order."""
        with self._readers.moment() as connection:
            within = self._map(connection, tenant, workshop)
            if within is None:
                return ()
            found = (within.read(rows, rows.by, at_author=author) for rows in NOTES.values())
            return tuple(note for notes in found for note in notes)

    def holders(self, tenant: str, workshop: Key) -> tuple[Holder, ...]:
        """The touchpoints that open the map of a workshop."""
        with self._readers.glance() as connection:
            return holders.of_map(connection, tenant, workshop)

    def erase(self, tenant: str, workshop: Key, *, posts: bool = False, by: str = "") -> None:
        """Take a workshop away with all that belongs to it, and its `posts` from the chat, as somebody wishes. Raises
        Refusal `gone`."""
        now = self._clock() if posts else None
        self._write(lambda connection: door.erase(connection, tenant, workshop, posts=now))
        self._maps.pop((tenant, workshop), None)
        log.info("deleted for good: the map of workshop %s in %s, by %s", workshop, tenant, by or "journeybot itself")
        scrub(self._engine)

    def outdated(self, before: datetime) -> tuple[tuple[str, Key], ...]:
        """Those of all tenants that were finished, or whose workspace took us out, before that time."""
        with self._readers.glance() as connection:
            return tuple((tenant, key) for tenant, key in workshops.OUTDATED.rows(connection, {"before": before}))

    def showing(self, tenant: str, workshop: Key, key: Key) -> Showing | None:
        """One showing of a workshop."""
        with self._readers.glance() as connection:
            found = showings.find(connection, showings.ONE, tenant=tenant, workshop=workshop, key=key)
        return next(iter(found), None)

    def card_of(self, tenant: str, workshop: Key) -> Showing | None:
        """The card of a workshop."""
        with self._readers.glance() as connection:
            return next(iter(showings.find(connection, showings.CARD, tenant=tenant, workshop=workshop)), None)

    def due(self, now: datetime, *, most: int = 20) -> tuple[Showing, ...]:
        """Showings to work on now, oldest first."""
        with self._readers.glance() as connection:
            return showings.due(connection, now, most=most)

    def wakes(self, now: datetime, *, most: int = 20) -> tuple[Wake, ...]:
        """What it is time for, the longest due first."""
        with self._readers.glance() as connection:
            return wakes.due(connection, now, most=most)

    def claim(self, found: Sequence[Wake], *, until: datetime, wishes: Wishes | None = None) -> tuple[Wake, ...]:
        """All of them, to be tried until then; nothing if somebody was faster."""
        try:
            return self._writer.write(
                lambda connection: wakes.claim(connection, found, wishes, until=until, now=self._clock())
            )
        except wakes.Late:
            return ()

    def settle_wakes(self, done: Sequence[Wake]) -> None:
        """Write what became of these, except where somebody was faster."""
        self._writer.write(lambda connection: wakes.settle(connection, done))

    def wished(self, tenant: str, person: str) -> Wishes:
        """What a person wishes about reminders."""
        with self._readers.glance() as connection:
            return wakes.wished(connection, tenant, person)

    def wish(self, tenant: str, person: str, wishes: Wishes) -> None:
        """Note what a person wishes about reminders."""
        self._write(lambda connection: wakes.wish(connection, tenant, person, wishes=wishes))

    def taking(self, delivery: Delivery) -> AbstractContextManager[Taken]:
        """Mark the delivery with the first write inside. That write raises Doubled if it is marked already."""
        return inbox.taking(delivery)

    def answer_to(self, delivery: Delivery) -> dict[str, Any] | None:
        """What was answered to a delivery; None if that was nothing, or is not known."""
        with self._readers.glance() as connection:
            found = inbox.ANSWER.first(connection, inbox.at(delivery))
        return found[0] if found else None

    def answered(self, delivery: Delivery, answer: dict[str, Any]) -> None:
        """Keep what was answered to a delivery that is marked."""
        self._writer.write(lambda connection: inbox.ANSWERED.run(connection, inbox.at(delivery) | {"answer": answer}))

    def unlearn(self, before: datetime) -> None:
        """Drop what was answered to deliveries before that time."""
        self._writer.write(lambda connection: inbox.unlearn(connection, before))

    def let_go(self, before: datetime) -> None:
        """Drop the files that have waited since before that time to be brought into a map."""
        self._writer.write(lambda connection: drafts.forget(connection, before))

    def forget(self, before: datetime) -> int:
        """Drop the marks made before that time, and files that have waited since; returns how many marks."""

        def work(connection: Connection) -> int:
            beginnings.forget(connection, before)
            return inbox.forget(connection, before)

        return self._writer.write(work)

    def _write(self, work: Work[T]) -> T:
        return self._writer.write(inbox.marked(work, self._clock))

    def _first_in(self, place: Place, statement: Statement) -> Workshop | None:
        with self._readers.glance() as connection:
            found = workshops.first(connection, statement, tenant=place.tenant, channel=place.channel)
        return found.workshop if found else None

    def _map(self, connection: Connection, tenant: str, workshop: Key) -> Within | None:
        """The map of a workshop, or None. A workshop keeps its map for ever, so it is looked up once."""
        key = self._maps.get((tenant, workshop))
        if key is None:
            found = workshops.MAP_OF.first(connection, {"tenant": tenant, "key": workshop})
            if found is None:
                return None
            key = self._maps[tenant, workshop] = found[0]
        return Within(connection, tenant, key)
