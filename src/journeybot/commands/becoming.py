"""Saying what has become of an improvement, or taking it on, also after the map is finished; and taking that back."""

from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.commands.carrying import overtaken
from journeybot.commands.falling_due import line
from journeybot.commands.followed import listed, told
from journeybot.commands.following import (
    AT_HOME,
    IN_LIST,
    LEFT,
    STATUS_OF,
    buttons,
    buttons_for,
    may_follow,
    promise,
    way_back,
)
from journeybot.commands.upkeep import as_it_was
from journeybot.journey import Improvement, Key, Note, Status
from journeybot.people import mention, person_in
from journeybot.permissions import must_be_allowed
from journeybot.replies import Button, Reply, Row, Say
from journeybot.reviews import told as told_in
from journeybot.undertakings import PENDING
from journeybot.undoing import AFTERWARDS, Turned, turn_back
from journeybot.workshop import Change, Notes, Refusal, Workshop


def doing(call: Call) -> list[Reply]:
    """It is under way."""
    return _become(call)


def done(call: Call) -> list[Reply]:
    """It is done."""
    return _become(call)


def drop(call: Call) -> list[Reply]:
    """It will not be done."""
    return _become(call)


def unbegun(call: Call) -> list[Reply]:
    """It is not begun, after all."""
    return _become(call)


def _become(call: Call) -> list[Reply]:
    status = STATUS_OF[call.command]
    key, seen = _seen(call.argument) if status is Status.OPEN else (call.argument, "")
    was: list[Improvement] = []

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of the map, so it need not be open."""
        one = _followed(call, workshop, notes.find(key), status=status)
        if seen and one.status not in {seen, status}:
            raise overtaken(one)
        was[:] = [one]
        return Change(workshop=workshop, put=(_with(one, status, workshop),))

    at, one = call.on(call.change(move)), was[0]
    if call.seen == AT_HOME:
        return []
    now = replace(one, status=status)
    said = call.say("following.now", text=short(one.text), status=status)
    back = way_back(at) if status is not one.status else ()
    further, here = buttons(at, now), line(at, now, back)
    return [_answer(at, said, back=back, further=further, here=here), *_owner_told(at, now, changed=bool(back))]


def _seen(argument: str) -> tuple[Key, str]:
    """Which improvement it is, and how it stood where the button was."""
    key, _, seen = argument.rpartition(" ")
    return (key, seen) if key else (argument, "")


def _with(one: Improvement, status: Status, workshop: Workshop) -> Improvement:
    """In a review it is told as of that review; what was said of it in words stays."""
    if workshop.review is None:
        return replace(one, status=status)
    number = workshop.review.number
    words = next((entry[2] for entry in one.told if entry[0] == number), "")
    return told_in(one, number, status=status, words=words)


def _answer(
    call: Call, said: str, *, back: tuple[Button, ...], further: tuple[Button, ...] = (), here: Row | None = None
) -> Say:
    """What came of a press: beside it, the way back; in a reminder, its line from `here` on; in the list, the list as
    it is now."""
    if call.seen != IN_LIST:
        return Say(text=said, buttons=(*back, *further), line=here)
    back = tuple(replace(button, seen=IN_LIST) for button in back)
    whole = listed(call)
    return replace(whole, rows=(Row(text=said, buttons=back), *whole.rows))


def _owner_told(call: Call, one: Improvement, *, changed: bool) -> list[Reply]:
    """Whose it is hears in private what somebody else has said of it, and can say otherwise."""
    owner = person_in(one.owner)
    if not changed or owner in {None, call.who.id}:
        return []
    all_ = call.for_all()
    text = all_.say("following.by_another", text=short(one.text), status=one.status, by=mention(call.who.id))
    return [Say(text=text, buttons=(*way_back(all_), *buttons(all_, one)), whom=str(owner))]


def take(call: Call) -> list[Reply]:
    """Who presses takes on what nobody has taken on."""
    found: list[Improvement] = []

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of the map, so it need not be open."""
        one = notes.find(call.argument)
        if not isinstance(one, Improvement):
            raise Refusal("gone")
        if one.status not in PENDING:
            raise overtaken(one)
        if one.owner and person_in(one.owner) != call.who.id:
            raise Refusal("taken_on", text=short(one.text), owner=one.owner)
        found[:] = [replace(one, owner=mention(call.who.id))]
        return Change(workshop=workshop, put=(found[0],))

    at = call.on(call.change(move))
    said = call.say("following.taken", text=short(found[0].text))
    if call.seen == IN_LIST:
        return [_answer(at, said, back=way_back(at))]
    back = way_back(at)
    return [Say(text=said, rows=promise(at, found), buttons=back, line=line(at, found[0], back))]


def takeback(call: Call) -> list[Reply]:
    """Take back what was said of an improvement or of a review, as long as nobody has said more of it since."""
    revision = int(call.argument) if call.argument.isascii() and call.argument.isdigit() else 0
    turned: list[Turned] = []

    def move(workshop: Workshop, notes: Notes) -> Change:
        change = next((one for one in notes.done() if one.revision == revision and one.what in AFTERWARDS), None)
        if change is None or change.workshop:
            raise Refusal("changed_since")
        if change.about:
            must_be_allowed("review", call.who.id, workshop, standing=call.standing)
        if not all(may_follow(call, notes.find(key), workshop) for key in change.notes):
            raise Refusal("not_your_improvement")
        return turn_back(revision, turned, undone=False)(workshop, notes)

    at = call.on(call.change(move))
    if turned[0].done.about:
        return as_it_was(at)
    (one,) = (note for note in turned[0].done.notes.values() if isinstance(note, Improvement))
    said = call.say("following.taken_back", text=short(one.text))
    if call.seen == IN_LIST:
        return [_answer(at, said, back=())]
    stands = Row(text=told(at, one, title=False), buttons=buttons_for(at, one))
    return [Say(text=said, rows=(stands,), line=line(at, one))]


def _followed(call: Call, workshop: Workshop, note: Note | None, *, status: Status) -> Improvement:
    if not isinstance(note, Improvement):
        raise Refusal("gone")
    if not may_follow(call, note, workshop):
        raise Refusal("not_your_improvement")
    if status is not note.status and call.command not in LEFT.get(note.status, ()):
        raise overtaken(note)
    return note
