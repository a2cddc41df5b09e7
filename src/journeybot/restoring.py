"""The move that brings a map back to one of its revisions, as a change like any other. Pure, run inside the store's
lock."""

from collections.abc import Mapping
from dataclasses import replace

from journeybot.journey import KINDS, About, Improvement, JourneyMap, Key, Note, Response
from journeybot.revisions import Keep, Why
from journeybot.workshop import Change, Move, Notes, Refusal, Workshop


def restore(old: JourneyMap) -> Move:
    """The move that makes the map what it was. How it stood is kept as a revision of its own; who looks after it and
    when, its language and the step of the workshop stay; so do the answers of customers wherever their touchpoint
    stays and, of each improvement that stays, whose it is, until when, and what has become of it.

    Raises Refusal: `closed`, `as_it_was`.
    """

    def move(workshop: Workshop, notes: Notes) -> Change:
        workshop.must_be_open()
        there = {note.key: note for kind in KINDS.values() for note in notes.every(kind)}
        then = {note.key: _followed(note, there.get(note.key)) for note in old.notes()}
        put = tuple(note for key, note in then.items() if there.get(key) != note and not _at_home(note, there))
        drop = tuple(key for key, note in there.items() if key not in then and not _at_home(note, then))
        now = replace(workshop, about=_told(workshop.about, old.about))
        if not put and not drop and now == workshop:
            raise Refusal("as_it_was", number=old.kept)
        keeps = Keep(why=Why.RESTORED, reason=f"{old.kept}", before=True)
        return Change(workshop=now, put=put, drop=drop, keeps=keeps)

    return move


def _at_home(note: Note, notes: Mapping[Key, Note]) -> bool:
    """Whether it is a customer's answer, at a touchpoint that is among these."""
    return isinstance(note, Response) and note.touchpoint in notes


def _followed(then: Note, now: Note | None) -> Note:
    """An improvement goes on as it is: what somebody has done since is not undone by an older wording."""
    if not isinstance(then, Improvement) or not isinstance(now, Improvement):
        return then
    return replace(then, owner=now.owner, due=now.due, status=now.status, told=now.told)


def _told(now: About, then: About) -> About:
    return replace(now, title=then.title, scenario=then.scenario, destination=then.destination, state=then.state)
