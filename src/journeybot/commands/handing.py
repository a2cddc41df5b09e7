"""Handing on: who leads from now on, and whether people of other organisations may answer."""

from dataclasses import replace

from journeybot.commands.call import Call, must_be_here, own_form
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import Key
from journeybot.moves import turn
from journeybot.ports import Showable
from journeybot.replies import Ask, Reply, Say, Show
from journeybot.steps.desk import field_of
from journeybot.workshop import Workshop

STAYS = "stays"


def handover(call: Call) -> list[Reply]:
    """Ask who shall facilitate; whom the command mentions is chosen already."""
    form, typed = handover_form(call), call.argument.strip()
    if not typed or call.people:
        return [Ask(form=form)]
    unknown = call.plain.say("handover.unknown", name=typed.removeprefix("@")[:40])
    return [Ask(form=replace(form, above=unknown))]


def handover_form(call: Call) -> Form:
    """The dialog that hands the workshop over."""
    ticks = tuple(Option(value, label) for value, label in call.plain.words("handover.stay.options").items())
    chosen = next(iter(call.people), None)
    fields = (
        field_of(call.plain, "handover.person", Kind.PERSON, required=True, initial=chosen),
        field_of(call.plain, "handover.stay", Kind.TICKS, options=ticks),
    )
    return own_form(call, "handover", fields)


def handed_over(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Another facilitator, and the old one only if they stay; the thread is told. A workshop is never without one."""
    me, person, stays = call.who.id, str(answers["person"]), bool(answers["stay"])
    _must_be_able(call, person)

    def handed(now: Workshop) -> Workshop:
        others = tuple(one for one in now.facilitators if one not in {me, person})
        return replace(now, facilitators=(person, *others, *((me,) if stays else ())))

    call.change(turn(handed))
    what = {"text": "handover", "person": person, "by": me, "stays": STAYS if stays else ""}
    told = call.showing(Showable.TEXT, what=what)
    call.store.show(told)
    sentence = "handover.shared" if stays else "handover.done"
    return [
        Show(showing=told.key),
        Show(showing=f"card.{call.workshop.key}"),
        Say(text=call.say(sentence, person=person)),
    ]


def _must_be_able(call: Call, person: str) -> None:
    """Raises Unusable unless that is somebody else, of the own organisation, in the channel."""
    if person == call.who.id:
        raise Unusable({"person": ("somebody_else", {})})
    must_be_here(call, person, at="person")


def visitors(call: Call) -> list[Reply]:
    """Let people of other organisations answer, or no longer."""
    welcome = not call.workshop.settings.visitors
    call.change(turn(lambda now: replace(now, settings=replace(now.settings, visitors=welcome))))
    return [Say(text=call.say("leading.visitors" if welcome else "leading.no_visitors"))]
