"""A retrospective: how it begins, and what became of what the team took on the last time."""

from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Any

from journeybot.brevity import short
from journeybot.commands.assigning import until_when
from journeybot.commands.call import Call, own_form
from journeybot.commands.carrying import actions, earlier, going_on, marked, overtaken
from journeybot.commands.onward import ASIDE, onward
from journeybot.forms import Answers, Form, Kind, Option
from journeybot.journey import Improvement, Key, Note, Persona, Stage, Status, Touchpoint
from journeybot.last_actions import AFTERWARDS, as_it_is, key_here
from journeybot.moves import answer
from journeybot.permissions import Standing
from journeybot.prompt_files import languages, spoken
from journeybot.replies import Button, Reply, Row, Say, Show
from journeybot.sequence import RETROSPECTIVE
from journeybot.stage_templates import StageTemplate, every, offered
from journeybot.steps import Sentences
from journeybot.steps.desk import field_of
from journeybot.steps.improvements import line
from journeybot.timing import with_its_minutes
from journeybot.typed import meanings
from journeybot.undertakings import PENDING, is_overdue
from journeybot.workshop import Change, Move, Notes, Pace, Refusal, Step, Who, Workshop

UNNAMED = (Step.MOMENTS, Step.CHALLENGES)
"""Where a retrospective keeps no names, unless the team wants them."""

OF_CUSTOMERS = ("assumed", "bare_persona", "company_words", "low_point", "no_channel", "unanswered", "unreviewed")
"""Rules of `check` that make no sense of a team's own way."""

MOST_SHOWN, LAST_FEW, MOST_AGAIN = 8, 5, 10

BECAME = (Status.DONE, Status.DOING, Status.DROPPED, Status.CARRIED)


def wanted(argument: str, last: Workshop | None) -> bool:
    """Whether a retrospective is offered first: it is asked for, or the channel's last map was one."""
    asked = meanings("arguments").get(argument.strip().casefold()) == RETROSPECTIVE
    return asked or (not argument and last is not None and last.looks_back)


def form(call: Call) -> Form:
    """The dialog that begins one: its name, who takes part, together or over days, which parts, in which language."""
    people, language = (call.who.id, *_people_of_the_last(call)), _language_of_the_last(call)
    call = replace(call, found=None)  # no more than offered from the last map
    paces = tuple(Option(value, label) for value, label in call.plain.words("retrospective.pace.options").items())
    back = {one.name for one in every(call.plain.language) if one.flavour == RETROSPECTIVE}
    sets = tuple(Option(name, told) for name, told in offered(call.plain.language) if name in back)
    tongues = tuple(Option(one, call.plain.spoken_in(one).say("language.name")) for one in languages())
    choice: dict[str, Any] = {"required": True}
    fields = (
        field_of(call.plain, "retrospective.title", longest=120, initial=call.argument[:120] or None),
        field_of(call.plain, "retrospective.people", Kind.PEOPLE, initial=people),
        field_of(call.plain, "retrospective.pace", Kind.SCALE, options=paces, initial=Pace.LIVE, **choice),
        field_of(call.plain, "retrospective.template", Kind.CHOICE, options=sets, initial=sets[0].value, **choice),
        field_of(call.plain, "retrospective.language", Kind.CHOICE, options=tongues, initial=language, **choice),
    )
    return own_form(call, "retrospective", fields)


def _language_of_the_last(call: Call) -> str:
    """That of the retrospective before this one or, if it is the first, of whoever begins it."""
    last = next((at.workshop for at in earlier(call)), None)
    return spoken(last.about.language) if last else call.plain.language


def _people_of_the_last(call: Call) -> tuple[str, ...]:
    """Who else was there the last time and still is in the channel. Who answered without a name is not told of."""
    last = next((at.workshop for at in earlier(call)), None)
    if last is None:
        return ()
    signed = [who for under, people in last.answered.items() if not last.is_anonymous(under) for who in people]
    others = [who for who in dict.fromkeys((*last.invited, *last.facilitators, *signed)) if who != call.who.id]
    known = ((who, call.circle.standing(Who(call.who.tenant, who), call.place)) for who in others[:MOST_AGAIN])
    return tuple(who for who, standing in known if standing is Standing.INSIDE)


def title(call: Call, answers: Answers, *, language: str) -> str:
    """What the map is called; a retrospective can go by its day and, of one day, by its number."""
    return str(answers["title"] or "") or _free(replace(call, plain=call.plain.spoken_in(language)))


def _free(call: Call) -> str:
    """The name by the day that no other map of the channel has; the same dialog twice gives the same."""
    taken = {line.workshop.about.title for line in call.store.maps_in(call.place) if not line.workshop.open}
    day = call.now().date()
    named = (call.plain.say("retrospective.named", day=day, number=number) for number in count(1))
    return next(one for one in named if one not in taken)


