"""Following an improvement through: its owner says what has become of it, also after the map is finished."""

from collections.abc import Sequence
from dataclasses import replace

from journeybot.commands.call import Call, short
from journeybot.commands.carrying import overtaken
from journeybot.due import promised
from journeybot.journey import Improvement, Note, Status
from journeybot.people import mention, person_in
from journeybot.replies import Button, Reply, Row, Say
from journeybot.reviews import told
from journeybot.undertakings import PENDING
from journeybot.workshop import Change, Notes, Refusal, Workshop

AT_HOME = "home"
"""What stands beside a button on a person's own page, which shows what became of a press by itself."""

LEFT = {Status.OPEN: ("doing", "done", "drop"), Status.DOING: ("done", "drop")}
"""What can still become of an improvement. Buttons stay where they were shown, and may be pressed long after."""

STATUS_OF = {"doing": Status.DOING, "done": Status.DONE, "drop": Status.DROPPED}


def doing(call: Call) -> list[Reply]:
    """It is under way."""
    return _become(call)


def done(call: Call) -> list[Reply]:
    """It is done."""
    return _become(call)


def drop(call: Call) -> list[Reply]:
    """It will not be done."""
    return _become(call)


def _become(call: Call) -> list[Reply]:
    status = STATUS_OF[call.command]
    found: list[Improvement] = []

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of the map, so it need not be open."""
        one = _followed(call, workshop, notes.find(call.argument))
        review = workshop.review
        found[:] = [told(one, review.number, status=status, words="") if review else replace(one, status=status)]
        return Change(workshop=workshop, put=(found[0],))

    now = call.change(move)
    if call.seen == AT_HOME:
        return []
    text = call.say("following.now", text=short(found[0].text), status=status)
    return [Say(text=text, buttons=buttons(call.on(now), found[0]))]


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
    return [Say(text=call.say("following.taken", text=short(found[0].text)), rows=promise(at, found))]


def _followed(call: Call, workshop: Workshop, note: Note | None) -> Improvement:
    if not isinstance(note, Improvement):
        raise Refusal("gone")
    if not _may_follow(call, note, workshop):
        raise Refusal("not_your_improvement")
    if STATUS_OF[call.command] is not note.status and call.command not in LEFT.get(note.status, ()):
        raise overtaken(note)
    return note


def _may_follow(call: Call, one: Improvement, workshop: Workshop) -> bool:
    return person_in(one.owner) == call.who.id or call.who.id in workshop.facilitators


def buttons_for(call: Call, one: Improvement) -> tuple[Button, ...]:
    """What this person can say of it: nothing, unless it is theirs or they facilitate; that it is theirs, if it is
    nobody's yet."""
    takes = (call.button("take", one.key),) if one.status in PENDING and not one.owner else ()
    return (*takes, *(buttons(call, one) if _may_follow(call, one, call.workshop) else ()))


def buttons(call: Call, one: Improvement) -> tuple[Button, ...]:
    """What its owner can say of it."""
    asks = call.plain.say("following.confirm", text=short(one.text))
    return tuple(
        call.button(name, one.key, confirm=asks if name == "drop" else "") for name in LEFT.get(one.status, ())
    )


def promise(call: Call, saved: Sequence[Note]) -> tuple[Row, ...]:
    """Of what is just saved and falls due: who is reminded of it and for how long, with what can be said of it."""
    due = (one for one in saved if isinstance(one, Improvement) and any(promised(call.workshop, [one], call.now())))
    told = ((one, buttons_for(call, one)) for one in due)
    return tuple(Row(text=_promise(call, one), buttons=buttons) for one, buttons in told if buttons)


def _promise(call: Call, one: Improvement) -> str:
    yours = person_in(one.owner) == call.who.id
    off = yours and not call.store.wished(call.who.tenant, call.who.id).reminders
    return call.say("following.promise", yours=yours, off=off, owner=one.owner, due=one.due)
