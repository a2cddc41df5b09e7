"""Looking after a finished map: whose it is, and on which day it is looked at again; both can be set at any time."""

from dataclasses import replace
from datetime import date

from journeybot.commands.call import Call, own_form
from journeybot.commands.ending import review_day
from journeybot.commands.following import way_back
from journeybot.commands.reviewing import mended, must_be_finished
from journeybot.commands.reviewing import review as looked_at
from journeybot.forms import Answers, Form, Kind, Unusable
from journeybot.journey import About, Key
from journeybot.measures import day_of, time_of
from journeybot.moves import turn
from journeybot.people import mention, person_in
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.typed import meanings
from journeybot.workshop import Workshop

OWNER, WEEK = "owner", "week"
"""What can be said after the command."""

A_DAY = 2
"""Dashes in a date that names a day."""


def review(call: Call) -> list[Reply]:
    """Say who looks after the map, or when it is looked at again; else what a review does."""
    typed, _, rest = call.argument.partition(" ")
    word = meanings("arguments").get(typed.casefold(), typed)
    if word == OWNER:
        return _asked(call)
    day = None if call.pressed else _day_in(rest if word == WEEK else call.argument)
    return _on(call, day) if day else looked_at(call)


def _day_in(typed: str) -> date | None:
    when = time_of(typed)
    return day_of(when) if when.count("-") == A_DAY else None


def _asked(call: Call) -> list[Reply]:
    must_be_finished(call.workshop)
    form, named = upkeep_form(call), next(iter(call.people), None)
    first, *rest = form.fields
    return [Ask(form=replace(form, fields=(replace(first, initial=named), *rest)) if named else form)]


def upkeep_button(call: Call) -> tuple[Button, ...]:
    """The button that asks for both, where there is a review to come."""
    if call.workshop.looks_back:
        return ()
    return (call.button("review", OWNER, label=call.plain.say("buttons.review_upkeep")),)


def upkeep_form(call: Call) -> Form:
    """The dialog that says who looks after a finished map, and until when."""
    told = call.workshop.about
    fields = (
        field_of(call.plain, "close.owner", Kind.PERSON, initial=person_in(told.owner)),
        field_of(call.plain, "close.review_on", Kind.DATE, initial=told.review_on and told.review_on.isoformat()),
    )
    return own_form(call, "review", fields)


def kept_up(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Write down what the dialog says."""
    day, in_words = review_day(call, answers), "" if person_in(call.workshop.about.owner) else call.workshop.about.owner
    owner = mention(str(answers["owner"])) if answers["owner"] else in_words
    return _set(call, owner=owner, day=day)


def _on(call: Call, day: date) -> list[Reply]:
    """Another day. One that has come is said to be no day to ask on."""
    try:
        review_day(call, {"review_on": day.isoformat()})
    except Unusable:
        return [Say(text=call.say("review.in_the_past", day=day), refused=True)]
    return _set(call, owner=call.workshop.about.owner, day=day)


def _set(call: Call, *, owner: str, day: date | None) -> list[Reply]:
    def kept(workshop: Workshop) -> Workshop:
        must_be_finished(workshop)
        return replace(workshop, about=_with(workshop.about, owner, day))

    before = call.workshop.about
    now = call.change(turn(kept))
    changed = now.about.revision != before.revision
    text = call.say("review.kept", owner=owner, day=day)
    return [
        Show(showing=f"card.{now.key}"),
        *mended(call.on(now), f"{before.review_on}"),
        Say(text=text, buttons=way_back(call.on(now)) if changed else ()),
    ]


def _with(about: About, owner: str, day: date | None) -> About:
    return replace(about, owner=owner, review_on=day)


def as_it_was(call: Call) -> list[Reply]:
    """What holds again, once such a change was taken back."""
    about = call.workshop.about
    text = call.say("review.kept", owner=about.owner, day=about.review_on)
    return [Show(showing=f"card.{call.workshop.key}"), *mended(call, f"{about.review_on}"), Say(text=text)]
