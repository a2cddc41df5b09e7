"""Step 6, improvements: what would help, against which challenge, how much it does and costs, who takes it on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from journeybot.figures import figures
from journeybot.forms import Answers, Field, Kind, Option, Unusable, Value
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Pain, Status, Strategy, Touchpoint, Vote
from journeybot.people import mention, person_in
from journeybot.reviews import ENDED
from journeybot.sequence import RETROSPECTIVE
from journeybot.steps.desk import (
    Desk,
    Dialog,
    Written,
    anywhere,
    asked,
    number,
    options,
    several,
    text,
    where,
)
from journeybot.steps.signs import marked, signed
from journeybot.wording import Wording
from journeybot.workshop import Secret, Step

Sentences = list[tuple[str, dict[str, object]]]

A_DAY = timedelta(days=1)
"""How far some places are behind."""

MOST_ABOUT = 3
"""Challenges that the card of this step reminds of."""


def _old(desk: Desk) -> Improvement:
    if isinstance(desk.old, Improvement):
        return desk.old
    new = Improvement(key=desk.subject, author=desk.person, text="")
    at = desk.find(desk.about, Touchpoint)
    return replace(new, stage=at.stage, touchpoint=at.key) if at else new


def _fields(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    pains = _by_dots(desk)
    chosen = old.challenges or ((desk.about,) if desk.find(desk.about, Challenge) else None)
    scales = tuple(
        asked(
            desk,
            f"improvements.{name}",
            Kind.CHOICE,
            options=options(desk, f"improvements.{name}.options"),
            initial=str(getattr(old, name)) if getattr(old, name) else None,
        )
        for name in ("impact", "effort")
    )
    weighed = () if desk.workshop.looks_back else scales
    return (
        asked(desk, "improvements.text", Kind.LINES, required=True, initial=old.text or None, longest=1000),
        asked(desk, "improvements.challenges", Kind.CHOICES, refers=True, options=pains, initial=chosen),
        *weighed,
        asked(desk, "improvements.owner", Kind.PERSON, initial=person_in(old.owner)),
        asked(desk, "improvements.due", Kind.DATE, initial=old.due.isoformat() if old.due else None),
    )


def _take(desk: Desk, answers: Answers) -> Written:
    pains = tuple(desk.must_find(key, Challenge, at="challenges").key for key in several(answers["challenges"]))
    old = _old(desk)
    in_words = "" if person_in(old.owner) else old.owner
    said = replace(
        old,
        text=text(answers["text"]),
        challenges=pains,
        impact=number(answers["impact"]) if "impact" in answers else old.impact,
        effort=number(answers["effort"]) if "effort" in answers else old.effort,
        owner=mention(text(answers["owner"])) if answers["owner"] else in_words,
        due=due_of(answers["due"], before=old.due, today=desk.today),
    )
    return Written(put=(said,))


def due_of(answer: Value, *, before: date | None, today: date | None) -> date | None:
    """Until when it is to be done: a day that has not gone by wherever somebody is, or the one that was set before.
    Raises Unusable."""
    due = date.fromisoformat(text(answer)) if answer else None
    if due and today and due != before and due < today - A_DAY:
        raise Unusable({"due": ("in_the_past", {})})
    return due


def statuses(words: Wording, *, was: Status | None = None, looks_back: bool) -> tuple[Option, ...]:
    """What can be said of how far an improvement is. Only a retrospective carries something over to a next one; what
    `was` carried over already can stay so."""
    named = words.words("improvements.status.options").items()
    carries = looks_back or was is Status.CARRIED
    return tuple(Option(value, label) for value, label in named if carries or value != Status.CARRIED)


def _plan(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    return (
        asked(
            desk,
            "improvements.strategy",
            Kind.SCALE,
            options=options(desk, "improvements.strategy.options"),
            initial=old.strategy,
        ),
        asked(
            desk,
            "improvements.status",
            Kind.SCALE,
            options=statuses(desk.words, was=old.status, looks_back=desk.workshop.looks_back),
            initial=old.status,
        ),
        asked(
            desk, "improvements.owner_in_words", initial=None if person_in(old.owner) else old.owner or None, longest=80
        ),
        asked(
            desk,
            "improvements.where",
            Kind.CHOICE,
            refers=True,
            options=anywhere(desk),
            initial=old.touchpoint or old.stage,
        ),
    )


def _take_plan(desk: Desk, answers: Answers) -> Written:
    old = desk.must_find(desk.subject, Improvement, at="strategy")
    place = where(desk, answers["where"], at="where")
    strategy = text(answers["strategy"])
    planned = replace(
        old,
        strategy=Strategy(strategy) if strategy else None,
        status=Status(text(answers["status"]) or Status.OPEN),
        owner=text(answers["owner_in_words"]) or (old.owner if person_in(old.owner) else ""),
        stage=place["stage"],
        touchpoint=place["touchpoint"],
    )
    return Written(put=(planned,))


def _which(desk: Desk) -> dict[str, object]:
    return {"text": _old(desk).text}


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: one improvement that somebody owns."""
    if not journey.improvements:
        return [("improvements.missing", {})]
    return [] if any(one.owner for one in journey.improvements) else [("improvements.nobody", {})]


