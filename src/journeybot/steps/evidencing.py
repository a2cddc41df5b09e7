"""Dialogs beside the steps: what a statement stands on, given by hand or brought in from a message of the channel."""

from dataclasses import replace

from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import Basis, Challenge, Evidence, Key, Note, Touchpoint
from journeybot.steps.desk import Desk, Dialog, Written, anywhere, asked, at_touchpoint, options, text, where
from journeybot.workshop import Step

LONGEST_QUOTE = 500
CHALLENGE = "challenge"
"""What a message can become, beside evidence."""


def _old(desk: Desk) -> Evidence:
    if isinstance(desk.old, Evidence):
        return desk.old
    return Evidence(key=desk.subject, author=desk.person, on="", basis=Basis.HEARD)


def _statements(desk: Desk) -> tuple[Option, ...]:
    """What evidence can hang on: every touchpoint under its stage, then every challenge."""
    group = desk.words.say("evidence.on.challenges")
    return (*at_touchpoint(desk), *desk.choices(Challenge, lambda one: Option(one.key, one.text, group)))


def _fields(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    return (
        asked(
            desk,
            "evidence.on",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=_statements(desk),
            initial=old.on or desk.about or None,
        ),
        _basis(desk, old.basis),
        asked(desk, "evidence.text", Kind.LINES, initial=old.text or None, longest=1000),
        asked(desk, "evidence.link", initial=old.link or None, longest=500),
    )


def _basis(desk: Desk, initial: Basis) -> Field:
    bases = options(desk, "evidence.basis.options")
    return asked(desk, "evidence.basis", Kind.SCALE, required=True, options=bases, initial=initial)


def _take(desk: Desk, answers: Answers) -> Written:
    on = desk.find(answers["on"], Touchpoint) or desk.must_find(answers["on"], Challenge, at="on")
    given = replace(_old(desk), basis=Basis(text(answers["basis"])), text=text(answers["text"]))
    return Written(put=(replace(given, on=on.key, link=text(answers["link"])),))


def _quote(desk: Desk) -> tuple[Field, ...]:
    kinds = options(desk, "evidence.becomes.options")
    return (
        asked(desk, "evidence.text", Kind.LINES, required=True, initial=desk.seen.get("quote"), longest=LONGEST_QUOTE),
        asked(desk, "evidence.becomes", Kind.SCALE, required=True, options=kinds, initial=CHALLENGE),
        asked(desk, "evidence.where", Kind.CHOICE, required=True, refers=True, options=anywhere(desk)),
    )


def _remember(desk: Desk) -> dict[str, str]:
    """Who said it and where; the quote itself is in its field."""
    return {name: value for name, value in desk.seen.items() if name != "quote"}


def _take_quote(desk: Desk, answers: Answers) -> Written:
    place, quote = where(desk, answers["where"], at="where"), text(answers["text"])
    if answers["becomes"] == CHALLENGE:
        new = Challenge(key=f"{desk.subject}.pain", author=desk.person, text=quote)
        pain = replace(new, stage=place["stage"], touchpoint=place["touchpoint"])
        return Written(put=(pain, _heard(desk, pain.key, quote)))
    if place["touchpoint"] is None:
        raise Unusable({"where": ("touchpoint_wanted", {})})
    return Written(put=(_heard(desk, place["touchpoint"], quote),))


def _heard(desk: Desk, on: Key, quote: str) -> Note:
    said = Evidence(key=desk.subject, author=desk.person, on=on, basis=Basis.HEARD, text=quote)
    return replace(said, said_by=desk.seen.get("said_by", ""), link=desk.seen.get("link", ""))


DIALOGS = (
    Dialog(
        name="evidence",
        step=None,
        kind=Evidence,
        fields=_fields,
        take=_take,
        words="evidence.evidence",
        covers=Step.CHALLENGES,
    ),
    Dialog(
        name="quote",
        step=None,
        kind=Evidence,
        fields=_quote,
        take=_take_quote,
        remember=_remember,
        words="evidence.quote",
        covers=Step.CHALLENGES,
    ),
)
