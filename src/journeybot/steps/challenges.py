"""Step 5, challenges: what hurts, where and for whom; whether it starts the journey or comes up on the way."""

from dataclasses import replace

from journeybot.figures import figures
from journeybot.forms import Answers, Field, Kind, Option
from journeybot.journey import Challenge, JourneyMap, Pain, Persona
from journeybot.steps.desk import (
    Desk,
    Dialog,
    Written,
    anywhere,
    asked,
    number,
    options,
    personas,
    several,
    text,
    where,
)
from journeybot.workshop import Step

WHOLE = "whole"
"""The choice of who means no part in particular."""


def _old(desk: Desk) -> Challenge:
    return desk.old if isinstance(desk.old, Challenge) else Challenge(key=desk.subject, author=desk.person, text="")


def _fields(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    place = old.touchpoint or old.stage or desk.about or None
    travellers = personas(desk)
    if desk.workshop.looks_back:
        return _looking_back(desk, old, place)
    fields = [
        asked(desk, "challenges.text", Kind.LINES, required=True, initial=old.text or None, longest=1000),
        asked(desk, "challenges.where", Kind.CHOICE, required=True, refers=True, options=anywhere(desk), initial=place),
        asked(desk, "challenges.pain", Kind.SCALE, options=_pains(desk, old), initial=old.pain),
        asked(desk, "challenges.need", initial=old.need or None, longest=500),
        asked(
            desk,
            "challenges.severity",
            Kind.SCALE,
            options=options(desk, "challenges.severity.options"),
            initial=str(old.severity) if old.severity else None,
        ),
    ]
    if len(travellers) > 1 or not desk.asking:
        whom = asked(
            desk, "challenges.personas", Kind.CHOICES, refers=True, options=travellers, initial=old.personas or None
        )
        fields.insert(2, whom)
    return tuple(fields)


def _pains(desk: Desk, old: Challenge) -> tuple[Option, ...]:
    """On the way or at its start; looking back, whether it helped or hurt."""
    without = Pain.TRIGGER if desk.workshop.looks_back else Pain.HELPED
    offered = {*Pain} - {without} | {old.pain}
    return tuple(one for one in options(desk, "challenges.pain.options") if one.value in offered)


def _looking_back(desk: Desk, old: Challenge, place: str | None) -> tuple[Field, ...]:
    """What helped or hurt, and where."""
    known = old.pain if desk.old else None
    places = (*anywhere(desk), Option(WHOLE, desk.words.say("challenges.whole")))
    at = place or (WHOLE if desk.old else None)
    return (
        asked(desk, "challenges.pain", Kind.SCALE, required=True, options=_pains(desk, old), initial=known),
        asked(desk, "challenges.text", Kind.LINES, required=True, initial=old.text or None, longest=1000),
        asked(desk, "challenges.where", Kind.CHOICE, required=True, refers=True, options=places, initial=at),
    )


def _take(desk: Desk, answers: Answers) -> Written:
    place = where(desk, None if answers["where"] == WHOLE else answers["where"], at="where")
    whom = tuple(desk.must_find(key, Persona, at="personas").key for key in several(answers.get("personas")))
    old = _old(desk)
    said = replace(
        old,
        text=text(answers["text"]),
        stage=place["stage"],
        touchpoint=place["touchpoint"],
        personas=whom,
        pain=Pain(text(answers["pain"]) or Pain.MET),
        need=text(answers["need"]) if "need" in answers else old.need,
        severity=number(answers["severity"]) if "severity" in answers else old.severity,
    )
    return Written(put=(said,))


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: one challenge or, where there are several, a dot that says which comes first."""
    if not journey.challenges:
        return [("challenges.missing", {})]
    weighed = {challenge.key for challenge in journey.challenges} & {vote.on for vote in journey.votes}
    several = len(journey.challenges) > 1
    return [("challenges.no_dots", {"count": len(journey.challenges)})] if several and not weighed else []


def so_far(_journey: JourneyMap, shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: the challenges, those with most dots first (once they are revealed), then the newest."""
    names = {stage.key: stage.name for stage in shown.stages} | {t.key: t.name for t in shown.touchpoints}
    dots = figures(shown).votes
    ranked = sorted(shown.challenges, key=lambda challenge: (-dots.get(challenge.key, 0), -challenge.position))
    return [
        (
            "challenges.line",
            _told(c, names.get(c.touchpoint or c.stage or "", ""), dots.get(c.key, 0)),
        )
        for c in ranked
    ]


def _told(one: Challenge, where: str, dots: int) -> dict[str, object]:
    return {"text": one.text, "where": where, "dots": dots, "helped": one.pain is Pain.HELPED}


DIALOGS = (
    Dialog(
        name="challenge", step=Step.CHALLENGES, kind=Challenge, fields=_fields, take=_take, words="challenges.challenge"
    ),
)
