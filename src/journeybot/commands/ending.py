"""Ending a workshop or a review: owner, review date, and what the channel gets to keep."""

from dataclasses import replace
from datetime import date, timedelta

from journeybot.checks import Finding
from journeybot.commands.assigning import lacking
from journeybot.commands.call import Call, own_form
from journeybot.commands.carrying import carry_on
from journeybot.commands.checking import findings, in_words
from journeybot.commands.followed import TAKEN_ON
from journeybot.commands.inside import may_begin
from journeybot.commands.telling import as_files
from journeybot.forms import Answers, Form, Kind, Unusable
from journeybot.hiding import something_hidden
from journeybot.journey import Key
from journeybot.moves import turn
from journeybot.people import mention, person_in
from journeybot.ports import Showable, Showing
from journeybot.reminding import on_a_weekday
from journeybot.replies import Ask, Button, Reply, Say, Show, staying
from journeybot.reviewing import end
from journeybot.steps.desk import field_of

WANTED = ("pptx", "pdf", "xlsx", "html")
"""What most people want to take away from a finished map."""

REVIEW_AFTER = timedelta(days=91)
"""The review date that is offered when a map is closed: a quarter of a year on."""

MOST_WAITING = 3


def close(call: Call) -> list[Reply]:
    """Ask for the owner of the map and the review date, then end; say what there is to look at first."""
    form, found = close_form(call), findings(call, call.shown())
    told = [_worst(replace(call, words=call.plain), found)] if found else []
    told += [call.plain.say("assign.afterwards")] if lacking(call) else []
    told += [call.plain.say("close.hidden")] if something_hidden(call.journey(), call.workshop) else []
    return [Ask(form=replace(form, intro="\n".join([form.intro, *told]).strip()))]


def _worst(call: Call, found: tuple[Finding, ...]) -> str:
    """A dialog shows a mention as it is typed, so whose it is, is left out."""
    worst = found[0]
    unnamed = {name: "" if name == "owner" else value for name, value in worst.values.items()}
    return call.say("checks.at_the_end", count=len(found), first=in_words(call, replace(worst, values=unnamed)))


def close_form(call: Call) -> Form:
    """The dialog that ends a workshop, or a review."""
    told = call.workshop.about
    set_, today = told.review_on, call.now().date()
    holds = set_ and set_ > today and not call.workshop.review  # a review that is held is not to be held again
    review = set_ if set_ and holds else on_a_weekday(today + REVIEW_AFTER)
    fields = (
        field_of(call.plain, "close.owner", Kind.PERSON, initial=person_in(told.owner) or call.who.id),
        field_of(call.plain, "close.review_on", Kind.DATE, initial=review.isoformat()),
    )
    form = own_form(call, "close", fields[:1] if call.workshop.looks_back else fields)
    if call.workshop.review is None:
        return form
    return replace(form, title=call.plain.say("close.review"), intro=call.plain.say("close.intro_of_review"))


def closed(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """End the workshop; the map goes to the channel, the story and the files to the card's thread."""
    owner = mention(str(answers["owner"])) if answers["owner"] else ""
    review = review_day(call, answers)
    if not any(call.workshop.counts.values()) and not call.workshop.review:
        call.change(turn(lambda workshop: workshop.close(call.now(), workshop.about)))
        return [Say(text=call.say("close.nothing"))]
    went_on = carry_on(call) if call.workshop.looks_back and not call.workshop.review else 0
    call = call.on(call.store.workshop(call.who.tenant, call.workshop.key) or call.workshop) if went_on else call
    posts = _of_review(call) if call.workshop.review else _of_workshop(call)
    now = call.change(end(call.now(), owner=owner, review_on=review), show=posts)
    told = [call.say("close.reviewed" if call.workshop.review else "close.done", day=review)]
    told += [call.say("close.goes_on", count=went_on)] if went_on else []
    files = (*as_files(call, *WANTED), *staying(call.button("export"), *_waiting(call)))
    return [
        *(Show(showing=post.key) for post in posts),
        Say(text="\n".join(told), rows=lacking(call.on(now)), buttons=files),
    ]


def _of_workshop(call: Call) -> tuple[Showing, ...]:
    """What the end of a workshop shows."""
    return (
        call.showing(Showable.MAP, in_thread=False),
        call.showing(Showable.TEXT, what={"text": "story"}),
        call.showing(Showable.FILE, what={"format": "json"}),
        call.showing(Showable.FILE, what={"format": "md"}),
        *_taken_on(call),
    )


def _taken_on(call: Call) -> tuple[Showing, ...]:
    """Who has promised what by when, with the way to say what became of it; nothing where there is nothing."""
    return (call.showing(Showable.TEXT, what={"text": TAKEN_ON}),) if call.workshop.counts.get("improvement") else ()


def _of_review(call: Call) -> tuple[Showing, ...]:
    """What the end of a review shows: before beside after, what became of everything, and what differs in words."""
    last = call.store.revisions(call.who.tenant, call.workshop.key)[0].number
    review = call.workshop.review
    sides = {"earlier": f"{review.before if review else last}", "revision": f"{last + 1}"}
    return (
        call.showing(Showable.MAP, what={"picture": "compare", **sides}, in_thread=False),
        call.showing(Showable.TEXT, what={"text": "reviewed", **sides}),
        call.showing(Showable.TEXT, what={"text": "differences", **sides}),
        *_taken_on(call),
    )


def _waiting(call: Call) -> tuple[Button, ...]:
    """The maps that wait here for this one to be finished, and may now begin."""
    found = (replace(call, found=line.workshop) for line in call.store.maps_in(call.place))
    return tuple(button for one in found for button in may_begin(one))[:MOST_WAITING]


def review_day(call: Call, answers: Answers) -> date | None:
    """The day of the review: one to come, or the one that was set before."""
    review = date.fromisoformat(str(answers["review_on"])) if answers.get("review_on") else None
    if review is not None and review <= call.now().date() and review != call.workshop.about.review_on:
        raise Unusable({"review_on": ("in_the_past", {})})
    return review
