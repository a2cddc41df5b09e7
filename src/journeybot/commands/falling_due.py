"""Reminding somebody of what they have taken on: a line for each, with what they can say of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.commands.following import buttons, buttons_for, may_follow
from journeybot.due import of_others
from journeybot.journey import Improvement, Status
from journeybot.people import person_in
from journeybot.replies import Button, Row
from journeybot.undertakings import PENDING, is_overdue

MOST = 5
"""Actions of others that are named; the rest is on the list."""


def falling_due(found: Sequence[tuple[Call, Mapping[str, str]]]) -> list[Row]:
    """A row for each `improvement` that is still there, what is due first at the top; `today` is the day where its
    owner is."""
    return [row for call, what in sorted(found, key=lambda pair: pair[1]["due"]) for row in _rows(call, what)]


def others_overdue(call: Call, today: date) -> tuple[Row, ...]:
    """For whoever keeps an eye on a team's actions: what of the others' is overdue, and whose it is."""
    late = of_others(call.store.notes(call.who.tenant, call.workshop.key, Improvement), call.who.id, today)
    if not late:
        return ()
    lines = [call.say("reminders.late", text=short(one.text, 140), owner=one.owner, due=one.due) for one in late[:MOST]]
    about, count = call.workshop.about, len(late)
    head = call.say("reminders.watch", count=count, title=about.title, channel=call.workshop.place.channel)
    more = [call.say("followed.more", count=count - MOST)] if count > MOST else []
    return (Row(text="\n".join([head, *lines, *more]), buttons=(call.button("improvements"),)),)


def _rows(call: Call, what: Mapping[str, str]) -> list[Row]:
    one = call.store.note(call.who.tenant, call.workshop.key, what["improvement"])
    if not isinstance(one, Improvement) or one.due is None:
        return []
    text = call.say(
        "reminders.due",
        text=short(one.text, 140),
        days=(one.due - date.fromisoformat(what["today"])).days,
        due=one.due,
        doing=one.status is Status.DOING,
        title=call.workshop.about.title,
        channel=call.workshop.place.channel,
    )
    return [Row(text=text, buttons=_answers(call, one))]


def _answers(call: Call, one: Improvement) -> tuple[Button, ...]:
    later = call.button("assign", one.key, label=call.plain.say("buttons.later"))
    return (*buttons(call, one), *((later,) if one.status in PENDING else ()))


def line(call: Call, one: Improvement, back: Sequence[Button] = ()) -> Row:
    """What stands in the reminder once somebody has said there how it is, with the way `back`; nothing to press for
    whom it is no longer for to say."""
    text = call.say(
        "reminders.now",
        text=short(one.text, 140),
        status=one.status,
        due=one.due,
        overdue=is_overdue(one, call.now().date()),
        yours=person_in(one.owner) == call.who.id,
        owner=one.owner,
        title=call.workshop.about.title,
        channel=call.workshop.place.channel,
    )
    if may_follow(call, one, call.workshop):
        return Row(text=text, buttons=(*back, *_answers(call, one)))
    return Row(text=text, buttons=buttons_for(call, one))
