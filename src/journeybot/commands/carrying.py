"""What a team took on in its retrospectives and is neither done nor dropped: it goes on in the next one."""

from collections.abc import Iterator
from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.journey import Improvement, Key, Status
from journeybot.last_actions import key_here
from journeybot.moves import answer
from journeybot.undertakings import PENDING
from journeybot.workshop import Change, Move, Notes, Refusal, Workshop


def earlier(call: Call) -> Iterator[Call]:
    """The channel's retrospectives that are over, the last first."""
    found = [line.workshop for line in call.store.maps_in(call.place)]
    over = [one for one in found if one.looks_back and not one.open and one.started_at]
    return (call.on(one) for one in sorted(over, key=lambda one: str(one.started_at), reverse=True))


def actions(call: Call) -> list[Improvement]:
    """What was agreed in a retrospective, or goes on in it."""
    found = call.store.notes(call.who.tenant, call.workshop.key, Improvement)
    return [note for note in found if isinstance(note, Improvement)]


def going_on(call: Call, one: Improvement, *, title: str) -> Improvement:
    """An action as it goes on in this retrospective, with the title of the one that it comes from."""
    before = (*one.carried, *([title] if title else []))
    status = Status.DOING if one.status is Status.DOING else Status.OPEN
    new = replace(one, key=key_here(call.workshop.key, one.key), position=0, challenges=(), stage=None, touchpoint=None)
    return replace(new, status=status, carried=before)


def overtaken(one: Improvement) -> Refusal:
    """That somebody else has said what became of it since a button was shown."""
    return Refusal("overtaken", text=short(one.text), status=one.status)


def marked(key: Key, status: Status, *, was: Status | None = None) -> Move:
    """The move that says of an action, where it was agreed, what became of it. Raises Refusal: `gone`, `overtaken` (it
    is not what it `was` any more)."""

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of that map, so it need not be open."""
        one = notes.find(key)
        if not isinstance(one, Improvement):
            raise Refusal("gone")
        if was and one.status not in {was, status}:
            raise overtaken(one)
        return Change(workshop=workshop, put=(replace(one, status=status),))

    return move


def carry_on(call: Call) -> int:
    """Let all that is still to be done from retrospectives before this one go on in it; how many. First it is here and
    then no longer there: whatever comes between, nothing is lost and nothing goes on twice."""
    left = [(at, one) for at in _before(call) for one in actions(at) if one.status in PENDING]
    new = tuple(going_on(call, one, title=at.workshop.about.title) for at, one in left)

    def move(workshop: Workshop, notes: Notes) -> Change:
        put = tuple(one for one in new if notes.find(one.key) is None)
        return answer(put, by=call.who.id, step=None)(workshop, notes)

    if new:
        call.change(move)
    for at, one in left:
        call.store.change(call.who.tenant, at.workshop.key, marked(one.key, Status.CARRIED), what=call.command)
    return len(left)


def _before(call: Call) -> list[Call]:
    """The first one first, so that what was agreed in it comes first here."""
    began = str(call.workshop.started_at)
    return [at for at in earlier(call) if str(at.workshop.started_at) < began][::-1]