def so_far(_journey: JourneyMap, shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What it is about, then what is in so far: the improvements, those with most dots first (once they are revealed),
    then the newest; last what is over."""
    dots = figures(shown).votes
    ranked = sorted(shown.improvements, key=lambda one: (one.status in ENDED, -dots.get(one.key, 0), -one.position))
    return [*_about(shown, dots), *(line(one, dots.get(one.key, 0)) for one in ranked)]


def _about(shown: JourneyMap, dots: Mapping[Key, int]) -> Sentences:
    """The challenges to do something about: those with most dots or, as long as there are none, what hurts."""
    weighed = [one for one in shown.challenges if dots.get(one.key)]
    hurting = [one for one in shown.challenges if one.pain is not Pain.HELPED]
    first = sorted(weighed or hurting, key=lambda one: -dots.get(one.key, 0))[:MOST_ABOUT]
    told = [{"text": _with_sign(one, shown) if weighed else one.text, "dots": dots.get(one.key, 0)} for one in first]
    return [("improvements.about", {"weighed": bool(weighed), "first": told})] if told else []


def _by_dots(desk: Desk) -> tuple[Option, ...]:
    """The challenges as choices; once their dots are shown, those with the most come first."""
    pains = desk.choices(Challenge, lambda challenge: Option(challenge.key, marked(challenge, desk.workshop)))
    if not pains or desk.workshop.hides(Secret.CHALLENGE_VOTES):
        return pains
    dots = Counter(vote.on for vote in desk.every(Vote))
    return tuple(sorted(pains, key=lambda one: -dots[one.value]))


def _with_sign(one: Challenge, shown: JourneyMap) -> str:
    return signed(one.text, helped=one.pain is Pain.HELPED, looks_back=shown.about.flavour == RETROSPECTIVE)


def line(one: Improvement, dots: int = 0) -> tuple[str, dict[str, object]]:
    """An improvement on the card, with the dots on it that may be seen."""
    told = {name: getattr(one, name) for name in ("text", "owner", "due", "impact", "effort", "carried", "status")}
    return "improvements.line", {**told, "dots": dots}


DIALOGS = (
    Dialog(
        name="improve",
        step=Step.IMPROVEMENTS,
        kind=Improvement,
        fields=_fields,
        take=_take,
        words="improvements.improve",
    ),
    Dialog(
        name="plan",
        step=Step.IMPROVEMENTS,
        kind=Improvement,
        fields=_plan,
        take=_take_plan,
        told=_which,
        words="improvements.plan",
    ),
)
