"""Reminding somebody of what they have taken on: a line for each, with what they can say of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.commands.following import buttons
from journeybot.journey import Improvement, Status
from journeybot.replies import Row


def falling_due(found: Sequence[tuple[Call, Mapping[str, str]]]) -> list[Row]:
    """A row for each `improvement` that is still there, what is due first at the top; `today` is the day where its
    owner is."""
    return [row for call, what in sorted(found, key=lambda pair: pair[1]["due"]) for row in _rows(call, what)]


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
    return [Row(text=text, buttons=buttons(call, one))]
