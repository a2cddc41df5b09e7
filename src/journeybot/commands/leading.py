"""Leading a workshop: begin, go on, go back, pass over, end, take up again."""

from dataclasses import replace

from journeybot.commands import looking_back
from journeybot.commands.call import Call, must_be_here, own_form
from journeybot.commands.ending import review_day
from journeybot.commands.inside import card_for
from journeybot.commands.masking import OFF, ON, too_few
from journeybot.commands.merging import similar_button
from journeybot.commands.onward import ASIDE, onward
from journeybot.commands.pacing import numbered, slowly
from journeybot.commands.parts import missing
from journeybot.forms import Answers, Field, Form, Kind, Option
from journeybot.hiding import something_hidden
from journeybot.journey import About, JourneyMap, Key, MapState
from journeybot.moves import turn
from journeybot.people import mention, person_in
from journeybot.ports import Showable
from journeybot.replies import Ask, Button, Reply, Say, Show
from journeybot.sequence import PARTS
from journeybot.stage_templates import named, offered
from journeybot.steps.desk import field_of, several
from journeybot.steps.stages import from_template
from journeybot.timing import Turn, with_its_minutes
from journeybot.workshop import Pace, Refusal, Step, Workshop

WITHOUT_ASKING = "anyway"


def start(call: Call) -> list[Reply]:
    """Ask what the map is about."""
    _must_be_free(call)
    back = looking_back.wanted(call.argument, call.found)
    return [Ask(form=looking_back.form(replace(call, argument="")) if back else start_form(call))]


def retrospective(call: Call) -> list[Reply]:
    """Ask which sprint is looked back on; what was typed after the command is offered as its name."""
    _must_be_free(call)
    return [Ask(form=looking_back.form(call))]


def _must_be_free(call: Call) -> None:
    """Raises Refusal `taken` while the channel works on a map."""
    taken = call.store.open_in(call.place)
    if taken is not None:
        raise Refusal("taken", title=taken.about.title)


def start_form(call: Call) -> Form:
    """The dialog that begins a workshop; what was typed after the command is offered as its title."""
    call = replace(call, found=None)
    templates = tuple(Option(name, told) for name, told in offered(call.plain.language))
    fields = (
        field_of(call.plain, "start.title", required=True, longest=120, initial=call.argument[:120] or None),
        field_of(call.plain, "start.scenario", Kind.LINES, longest=500),
        field_of(call.plain, "start.destination", longest=120),
        _state(call, MapState.CURRENT),
        field_of(
            call.plain,
            "start.template",
            Kind.CHOICE,
            required=True,
            options=templates,
            initial=templates[0].value,
        ),
        field_of(call.plain, "start.facilitators", Kind.PEOPLE, initial=(call.who.id,)),
    )
    return own_form(call, "start", fields)


def _state(call: Call, now: MapState) -> Field:
    states = tuple(Option(value, label) for value, label in call.plain.words("about.state.options").items())
    return field_of(call.plain, "about.state", Kind.SCALE, options=states, initial=now)


