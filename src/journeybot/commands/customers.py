"""Asking customers: the online questionnaire at a touchpoint, its link and its code, and what they answered."""

from dataclasses import dataclass
from datetime import date

from journeybot.commands.answered import GONE, RESULTS, WITHOUT, taken_away, told
from journeybot.commands.call import Call, own_form
from journeybot.forms import Answers, Field, Form, Kind, Option, Unusable
from journeybot.journey import Key, Touchpoint
from journeybot.ports import Showable
from journeybot.prompt_files import languages
from journeybot.questionnaires import LONGEST_QUESTION, Moments, Opening, Questionnaire, fresh_link, key_of
from journeybot.replies import Ask, Button, Reply, Row, Say, Show
from journeybot.results import SCALES
from journeybot.steps.desk import field_of, text
from journeybot.workshop import Refusal

NEW, CODE, CHANGE = "new", "code", "change"
"""What can follow `ask`; `code` and `change` name a questionnaire, and only buttons say them."""

AT = "/"


def ask(call: Call) -> list[Reply]:
    """What is asked now, or the dialog; `ask results` tells what came of it."""
    word, _, key = call.argument.partition(AT)
    if word == RESULTS:
        return told(call, key)
    if word in {WITHOUT, GONE}:
        return taken_away(call, word, key)
    _must_be_possible(call)
    if word == CODE:
        return _code(call, _must_find(call, key))
    there = call.store.questionnaires.of(call.who.tenant, call.workshop.key)
    if word in {NEW, CHANGE} or not there:
        return [Ask(form=ask_form(call))]
    rows = tuple(_row(call, one) for one in there)
    buttons = (call.button("ask", NEW, label=call.plain.say("ask.buttons.new")), _results_button(call))
    return [Say(text=call.say("ask.now", n=len(rows)), rows=rows, buttons=buttons)]


def _must_be_possible(call: Call) -> None:
    if not call.public_url:
        raise Refusal("no_public_url")
    if not call.workshop.counts.get("touchpoint"):
        raise Refusal("touchpoints_first")


def ask_form(call: Call) -> Form:
    """The dialog: filled in, where one is changed."""
    old = _find(call, call.argument.partition(AT)[2])
    fields = (
        _choice(call, "touchpoint", _touchpoints(call), initial=old.touchpoint if old else None),
        _choice(call, "scale", _options(call, "ask.scale.options"), initial=old.scale if old else None),
        _choice(call, "wording", _wordings(call), initial=_wording(old) if old else None),
        field_of(call.plain, "ask.question", longest=LONGEST_QUESTION, initial=old.question or None if old else None),
        field_of(call.plain, "ask.opens_on", Kind.DATE, initial=_day(old.opens_on) if old else None),
        field_of(call.plain, "ask.closes_on", Kind.DATE, initial=_day(old.closes_on) if old else None),
    )
    return own_form(call, "ask", fields)


def _choice(call: Call, name: str, options: tuple[Option, ...], *, initial: str | None) -> Field:
    refers = name == "touchpoint"
    return field_of(
        call.plain, f"ask.{name}", Kind.CHOICE, required=True, options=options, initial=initial, refers=refers
    )


def _options(call: Call, words: str) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in call.plain.words(words).items())


def _touchpoints(call: Call) -> tuple[Option, ...]:
    if call.answering:
        return ()
    journey = call.journey()
    stages = {stage.key: stage.name for stage in journey.stages}
    return tuple(Option(one.key, one.name, stages[one.stage]) for one in journey.travelled())


def _wordings(call: Call) -> tuple[Option, ...]:
    """Every key moment in every language, the map's own first; the choice says both."""
    own = call.plain.spoken_in(call.workshop.about.language).language
    found = []
    for language in sorted(languages(), key=lambda one: (one != own, one)):
        words = call.plain.spoken_in(language)
        group = words.say("language.name")
        found += [Option(f"{language}{AT}{one}", words.say(f"questionnaire.{one}.label"), group) for one in Moments]
    return tuple(found)


def _wording(asked: Questionnaire) -> str:
    return f"{asked.language}{AT}{asked.moment}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def asked(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Open the questionnaire, and give its link and its code."""
    _must_be_possible(call)
    wanted = _checked(call, answers)
    kept = call.store.questionnaires.keep(wanted)
    row = _row(call, kept)
    name = "done" if kept.link == wanted.link else "changed"
    happened = call.say(f"ask.{name}", opening=kept.at(call.now()), opens_on=kept.opens_on)
    return [Say(text=happened, rows=(row,), buttons=(_results_button(call),)), *_code(call, kept)]