def opening(call: Call, workshop: Workshop) -> Workshop:
    """Where it begins: with the last one's actions, if there are any, else with how it felt."""
    before = next((at for at in earlier(call) if actions(at)), None)
    settings = replace(workshop.settings, anonymous=UNNAMED, muted=OF_CUSTOMERS)
    now = replace(workshop, settings=settings, follows=before.workshop.key if before else "")
    return with_its_minutes(replace(now, step=now.steps[0]), call.now())


def team(call: Call, template: StageTemplate, stages: tuple[Stage, ...]) -> tuple[Note, ...]:
    """Who travels, and the one touchpoint of each part."""
    key = call.workshop.key
    points = (
        Touchpoint(key=f"{stage.key}.{at}", position=at + 1, stage=stage.key, name=one.name)
        for stage, told in zip(stages, template.stages, strict=True)
        for at, one in enumerate(told.touchpoints)
    )
    name = call.plain.spoken_in(call.workshop.about.language).say("retrospective.team")
    return (Persona(key=f"{key}.team", position=1, name=name), *points)


def first_button(call: Call) -> tuple[Button, ...]:
    """What whoever begins can answer at once; the last actions have buttons of their own, on the card."""
    return () if call.workshop.step is Step.LAST_ACTIONS else (call.add_button(),)


def _last(call: Call) -> Call | None:
    found = call.store.workshop(call.who.tenant, call.workshop.follows)
    return call.on(found) if found else None


def lines(call: Call) -> tuple[str, ...]:
    """From which retrospective the actions are, and how much is done lately."""
    last = _last(call)
    if last is None:
        return (call.say("last_actions.gone"),)
    title, all_ = last.workshop.about.title, actions(last)
    left = sum(one.status in PENDING for one in all_)
    if left and any(one.status is Status.OPEN for one in _taken_on(call)):
        return (call.say("last_actions.untold", count=len(all_), left=left, title=title),)
    return (call.say("last_actions.line", title=title), _how_far(call))


def settled(call: Call) -> str:
    """Of how many of them it is said what became of them: anybody says it for all, so it counts no people."""
    all_ = _taken_on(call)
    told = sum(one.status is not Status.OPEN for one in all_)
    return call.plain.say("last_actions.settled", told=told, of=len(all_)) if all_ else ""


def became_of_the_last(call: Call) -> str:
    """What became of all that was taken on the last time, in a sentence; nothing where there was nothing."""
    last = _last(call) if call.workshop.follows else None
    count = Counter(one.status for one in _taken_on(call))
    if last is None or not count:
        return ""
    told = [call.plain.say(f"last_actions.counts.{status}", n=count[status]) for status in AFTERWARDS if count[status]]
    return call.say("last_actions.result", title=last.workshop.about.title, told=told, count=count.total())


def _how_far(call: Call) -> str:
    """How much is done lately, once somebody has told what became of the last ones."""
    few = _lately(call)
    return call.say("last_actions.trend", done=sum(one.status is Status.DONE for one in few), of=len(few))


def _lately(call: Call) -> list[Improvement]:
    """The last few actions of the channel; one that was carried over counts once, as what it is now."""
    going_on_here = {one.key for one in actions(call)}
    found: list[Improvement] = []
    for at in (call, *earlier(call)):
        there = [one for one in actions(at) if one.status is not Status.CARRIED]
        found += reversed([one for one in there if _counts(call, one, going_on_here, own=at is call)])
        if len(found) >= LAST_FEW:
            break
    return found[:LAST_FEW]


def _counts(call: Call, one: Improvement, going_on_here: set[Key], *, own: bool) -> bool:
    """Whether it is one of the last actions: not one agreed here, and not twice while it is just being carried over."""
    return bool(one.carried) if own else key_here(call.workshop.key, one.key) not in going_on_here


def rows(call: Call) -> tuple[Row, ...]:
    """The last one's actions, each with what can have become of it."""
    return _rows(call, _taken_on(call))


def _rows(call: Call, found: list[Improvement]) -> tuple[Row, ...]:
    more = len(found) - MOST_SHOWN
    if more > 0:
        found = sorted(found, key=lambda one: one.status not in PENDING)  # what is decided on makes room for the rest
    shown = tuple(Row(text=_told(call, one), buttons=_buttons(call, one)) for one in found[:MOST_SHOWN])
    return (*shown, Row(text=call.say("card.more", count=more))) if more > 0 else shown


