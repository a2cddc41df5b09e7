"""The one write door: what happens inside the lock when a workshop begins or changes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from journeybot.journey import Key, Note
from journeybot.ports import Showing
from journeybot.reveals import made_wrong
from journeybot.workshop import Change, Move, Refusal, Workshop
from storage import history, inbox, revisions, showings, wakes, workshops
from storage import notes as noted
from storage.notes import OpenNotes
from storage.within import Within
from storage.writer import Work

T = TypeVar("T")


def begin(
    connection: Connection, workshop: Workshop, notes: Sequence[Note], *, show: Sequence[Showing], now: datetime
) -> Workshop:
    """Store a new workshop with its first notes; the same key again gives what is stored."""
    stored = workshops.first(connection, workshops.BY_KEY, tenant=workshop.place.tenant, key=workshop.key)
    if stored is not None:
        return stored.workshop
    if workshop.open:
        workshops.refuse_second(connection, workshop)
    workshop = replace(workshop, counts=noted.counted(notes, {}))
    with what_is_named_is_there():
        workshops.insert(connection, workshop, now=now)
        noted.insert(Within(connection, workshop.place.tenant, workshop.about.key), notes)
        showings.store(connection, show, now=now)
        wakes.owe(connection, None, workshop, now=now)
        wakes.owe_promised(connection, workshop, notes, now=now)
    return workshop


def change(
    connection: Connection, before: Workshop, move: Move, *, show: Sequence[Showing], now: datetime, what: str
) -> Workshop:
    """Let a move decide about a locked workshop, write what differs, and keep how it was; `what` says what it is."""
    within = Within(connection, before.place.tenant, before.about.key)
    notes = OpenNotes(within, before.key)
    wanted = move(before, notes)
    _must_stay(before, wanted.workshop)
    if wanted.workshop.open and not before.open:
        workshops.refuse_second(connection, wanted.workshop)
    with what_is_named_is_there():
        _keep(within, before, wanted, now=now, before=True)
        after = _write(within, before, wanted, notes=notes, now=now, what=what)
        _keep(within, after, wanted, now=now, before=False)
        showings.store(connection, show, now=now)
    if after is not before:
        tenant, revision = before.place.tenant, after.about.revision
        if not wanted.from_outside:
            showings.owe_card(connection, tenant, before.key, revision=revision, now=now)
        if not after.open:
            showings.owe_cards_after(connection, after, now=now)
        wakes.owe(connection, before, after, now=now)
        wakes.owe_promised(connection, after, wanted.put, now=now)
    return after


def erase(connection: Connection, tenant: str, key: Key, *, posts: datetime | None) -> None:
    """Take a workshop away; what the chat shows of it is to go too, if `posts` says since when. Raises Refusal
    `gone`."""
    found = locked(connection, tenant, key)
    shown = showings.find(connection, showings.OF_WORKSHOP, tenant=tenant, workshop=key)
    workshops.ERASED.run(connection, {"at_tenant": tenant, "at_key": found.about.key})
    inbox.empty(connection, tenant)
    if posts is not None:
        showings.owe_nothing(connection, shown, now=posts)


def locked(connection: Connection, tenant: str, key: Key) -> Workshop:
    """A workshop that nobody else changes until the commit. Raises Refusal `gone`."""
    found = workshops.first(connection, workshops.LOCKED, tenant=tenant, key=key)
    if found is None:
        raise Refusal("gone")
    return found.workshop


def once_more(write: Callable[[Work[T]], T], work: Work[T]) -> T:
    """Write, and a second time where this was in the way of somebody who was writing too: now it can see of whom."""
    try:
        return write(work)
    except Refusal as refusal:
        if not isinstance(refusal.__cause__, IntegrityError):
            raise
    return write(work)


@contextmanager
def what_is_named_is_there() -> Iterator[None]:
    """Raises Refusal `gone` where a row would hang on one that is not there (any more)."""
    try:
        yield
    except IntegrityError as error:
        raise Refusal("gone") from error


def _write(within: Within, before: Workshop, wanted: Change, *, notes: OpenNotes, now: datetime, what: str) -> Workshop:
    """The workshop as it is afterwards: one revision on, or `before` itself if nothing differed."""
    written = noted.write(within, wanted, notes, counts=before.counts)
    about = replace(wanted.workshop.about, revision=before.about.revision)
    if not written.was and replace(wanted.workshop, about=about, counts=before.counts) == before:
        return before
    about = replace(about, revision=about.revision + 1)
    after = replace(wanted.workshop, about=about, counts=written.counts if written.was else before.counts)
    workshops.write(within.connection, before, after, now=now)
    if not wanted.from_outside:
        history.keep(within, before, after, notes=written.was, put=wanted.put, what=what, of=wanted.turns_back)
    put = {note.key: note for note in wanted.put if note.key not in wanted.drop}
    wrong = made_wrong(after, written.was, put, notes.find)
    showings.correct(within.connection, within.tenant, wrong, now=now)
    return after


def _keep(within: Within, workshop: Workshop, wanted: Change, *, now: datetime, before: bool) -> None:
    """Keep a revision, if the change wishes one of this moment."""
    if wanted.keeps and wanted.keeps.before is before:
        revisions.keep(within, workshop, wanted.keeps, now=now)


def _must_stay(before: Workshop, after: Workshop) -> None:
    if (before.key, before.place, before.about.key) != (after.key, after.place, after.about.key):
        raise ValueError("a workshop keeps its key, its place and its map")
