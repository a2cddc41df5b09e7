"""What became of an improvement: its owner is asked in private, one after another, in a review."""

from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands.call import Call, own_form
from journeybot.commands.parts import outcome_of
from journeybot.forms import Answers, Form, Kind
from journeybot.journey import Improvement, Key, Status
from journeybot.people import person_in
from journeybot.replies import Ask, Reply, Row, Say, Show
from journeybot.reviewing import tell, waiting, waiting_of
from journeybot.reviews import has_told
from journeybot.steps.desk import field_of, text
from journeybot.steps.improvements import statuses
from journeybot.workshop import Refusal

MOST_TOLD = 10


def outcome(call: Call) -> list[Reply]:
    """The dialog about an improvement: the one that is named, else the next of mine that nobody has told of."""
    if call.workshop.review is None:
        raise Refusal("no_review")
    asked = _asked(call)
    if asked is None:
        return [Say(text=call.say("outcomes.nothing"), rows=_told(call))]
    return [Ask(form=replace(_form_about(call, asked), subject=asked.key))]


def _told(call: Call, *, last: Key = "") -> tuple[Row, ...]:
    """What somebody has told of theirs in this review, each with the way to change it; first what they told `last`, if
    it is nobody's or another's."""
    here = [one for one in _improvements(call) if person_in(one.owner) == call.who.id or one.key == last]
    first = sorted(here, key=lambda one: person_in(one.owner) == call.who.id)
    told = [one for one in first if has_told(one, call.workshop.round)][:MOST_TOLD]
    change = call.plain.say("buttons.edit")
    rows = ((call.say("outcomes.line", **outcome_of(one), late=False), one.key) for one in told)
    return tuple(Row(text=text, buttons=(call.button("outcome", key, label=change),)) for text, key in rows)


def _asked(call: Call) -> Improvement | None:
    every, number = _improvements(call), call.workshop.round
    named = [one for one in every if one.key == call.argument]
    leads = call.who.id in call.workshop.facilitators
    others = waiting(every, number) if leads else ()
    return next(iter([*named, *waiting_of(call.who.id, every, number), *others]), None)


def _improvements(call: Call) -> list[Improvement]:
    notes = call.store.notes(call.who.tenant, call.workshop.key, Improvement)
    return [note for note in notes if isinstance(note, Improvement)]


def outcome_form(call: Call) -> Form:
    """The dialog, whichever improvement it is about."""
    fields = (
        field_of(
            call.plain,
            "outcome.status",
            Kind.SCALE,
            required=True,
            options=statuses(call.plain, looks_back=call.workshop.looks_back),
        ),
        field_of(call.plain, "outcome.came_of_it", Kind.LINES, longest=1000),
    )
    return own_form(call, "outcome", fields)


def _form_about(call: Call, one: Improvement) -> Form:
    form = outcome_form(call)
    values = {
        "text": short(one.text, 300),
        "owner": one.owner,
        "due": one.due,
        "last": next((entry for entry in reversed(one.told) if entry[0] < call.workshop.round), None),
    }
    now = next((entry for entry in one.told if entry[0] == call.workshop.round), None)  # else nobody has said it yet
    first = {"status": now[1] if now else None, "came_of_it": (now[2] or None) if now else None}
    fields = tuple(replace(field, initial=first[field.name]) for field in form.fields)
    return replace(form, intro=call.plain.say("outcome.about", **values), fields=fields)


def came_of_it(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Write it down, and ask about the next."""
    said = tell(subject, by=call.who.id, status=Status(str(answers["status"])), words=text(answers["came_of_it"]))
    now = replace(call, found=call.change(said), argument="")
    left = waiting_of(call.who.id, _improvements(now), now.workshop.round)
    if left:
        form = _form_about(now, left[0])
        return [Ask(form=replace(form, subject=left[0].key, above=call.plain.say("outcomes.saved")))]
    about = next(one for one in _improvements(now) if one.key == subject)
    told = "outcomes.all_told" if person_in(about.owner) == call.who.id else "outcomes.of_another"
    return [Show(showing=f"card.{now.workshop.key}"), Say(text=call.say(told), rows=_told(now, last=subject))]
