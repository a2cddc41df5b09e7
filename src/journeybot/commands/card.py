"""The card, the one message of a workshop."""

from datetime import timedelta

from journeybot.absences import TOLD_FOR
from journeybot.commands import looking_back
from journeybot.commands.call import Call
from journeybot.commands.carrying import actions
from journeybot.commands.counting import counted, has_something
from journeybot.commands.inside import part_of
from journeybot.commands.mine import EVERYTHING
from journeybot.commands.pacing import timing
from journeybot.commands.parts import so_far
from journeybot.commands.reviewing import STOP, looking_again
from journeybot.commands.upkeep import upkeep_button
from journeybot.hiding import felt_alone, something_hidden
from journeybot.journey import JourneyMap
from journeybot.replies import Button, Card
from journeybot.steps.improvements import line
from journeybot.workshop import SECRET_OF, Secret, Step, Workshop

ROUNDED_UP = timedelta(seconds=59)
"""A clock shows the minute that has begun."""

MOST_LINES = 8
"""Lines about what is in so far; more would make the card a flood of its own."""


def card(call: Call) -> Card:
    """The card of a workshop as it stands now."""
    workshop, journey = call.workshop, call.journey()
    return Card(
        title=_title(call),
        number=workshop.number,
        steps=tuple(call.plain.say(f"{step}.title") for step in workshop.steps),
        question=_question(call),
        situation=_situation(call),
        lines=(*_unsigned(call), *_lines(call, journey)),
        rows=looking_back.rows(call) if workshop.step is Step.LAST_ACTIONS and workshop.open else (),
        progress=_progress(call, workshop),
        timing=timing(call),
        away=_away(call),
        buttons=_buttons(call),
        leading=_leading(call, journey),
        open=workshop.open,
        language=call.plain.language,
    )


def _title(call: Call) -> str:
    title = call.workshop.about.title
    under_review = call.workshop.open and call.workshop.review
    return call.plain.say("card.in_review", title=title) if under_review else title


def _situation(call: Call) -> str:
    about = call.workshop.about
    told = [call.say("card.about", scenario=about.scenario, destination=about.destination)]
    held = call.store.holders(call.who.tenant, call.workshop.key)
    return "\n".join([*filter(None, told), *([part_of(call, held)] if held else [])])


def _unsigned(call: Call) -> tuple[str, ...]:
    workshop = call.workshop
    return (call.say("anonymous.card"),) if workshop.open and workshop.is_anonymous(workshop.step) else ()


def _question(call: Call) -> str:
    workshop = call.workshop
    if workshop.open:
        revealed = workshop.step is Step.MOMENTS and _is_revealed(workshop)
        return call.plain.say(f"{workshop.step}.{'question_revealed' if revealed else 'question'}")
    return call.plain.say("card.interrupted" if workshop.review else "card.closed")


def _lines(call: Call, journey: JourneyMap) -> tuple[str, ...]:
    if not call.workshop.open:
        return _closing(call)
    if call.workshop.step is Step.LAST_ACTIONS:
        return looking_back.lines(call)
    found = [*so_far(call, journey), *looking_back.still_going(call)]
    said = tuple(call.say(name, **values) for name, values in found[:MOST_LINES])
    more = len(found) - len(said)
    return (*said, call.say("card.more", count=more)) if more else said


def _closing(call: Call) -> tuple[str, ...]:
    about = call.workshop.about
    owner = (call.say("card.owner", owner=about.owner),) if about.owner else ()
    review = (call.say("card.review", day=about.review_on),) if about.review_on and not call.workshop.looks_back else ()
    counts = counted(call)
    told = (call.say("card.counts", counts=counts),) if counts else ()
    one = felt_alone(call.journey(), call.workshop)
    alone = (call.say("moments.alone", count=one),) if one else ()
    return (*owner, *review, *told, *alone, *(_actions(call) if call.workshop.looks_back else ()))


def _actions(call: Call) -> tuple[str, ...]:
    """What became of the last actions, and what was taken on this time."""
    found = sorted(actions(call), key=lambda one: one.position)
    lines = [call.say(name, **values) for name, values in map(line, found[:MOST_LINES])]
    more = [call.say("card.more", count=len(found) - len(lines))] if len(found) > len(lines) else []
    return (*filter(None, [looking_back.became_of_the_last(call)]), *lines, *more)


def _progress(call: Call, workshop: Workshop) -> str:
    if not workshop.open:
        return ""
    if workshop.step is Step.LAST_ACTIONS:
        return looking_back.settled(call)
    here, everybody = workshop.have_answered(workshop.step), len(workshop.counted)
    told = [call.plain.say("card.progress", here=here, everybody=everybody, there=has_something(workshop))]
    secret = SECRET_OF.get(workshop.step)
    voters = workshop.have_answered(secret) if secret and secret is not Secret.SCORES else 0
    if voters:
        told.append(call.plain.say("card.voted", here=voters, everybody=len(workshop.counted)))
    return " · ".join(told)


def _away(call: Call) -> str:
    """In whole minutes around the time it was."""
    workshop = call.workshop
    gone = call.store.absences.of(call.who.tenant, workshop.key) if workshop.open else None
    if gone is None or call.now() - gone.until > TOLD_FOR:
        return ""
    return call.say("card.away", since=gone.since, until=gone.until + ROUNDED_UP)


def _buttons(call: Call) -> tuple[Button, ...]:
    if not call.workshop.open:
        on = call.button("review", label=call.plain.say("buttons.review_on")) if call.workshop.review else None
        told = (call.button("map"), call.button("story"), call.button("summary"))
        return (*told, on) if on else (*told, call.button("reopen"), looking_again(call), *upkeep_button(call))
    if call.workshop.step is Step.LAST_ACTIONS:
        return (call.button("mine"), call.button("map"))
    add = call.add_button(style="" if _is_revealed(call.workshop) else "primary")
    return (add, *_private(call), call.button("mine"), call.button("map"))


def _is_revealed(workshop: Workshop) -> bool:
    """Whether all that the step hides has been revealed, so that it is time to talk about it and to go on."""
    return SECRET_OF.get(workshop.step) in workshop.revealed


def _leading(call: Call, journey: JourneyMap) -> tuple[Button, ...]:
    workshop = call.workshop
    if not workshop.open:
        return ()
    shows = (call.button("reveal", style="primary"),) if something_hidden(journey, workshop) else ()
    last, first = workshop.step is workshop.steps[-1], workshop.step is workshop.steps[0]
    style = "primary" if _is_revealed(workshop) else ""
    on = (call.button("close", style=style),) if last else (call.button("next", style=style), call.button("skip"))
    if workshop.step is Step.CHANGES:
        on = (*on, call.button("mine", EVERYTHING, label=call.plain.say("buttons.everything")))
    stops = call.button("review", STOP, label=call.plain.say("buttons.review_stop"))
    return (*shows, *on, *(() if first else (call.button("back"),)), *((stops,) if workshop.review else ()))


def _private(call: Call) -> tuple[Button, ...]:
    """What is given without the others seeing it."""
    counts, step = call.workshop.counts, call.workshop.step
    if step is Step.CHANGES:
        return (call.button("stages", label=call.plain.say("stages.add")),)
    if step is Step.MOMENTS:
        return () if call.workshop.looks_back else (call.button("score"),)
    votable = {Step.CHALLENGES: "challenge", Step.IMPROVEMENTS: "improvement", Step.PLANS: "improvement"}.get(step, "")
    return (call.button("vote"),) if counts.get(votable) else ()
