"""Who takes an improvement on and until when: what is still missing at the end is named, and can be set after it."""

from dataclasses import replace
from datetime import date, timedelta

from journeybot.brevity import short
from journeybot.commands.call import WHERE, Call, must_see, own_form
from journeybot.commands.falling_due import line
from journeybot.commands.followed import listed
from journeybot.commands.following import IN_LIST, may_follow, promise, way_back
from journeybot.forms import Answers, Form, Kind
from journeybot.journey import Improvement, Key, Note
from journeybot.people import mention, person_in
from journeybot.reminding import on_a_weekday
from journeybot.replies import Ask, Reply, Row, Say
from journeybot.steps.desk import field_of, text
from journeybot.steps.improvements import due_of
from journeybot.undertakings import PENDING, is_overdue
from journeybot.workshop import Change, Notes, Refusal, Step, Workshop

MOST = 5
"""Improvements that are named at the end; the rest is on the list."""

FURTHER = timedelta(days=14)
"""How far on the day is that is offered for what is overdue."""


def lacking(call: Call) -> tuple[Row, ...]:
    """What is to be done, but by nobody or by no day, each with the button that sets both."""
    found = [one for one in call.journey().improvements if _lacks(call, one)]
    rows = tuple(
        Row(
            text=call.say("assign.lacks", text=short(one.text, 140), owner=one.owner, due=one.due),
            buttons=(call.button("assign", one.key),),
        )
        for one in found[:MOST]
    )
    more = len(found) - len(rows)
    last = Row(text=call.say("assign.more", count=more), buttons=(call.button("improvements"),))
    return (*rows, last) if more else rows


def _lacks(call: Call, one: Improvement) -> bool:
    return one.status in PENDING and not (one.owner and one.due) and may_follow(call, one, call.workshop)


def assign(call: Call) -> list[Reply]:
    """Ask who takes an improvement on, and until when; also after the end."""
    one = _theirs(call, call.workshop, call.store.note(call.who.tenant, call.workshop.key, call.argument))
    due = _offered(one, call.now().date())
    now = {"owner": person_in(one.owner), "due": due.isoformat() if due else None}
    form = assign_form(call)
    fields = tuple(replace(field, initial=now[field.name]) for field in form.fields)
    intro = call.plain.say("assign.about", text=short(one.text, 300))
    seen = {WHERE: IN_LIST} if call.seen == IN_LIST else {}
    return [Ask(form=replace(form, subject=one.key, intro=intro, fields=fields, seen=seen))]


def until_when(call: Call, key: Key) -> list[Reply]:
    """The same of what somebody has just carried over, unless that is for others to say."""
    one = call.store.note(call.who.tenant, call.workshop.key, key)
    may = isinstance(one, Improvement) and _may_assign(call, one, call.workshop)
    return assign(replace(call, argument=key)) if may else []


def _offered(one: Improvement, today: date) -> date | None:
    """The day that is set or, of what is overdue, one to come."""
    return on_a_weekday(today + FURTHER) if is_overdue(one, today) else one.due


def assign_form(call: Call) -> Form:
    """The dialog, whichever improvement it is about."""
    fields = (
        field_of(call.plain, "improvements.owner", Kind.PERSON),
        field_of(call.plain, "improvements.due", Kind.DATE),
    )
    return own_form(call, "assign", fields)


def assigned(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Write it down, and tell what is still missing."""
    before = _theirs(call, call.workshop, call.store.note(call.who.tenant, call.workshop.key, subject))
    if answers["owner"] and answers["owner"] != person_in(before.owner):
        must_see(call, call.workshop, text(answers["owner"]), at="owner")
    saved: list[Improvement] = []

    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of the map, so it need not be open."""
        one = _theirs(call, workshop, notes.find(subject))
        in_words = "" if person_in(one.owner) else one.owner
        owner = mention(text(answers["owner"])) if answers["owner"] else in_words
        due = due_of(answers["due"], before=one.due, today=call.now().date())
        saved[:] = [replace(one, owner=owner, due=due)]
        return Change(workshop=workshop, put=tuple(saved))

    at = call.on(call.change(move))
    said = call.say("assign.done", text=short(saved[0].text))
    back = way_back(at) if saved != [before] else ()
    if call.seen == IN_LIST:
        return [_in_list(at, Row(text=said, buttons=back), *promise(at, saved))]
    here, more = line(at, saved[0], back), (*back, at.button("improvements"))
    return [Say(text=said, rows=(*promise(at, saved), *lacking(at)), buttons=more, line=here)]


def _in_list(call: Call, *said: Row) -> Say:
    """The list that the dialog was opened in, as it is now, below what came of that."""
    whole = listed(call)
    here = (replace(row, buttons=tuple(replace(one, seen=IN_LIST) for one in row.buttons)) for row in said)
    return replace(whole, rows=(*here, *whole.rows))


def _theirs(call: Call, workshop: Workshop, note: Note | None) -> Improvement:
    """Raises Refusal: `gone`, `not_your_improvement`."""
    if not isinstance(note, Improvement):
        raise Refusal("gone")
    if not _may_assign(call, note, workshop):
        raise Refusal("not_your_improvement")
    return note


def _may_assign(call: Call, one: Improvement, workshop: Workshop) -> bool:
    """It is theirs, or they facilitate, or it is just being carried over, which is up to all."""
    carried_here = workshop.open and workshop.step is Step.LAST_ACTIONS and bool(one.carried)
    return carried_here or may_follow(call, one, workshop)