def _checked(call: Call, answers: Answers) -> Questionnaire:
    """What was filled in. Raises Unusable."""
    touchpoint = call.store.note(call.who.tenant, call.workshop.key, text(answers["touchpoint"]))
    if not isinstance(touchpoint, Touchpoint):
        raise Unusable({"touchpoint": ("gone", {})})
    language, _, moment = text(answers["wording"]).partition(AT)
    question = " ".join(text(answers["question"]).split())
    if moment == Moments.OWN and not question:
        raise Unusable({"question": ("own_question", {})})
    opens_on, closes_on = (_read(answers[name]) for name in ("opens_on", "closes_on"))
    if opens_on and closes_on and closes_on < opens_on:
        raise Unusable({"closes_on": ("before_it_opens", {})})
    link = fresh_link()
    wanted = Questionnaire(
        key=key_of(link),
        tenant=call.who.tenant,
        workshop=call.workshop.key,
        touchpoint=touchpoint.key,
        scale=next(scale for scale in SCALES if scale == answers["scale"]),
        link=link,
        moment=moment,
        question=question,
        language=language,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    if wanted.at(call.now()) is Opening.CLOSED:
        raise Unusable({"closes_on": ("closed_already", {})})
    return wanted


def _read(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _find(call: Call, key: Key) -> Questionnaire | None:
    there = call.store.questionnaires.of(call.who.tenant, call.workshop.key) if key else ()
    return next((one for one in there if one.key == key), None)


def _must_find(call: Call, key: Key) -> Questionnaire:
    found = _find(call, key)
    if found is None:
        raise Refusal("gone")
    return found


def _row(call: Call, one: Questionnaire) -> Row:
    """Where it asks what, its link, and since and until when."""
    named = call.store.note(call.who.tenant, call.workshop.key, one.touchpoint)
    opening = one.at(call.now()) if isinstance(named, Touchpoint) else Opening.CLOSED
    said = call.say(
        "ask.row",
        touchpoint=named.name if isinstance(named, Touchpoint) else "–",
        scale=one.scale.upper(),
        question=question_of(call, one),
        link=address_of(call, one),
        when=call.say(f"ask.opening.{opening}", opens_on=one.opens_on, closes_on=one.closes_on),
    )
    code = () if opening is Opening.CLOSED else (_button(call, CODE, one),)
    buttons = (*code, _button(call, CHANGE, one))
    return Row(text=said, buttons=buttons)


def _button(call: Call, what: str, one: Questionnaire) -> Button:
    return call.button("ask", f"{what}{AT}{one.key}", label=call.plain.say(f"ask.buttons.{what}"))


def _results_button(call: Call) -> Button:
    return call.button("ask", RESULTS, label=call.plain.say("ask.buttons.results"))


def question_of(call: Call, one: Questionnaire) -> str:
    """What customers read."""
    return one.question or call.plain.spoken_in(one.language).say(f"questionnaire.{one.moment}.{one.scale}")


def address_of(call: Call, one: Questionnaire) -> str:
    """Where customers find it."""
    return f"{call.public_url.rstrip('/')}/q/{one.link}"


def _code(call: Call, one: Questionnaire) -> list[Reply]:
    """The code for the shop window, posted as a file."""
    showing = call.showing(Showable.FILE, what={"format": CODE, "questionnaire": one.key})
    call.store.show(showing)
    return [Show(showing=showing.key)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The address that a code leads to, what is asked there, where and in which language; its text alternative, and
    what is said beside it."""

    address: str
    question: str
    place: str
    language: str
    alt: str
    what: str
    words: str


def code_of(call: Call, key: Key) -> Code:
    """What the code of a questionnaire leads to. Raises Refusal `gone`."""
    one = _must_find(call, key)
    named = call.store.note(call.who.tenant, call.workshop.key, one.touchpoint)
    if not isinstance(named, Touchpoint):
        raise Refusal("gone")
    address = address_of(call, one)
    return Code(
        address=address,
        question=question_of(call, one),
        place=named.name,
        language=one.language,
        alt=call.plain.say("ask.code.alt", address=address, question=question_of(call, one)),
        what=call.plain.say("ask.code.what", touchpoint=named.name, scale=one.scale.upper()),
        words=call.say(
            "ask.code.words",
            touchpoint=named.name,
            scale=one.scale.upper(),
            address=address,
            question=question_of(call, one),
        ),
    )
