"""What its owner, or who facilitates, can say of an improvement: the buttons that stand beside it."""

from collections.abc import Sequence

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.due import is_announced
from journeybot.journey import Improvement, Note, Status
from journeybot.people import person_in
from journeybot.replies import Button, Row
from journeybot.undertakings import PENDING
from journeybot.workshop import Workshop

AT_HOME = "home"
"""What stands beside a button on a person's own page, which shows what became of a press by itself."""

IN_LIST = "list"
"""The same in the list of all that was taken on, which stays there after a press."""

LEFT = {
    Status.OPEN: ("doing", "done", "drop"),
    Status.DOING: ("done", "drop", "unbegun"),
    Status.DONE: ("unbegun",),
    Status.DROPPED: ("unbegun",),
}
"""What can still become of an improvement. Buttons stay where they were shown, and may be pressed long after."""

STATUS_OF = {"doing": Status.DOING, "done": Status.DONE, "drop": Status.DROPPED, "unbegun": Status.OPEN}


def may_follow(call: Call, one: Note | None, workshop: Workshop) -> bool:
    """Whether somebody may say what has become of it: it is theirs, or they facilitate."""
    theirs = isinstance(one, Improvement) and person_in(one.owner) == call.who.id
    return theirs or call.who.id in workshop.facilitators


def buttons_for(call: Call, one: Improvement) -> tuple[Button, ...]:
    """What this person can say of it: nothing, unless it is theirs or they facilitate; that it is theirs, if it is
    nobody's yet."""
    takes = (call.button("take", one.key),) if one.status in PENDING and not one.owner else ()
    return (*takes, *(buttons(call, one) if may_follow(call, one, call.workshop) else ()))


def buttons(call: Call, one: Improvement) -> tuple[Button, ...]:
    """What its owner can say of it."""
    asks = call.plain.say("following.confirm", text=short(one.text))
    of = {"unbegun": f"{one.key} {one.status}"}  # an old list does not bring back what has come further since
    return tuple(
        call.button(name, of.get(name, one.key), confirm=asks if name == "drop" else "")
        for name in LEFT.get(one.status, ())
    )


def way_back(call: Call) -> tuple[Button, ...]:
    """The button that takes back what has just been said, of an improvement or of a review."""
    return (call.button("takeback", str(call.workshop.about.revision)),)


def promise(call: Call, saved: Sequence[Note]) -> tuple[Row, ...]:
    """Of what is just saved and falls due: who is reminded of it and for how long, with what can be said of it."""
    due = (one for one in saved if isinstance(one, Improvement) and is_announced(call.workshop, one, call.now()))
    told = ((one, buttons_for(call, one)) for one in due)
    return tuple(Row(text=_promise(call, one), buttons=buttons) for one, buttons in told if buttons)


def _promise(call: Call, one: Improvement) -> str:
    yours = person_in(one.owner) == call.who.id
    off = yours and not call.store.wished(call.who.tenant, call.who.id).reminders
    return call.say("following.promise", yours=yours, off=off, owner=one.owner, due=one.due)
