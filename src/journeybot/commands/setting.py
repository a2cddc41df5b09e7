"""Setting: what a team decides for its workshop: its dots, its scale, what stays anonymous, when it is quiet."""

from collections import Counter
from dataclasses import replace

from journeybot.commands.call import Call, own_form
from journeybot.forms import AT_MOST, Answers, Field, Form, Kind, Option, Unusable
from journeybot.journey import Key
from journeybot.moves import turn
from journeybot.replies import Ask, Reply, Say
from journeybot.settings import Settings
from journeybot.steps.desk import field_of, number, several
from journeybot.workshop import SECRET_OF, STEPS, Step, Workshop

FIVE = "five"
"""The scale from 1 to 5, as the dialog calls it."""


def settings(call: Call) -> list[Reply]:
    """Ask how the workshop is to be."""
    return [Ask(form=settings_form(call))]


def settings_form(call: Call) -> Form:
    """The dialog about dots, the scale and names."""
    now = call.workshop.settings
    dots = {"required": True, "least": 1, "most": AT_MOST}
    fields = (
        field_of(call.plain, "settings.votes_each", Kind.NUMBER, initial=str(now.votes_each), **dots),
        field_of(call.plain, "settings.votes_on_one", Kind.NUMBER, initial=str(now.votes_on_one), **dots),
        field_of(call.plain, "settings.scale", Kind.SCALE, required=True, options=_scales(call), initial=_scale(now)),
        *_anonymous(call),
    )
    return own_form(call, "settings", fields)


def _scales(call: Call) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in call.plain.words("settings.scale.options").items())


def _scale(now: Settings) -> str:
    return FIVE if now.five_point else "signed"


def _anonymous(call: Call) -> tuple[Field, ...]:
    """The steps that have not begun; nothing once all have."""
    free = [step for step in STEPS if _is_free(call.workshop, step)]
    if not free:
        return ()
    ticks = tuple(Option(step, call.plain.say(f"{step}.title")) for step in free)
    ticked = tuple(step for step in free if step in call.workshop.settings.anonymous)
    return (field_of(call.plain, "settings.anonymous", Kind.TICKS, options=ticks, initial=ticked or None),)


def set_up(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Write down what was set; dots that are placed stay."""
    each, most = number(answers["votes_each"]) or 1, number(answers["votes_on_one"]) or 1
    if most > each:
        raise Unusable({"votes_on_one": ("more_than_there_are", {"each": each})})

    def how(workshop: Workshop) -> Workshop:
        kept = [step for step in STEPS if _nameless(workshop, step, answers)]
        dots = replace(workshop.settings, votes_each=each, votes_on_one=most)
        now = replace(workshop, settings=replace(dots, five_point=answers["scale"] == FIVE))
        return now.anonymous_at(kept)

    now = call.change(turn(how)).settings
    steps = [call.plain.say(f"{step}.title") for step in now.anonymous]
    said = [call.say("settings.done", each=each, most=most, five=now.five_point, anonymous=steps)]
    if over := _over(call, now):
        said.append(call.say("settings.over", people=over))
    return [Say(text="\n".join(said), buttons=(call.button("quiet"), call.button("language")))]


def _nameless(workshop: Workshop, step: Step, answers: Answers) -> bool:
    """A step that cannot be chosen any more stays as it is."""
    return step in several(answers.get("anonymous")) if _is_free(workshop, step) else workshop.is_anonymous(step)


def _is_free(workshop: Workshop, step: Step) -> bool:
    """Whether names can still be kept or not: stages never have any, and what was said without one stays so."""
    stays = step in workshop.veils or SECRET_OF.get(step) in workshop.veils
    return step is not Step.STAGES and not workshop.begun(step) and not stays


def _over(call: Call, now: Settings) -> int:
    """How many people have more dots on something than they could place now."""
    journey = call.journey()
    pains = {challenge.key for challenge in journey.challenges}
    placed = Counter((vote.author, vote.on in pains) for vote in journey.votes)
    on_one = Counter((vote.author, vote.on) for vote in journey.votes)
    people = {who for (who, _), dots in placed.items() if dots > now.votes_each}
    people |= {who for (who, _), dots in on_one.items() if dots > now.votes_on_one}
    return len(people - {None})


def quiet(call: Call) -> list[Reply]:
    """Ask when nobody is to be reminded."""
    return [Ask(form=quiet_form(call))]


def quiet_form(call: Call) -> Form:
    """The dialog about quiet hours."""
    now = call.workshop.settings
    hours = tuple(Option(str(hour), _hour(hour)) for hour in range(24))
    fields = tuple(
        field_of(call.plain, words, Kind.CHOICE, required=True, options=hours, initial=str(hour))
        for words, hour in (("quiet.from", now.quiet_from), ("quiet.until", now.quiet_until))
    )
    return own_form(call, "quiet", fields)


def _hour(hour: int) -> str:
    return f"{hour}:00"


def quieted(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Write down when it is quiet."""
    start, end = number(answers["from"]) or 0, number(answers["until"]) or 0
    call.change(turn(lambda now: replace(now, settings=replace(now.settings, quiet_from=start, quiet_until=end))))
    told = "quiet.never" if start == end else "quiet.done"
    return [Say(text=call.say(told, start=_hour(start), end=_hour(end)), buttons=(call.button("settings"),))]