def started(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Begin the workshop: its stages from the template, its card on its way. The same dialog twice begins one."""
    language = str(answers.get("language") or call.plain.language)
    template = named(str(answers["template"]), language)
    about = About(
        key=subject,
        title=looking_back.title(call, answers, language=language),
        scenario=str(answers.get("scenario") or ""),
        destination=str(answers.get("destination") or ""),
        state=MapState(str(answers.get("state") or MapState.CURRENT)),
        language=language,
        flavour=template.flavour,
    )
    for at in ("facilitators", "people"):
        for person in several(answers.get(at)):
            if person != call.who.id:
                must_be_here(call, person, at=at)
    workshop = Workshop(
        key=subject,
        place=call.place,
        about=about,
        pace=Pace(str(answers.get("pace") or Pace.LIVE)),
        facilitators=several(answers.get("facilitators")) or (call.who.id,),
        invited=several(answers.get("people")),
        template=template.name,
        started_at=call.now(),
    )
    workshop = looking_back.opening(call, workshop) if workshop.looks_back else workshop
    begun = call.on(workshop)
    card = card_for(call, workshop)
    stages = from_template(workshop.template, begun.desk(f"{subject}.stage", seen={}))
    team = looking_back.team(begun, template, stages) if workshop.looks_back else ()
    call.store.begin(workshop, notes=(*stages, *team), show=(card,))
    slow = workshop.pace is Pace.SLOW
    buttons = (*looking_back.first_button(begun), begun.button("invite") if slow else slowly(begun))
    said = Say(text=begun.say("start.done", title=about.title, slow=slow), buttons=buttons)
    return [Show(showing=card.key), said, *too_few(begun, _names_or_none(begun))]


def next_step(call: Call) -> list[Reply]:
    """On to the next step; what is still missing is named, and asked about once."""
    journey = call.journey() if call.argument != WITHOUT_ASKING else None
    missing = _missing(call, journey) if journey else ""
    if missing:
        call.workshop.advance(call.step_seen)  # a press that comes too late is told so, not asked
        anyway = call.button("next", WITHOUT_ASKING, label=call.plain.say("buttons.anyway"))
        if call.workshop.step is Step.LAST_ACTIONS:
            return [Say(text=missing, rows=looking_back.rows_aside(call), buttons=(anyway,))]
        first = _first(call, journey) if journey else call.add_button()
        return [Say(text=missing, buttons=(first, *similar_button(call), anyway))]
    return _turned(call, _turn(call, lambda workshop: workshop.advance(call.step_seen)))


def _first(call: Call, journey: JourneyMap) -> Button:
    """What the step lacks first: a reveal, dots, or another answer."""
    if something_hidden(journey, call.workshop):
        return call.button("reveal", style="primary")
    weighing = call.workshop.step is Step.CHALLENGES and journey.challenges
    return call.button("vote", style="primary") if weighing else call.add_button()


def _missing(call: Call, journey: JourneyMap) -> str:
    if call.workshop.step is Step.LAST_ACTIONS:
        return looking_back.missing(call)
    said = [call.say(name, **values) for name, values in missing(call, journey)]
    return "\n".join([*said, *([call.say("leading.hidden")] if something_hidden(journey, call.workshop) else [])])


def back(call: Call) -> list[Reply]:
    """The step before."""
    return _turned(call, _turn(call, lambda workshop: workshop.back(call.step_seen)))


def skip(call: Call) -> list[Reply]:
    """Pass the step over on purpose."""
    return _turned(call, _turn(call, lambda workshop: workshop.skip(call.step_seen)))


def _turn(call: Call, how: Turn) -> Workshop:
    return call.change(turn(lambda workshop: with_its_minutes(how(workshop), call.now())))


def _turned(call: Call, now: Workshop) -> list[Reply]:
    """The card tells everybody; who typed a command or pressed elsewhere than on the card is answered as well."""
    told = call.showing(Showable.TEXT, what={"text": "step", "step": now.step})
    call.store.show(told)
    at = (Show(showing=f"card.{now.key}"), Show(showing=told.key))
    at_step = call.on(now)
    few = too_few(at_step, _names_or_none(at_step))
    if call.pressed and call.argument not in {WITHOUT_ASKING, ASIDE}:
        return [*at, *few]
    title = call.say(f"{now.step}.title")
    return [
        *at,
        Say(
            text=call.say(
                "leading.turned", **numbered(now, now.step), title=title, question=call.say(f"{now.step}.question")
            ),
            buttons=(*looking_back.first_button(at_step), *(() if few else _names_or_none(at_step)), *onward(at_step)),
        ),
        *few,
    ]


def _names_or_none(call: Call) -> tuple[Button, ...]:
    """Before anybody has answered, a step can be made anonymous, or no longer so."""
    step = call.workshop.step
    if step in {Step.STAGES, Step.LAST_ACTIONS, *PARTS} or call.workshop.begun(step):
        return ()
    word, wish = ("named", OFF) if call.workshop.is_anonymous(step) else ("anonymous", ON)
    return (call.button("anonymous", f"{wish} {step}", label=call.plain.say(f"buttons.{word}")),)


def watch(call: Call) -> list[Reply]:
    """Only facilitate, and not be counted; or take part again."""
    now = call.change(turn(lambda workshop: workshop.watched_by(call.who.id)))
    sentence = "leading.watching" if call.who.id in now.watching else "leading.taking_part"
    return [Show(showing=f"card.{now.key}"), Say(text=call.say(sentence))]


def takeover(call: Call) -> list[Reply]:
    """Become a facilitator; the channel is told, in the thread."""
    person = call.who.id
    if person in call.workshop.facilitators:
        return [Say(text=call.say("leading.already", open=call.workshop.open))]
    call.change(turn(lambda workshop: replace(workshop, facilitators=(*workshop.facilitators, person))))
    told = call.showing(Showable.TEXT, what={"text": "takeover", "person": person})
    call.store.show(told)
    return [Show(showing=told.key), Say(text=call.say("leading.taken_over", open=call.workshop.open))]


def about(call: Call) -> list[Reply]:
    """Ask what the map says of itself, to change it."""
    return [Ask(form=about_form(call))]


def about_form(call: Call) -> Form:
    """The dialog that changes what the map says of itself."""
    told = call.workshop.about
    fields = (
        field_of(call.plain, "start.title", required=True, longest=120, initial=told.title),
        field_of(call.plain, "start.scenario", Kind.LINES, longest=500, initial=told.scenario or None),
        field_of(call.plain, "start.destination", longest=120, initial=told.destination or None),
        _state(call, told.state),
        field_of(call.plain, "close.owner", Kind.PERSON, initial=person_in(told.owner)),
        field_of(call.plain, "close.review_on", Kind.DATE, initial=told.review_on and told.review_on.isoformat()),
    )
    return own_form(call, "about", fields[:-1] if call.workshop.looks_back else fields)


def told_about(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Write down what the map now says of itself."""
    old = call.workshop.about
    in_words = "" if person_in(old.owner) else old.owner
    told = replace(
        old,
        owner=mention(str(answers["owner"])) if answers["owner"] else in_words,
        review_on=review_day(call, answers),
        title=str(answers["title"]),
        scenario=str(answers["scenario"] or ""),
        destination=str(answers["destination"] or ""),
        state=MapState(str(answers["state"] or MapState.CURRENT)),
    )
    call.change(turn(lambda now: replace(now, about=replace(told, revision=now.about.revision))))
    return [Say(text=call.say("about.done"))]


def reopen(call: Call) -> list[Reply]:
    """Take a closed workshop up again."""
    first = () if call.store.card_of(call.who.tenant, call.workshop.key) else (card_for(call, call.workshop),)
    now = call.change(turn(Workshop.reopen), show=first)
    return [Show(showing=f"card.{now.key}"), Say(text=call.say("leading.reopened", title=now.about.title))]