def rows_aside(call: Call) -> tuple[Row, ...]:
    """What is neither done nor dropped, for one person, as somebody who does not look at the card needs it."""
    rows = _rows(call, [one for one in _taken_on(call) if one.status in PENDING])
    return tuple(replace(row, buttons=_aside(row.buttons)) for row in rows)


def _aside(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(replace(button, seen=ASIDE) for button in buttons)


def still_going(call: Call) -> Sentences:
    """Where actions are agreed: those of the last one that go on with them at the end and are not here yet."""
    agreeing = call.workshop.step is Step.IMPROVEMENTS and call.workshop.follows
    last = _last(call) if agreeing else None
    if last is None:
        return []
    here = {one.key for one in actions(call)}
    going = [one for one in actions(last) if one.status in PENDING and key_here(call.workshop.key, one.key) not in here]
    return [line(going_on(call, one, title=last.workshop.about.title)) for one in going]


def missing(call: Call) -> str:
    """That nobody has said of some actions what became of them, if so."""
    left = [one for one in _taken_on(call) if one.status is Status.OPEN]
    return call.say("last_actions.missing", count=len(left), first=short(left[0].text)) if left else ""


def _taken_on(call: Call) -> list[Improvement]:
    last, here = _last(call), {one.key for one in actions(call)}
    return [as_it_is(one, call.workshop.key, here) for one in actions(last)] if last else []


def _told(call: Call, one: Improvement) -> str:
    here = call.store.note(call.who.tenant, call.workshop.key, key_here(call.workshop.key, one.key))
    now = here if isinstance(here, Improvement) else one  # carried over it may have another day, and be somebody else's
    told = {"owner": now.owner, "due": now.due, "status": one.status, "carried": one.carried}
    late = is_overdue(now, call.now().date()) and one.status in {*PENDING, Status.CARRIED}
    return call.say("last_actions.row", text=short(one.text, 140), late=late, **told)


def _buttons(call: Call, one: Improvement) -> tuple[Button, ...]:
    return tuple(
        call.button("became", f"{status} {one.key} {one.status}", label=call.plain.say(f"last_actions.became.{status}"))
        for status in BECAME
        if status is not one.status
    )


def what_became(call: Call) -> list[Reply]:
    """What is neither done nor dropped, to be said of each what became of it."""
    rows = rows_aside(call)
    return [Say(text=call.say("last_actions.asked" if rows else "last_actions.all_told"), rows=rows)]


def became(call: Call) -> list[Reply]:
    """Say what became of an action. It is written down where the action is; one that is carried over goes on here."""
    if not call.argument:
        return what_became(call)
    word, key, seen = (*call.argument.split(), "", "")[:3]
    found = call.store.note(call.who.tenant, call.workshop.follows, key) if word in BECAME else None
    if not isinstance(found, Improvement):
        raise Refusal("gone")
    stands = as_it_is(found, call.workshop.key, {one.key for one in actions(call)})
    if seen and stands.status not in {seen, word}:
        raise overtaken(stands)
    said = marked(key, Status(word), was=found.status)
    call.store.change(call.who.tenant, call.workshop.follows, said, what=call.command)
    now = call.change(_followed(call, found, carried=word == Status.CARRIED))
    shown, at = Show(showing=f"card.{now.key}"), call.on(now)
    asked = until_when(at, key_here(at.workshop.key, key)) if word == Status.CARRIED else []
    listed = [_listed(at, replace(found, status=Status(word)))] if call.seen == ASIDE else []
    return [shown, *asked, *listed]


def _listed(call: Call, one: Improvement) -> Say:
    """The list as it is after a press: what was just said, then what nobody has said of yet; and the way on."""
    rest = _rows(call, [other for other in _taken_on(call) if other.status is Status.OPEN and other.key != one.key])
    rows = (Row(text=_told(call, one), buttons=_buttons(call, one)), *rest)
    return Say(
        text=call.say("last_actions.asked" if rest else "last_actions.all_told"),
        rows=tuple(replace(row, buttons=_aside(row.buttons)) for row in rows),
        buttons=onward(call) if call.workshop.step is Step.LAST_ACTIONS else (),
    )


def _followed(call: Call, one: Improvement, *, carried: bool) -> Move:
    """Whoever says it has answered; the action goes on here, once, or no longer."""
    last = _last(call)
    goes_on = going_on(call, one, title=last.workshop.about.title if last else "")

    def move(workshop: Workshop, notes: Notes) -> Change:
        there = notes.find(goes_on.key) is not None
        put, drop = (goes_on,) if carried and not there else (), (goes_on.key,) if there and not carried else ()
        change = answer(put, by=call.who.id, step=None, drop=drop)(workshop, notes)
        return replace(change, workshop=change.workshop.answered_by(call.who.id, Step.LAST_ACTIONS))

    return move
