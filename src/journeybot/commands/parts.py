"""What is in so far, and what is still missing: at the steps of a workshop, and at the five parts of a review."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from journeybot.brevity import short
from journeybot.calling import called
from journeybot.commands.call import Call
from journeybot.deviations import Deviations, deviations
from journeybot.figures import felt_by, figures
from journeybot.hiding import as_shown, felt_alone
from journeybot.journey import Improvement, JourneyMap, Key, Measure, Status
from journeybot.measures import asked
from journeybot.passing import felt, passed_by
from journeybot.reviewing import waiting
from journeybot.reviews import Review, has_told, to_be_told, unconfirmed
from journeybot.steps import GUIDES, Sentences
from journeybot.story import Phrases
from journeybot.undertakings import by_urgency, is_overdue, overdue
from journeybot.workshop import Secret, Step

MOST_NAMED = 6
"""Touchpoints of a persona that are named where some were left out."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A map in a review: as it is, as it may be seen, and as it was `before`."""

    call: Call
    review: Review
    journey: JourneyMap
    shown: JourneyMap
    before: JourneyMap

    @property
    def phrases(self) -> Phrases:
        """How figures are said."""
        return Phrases(self.call.words, five_point=self.shown.five_point)


def so_far(call: Call, journey: JourneyMap) -> Sentences:
    """What is in so far at the current step or part, for its card."""
    shown, review = as_shown(journey, call.workshop), call.workshop.review
    if review is None:
        said = GUIDES[call.workshop.step].so_far(journey, shown)
    else:
        said = SO_FAR[call.workshop.step](sight(call, journey, review))
    alone = felt_alone(journey, call.workshop) if call.workshop.step is call.workshop.feels else 0
    return [*said, ("moments.alone", {"count": alone})] if alone else said


def missing(call: Call, journey: JourneyMap) -> Sentences:
    """What the current step or part still lacks."""
    review = call.workshop.review
    if review is None:
        return GUIDES[call.workshop.step].missing(journey)
    look = MISSING.get(call.workshop.step)
    return look(sight(call, journey, review)) if look else []


def sight(call: Call, journey: JourneyMap, review: Review) -> Sight:
    """The map, and the revision that the review began from."""
    before = as_shown(call.kept(review.before).journey, call.workshop)
    return Sight(call=call, review=review, journey=journey, shown=as_shown(journey, call.workshop), before=before)


def _outcomes(it: Sight) -> Sentences:
    number = it.review.number
    told = [one for one in it.shown.improvements if has_told(one, number)]
    rest = [one for one in it.shown.improvements if to_be_told(one, number) and not has_told(one, number)]
    today = it.call.now().date()
    late = {one.key for one in overdue(it.shown.improvements, today)}
    first = sorted(rest, key=lambda one: by_urgency(one, today))
    count: Sentences = [("outcomes.overdue", {"count": len(late)})] if late else []
    lines: Sentences = [("outcomes.line", {**outcome_of(one), "late": one.key in late}) for one in told]
    return [*count, *lines, *(("outcomes.waits", {**_owned(one), "late": one.key in late}) for one in first)]


def outcome_of(one: Improvement) -> dict[str, object]:
    """What became of an improvement, as a sentence takes it."""
    words = one.told[-1][2] if one.told else ""
    return {**_owned(one), "status": one.status, "words": short(words, 200)}


def _owned(one: Improvement) -> dict[str, object]:
    return {"text": short(one.text, 140), "owner": one.owner, "due": one.due}


def _untold(it: Sight) -> Sentences:
    left = waiting(it.journey.improvements, it.review.number)
    return [("outcomes.missing", {"count": len(left), "first": short(left[0].text)})] if left else []


def _feelings(it: Sight) -> Sentences:
    if it.call.workshop.hides(Secret.SCORES):
        return _given(it)
    return [*_moved(it), *_carried_over(it)]


def _given(it: Sight) -> Sentences:
    """Per persona, how many touchpoints are felt anew; never what."""
    anew = [score for score in felt(it.journey) if score.review == it.review.number]
    steps = len(it.journey.touchpoints)
    found = [(one.name, len({s.touchpoint for s in anew if s.persona == one.key})) for one in it.journey.personas]
    return [("feelings.line", {"name": name, "felt": felt, "steps": steps}) for name, felt in found]


def _moved(it: Sight) -> Sentences:
    """Before beside after, where anybody felt it anew; what moved most comes first."""
    order = [one.key for one in it.shown.travelled()]
    names = called(it.shown)
    found = []
    for persona in it.shown.personas:
        was, now = (felt_by(journey, persona.key).typical for journey in (it.before, it.shown))
        anew = {s.touchpoint for s in it.shown.scores if (s.persona, s.review) == (persona.key, it.review.number)}
        found += [(persona.name, names[key], was.get(key), now[key]) for key in order if key in anew & now.keys()]
    found.sort(key=lambda one: -abs(one[3] - one[2]) if one[2] is not None else 0)
    p, several = it.phrases, len(it.shown.personas) > 1
    return [
        ("feelings.moved", {"name": where, "persona": who if several else "", "before": was, "after": now, "p": p})
        for who, where, was, now in found
    ]


def _carried_over(it: Sight) -> Sentences:
    left = _by_persona(it, unconfirmed(it.shown, it.review.number))
    return [("feelings.unconfirmed", {"left": left})] if left else []


def _not_felt_anew(it: Sight) -> Sentences:
    """What nobody has scored in this review, of what each persona goes through."""
    anew = {(score.persona, score.touchpoint) for score in felt(it.journey) if score.review == it.review.number}
    if not anew:
        return [("feelings.missing", {})] if it.journey.touchpoints else []
    absent = passed_by(it.journey)
    there = {(who.key, at.key) for who in it.journey.personas for at in it.journey.travelled()}
    left = _by_persona(it, there - anew - absent)
    return [("feelings.left_out", {"left": left})] if left else []


def _by_persona(it: Sight, places: Collection[tuple[Key, Key]]) -> list[dict[str, object]]:
    """Touchpoints in the order of the journey, each persona by itself, who is named where there are several."""
    found = [
        (who.name, [at.name for at in it.journey.travelled() if (who.key, at.key) in places])
        for who in it.journey.personas
    ]
    several = len(it.journey.personas) > 1
    return [
        {"persona": who if several else "", "names": names[:MOST_NAMED], "more": len(names[MOST_NAMED:])}
        for who, names in found
        if names
    ]


def without_new_value(journey: JourneyMap, before: JourneyMap) -> tuple[Measure, ...]:
    """The measures that nobody has given a value since the review began."""
    series = {one.key: one.series for one in before.measures}
    return tuple(one for one in journey.measures if series.get(one.key, ()) == one.series)


def _numbers(it: Sight) -> Sentences:
    old = {one.key for one in without_new_value(it.journey, it.before)}
    return [("numbers.waits" if one.key in old else "numbers.line", _measured(one, it)) for one in it.shown.measures]


def _measured(one: Measure, it: Sight) -> dict[str, object]:
    was = next((m.series[-1][1] for m in it.before.measures if m.key == one.key and m.series), None)
    now = one.series[-1] if one.series else ("", None)
    told = {"name": short(one.name), "unit": one.unit, "when": now[0], "value": now[1], "before": was}
    return {**told, "target": one.target, "asked": asked(one, it.journey)}


def _no_new_value(it: Sight) -> Sentences:
    old = without_new_value(it.journey, it.before)
    return [("numbers.missing", {"count": len(old), "first": short(old[0].name)})] if old else []


def _changes(it: Sight) -> Sentences:
    found = deviations(it.before, it.shown)
    lines: Sentences = [(name, {"names": names}) for name, names in _different(found) if names]
    return lines or [("changes.none", {})]


def _different(found: Deviations) -> list[tuple[str, list[str]]]:
    return [
        ("changes.new", [one.name for one in found.new]),
        ("changes.gone", [one.name for one in found.missing]),
        ("changes.moved", [one.name for one in found.moved]),
        ("changes.opened", [one.name for one in found.opened]),
        ("changes.closed", [one.name for one in found.closed]),
        ("changes.arrived", [one.name for one in found.arrived]),
        ("changes.left", [one.name for one in found.left]),
    ]


def _plans(it: Sight) -> Sentences:
    """The one to start with, then what is new, then what is carried over."""
    first = figures(it.shown).start_with
    known = {one.key for one in it.before.improvements}
    left = [one for one in it.shown.improvements if one.status in {Status.OPEN, Status.DOING}]
    told = {one.key: {**_history(one), "late": is_overdue(one, it.call.now().date())} for one in left}
    lines: Sentences = [
        ("plans.first", {**told[one.key], "carried": one.key in known}) for one in left if one.key == first
    ]
    rest = [one for one in left if one.key != first]
    lines += [("plans.new", told[one.key]) for one in rest if one.key not in known]
    return [*lines, *(("plans.carried", told[one.key]) for one in rest if one.key in known)]


def _history(one: Improvement) -> dict[str, object]:
    words = next((words for _, _, words in reversed(one.told) if words), "")
    return {**_owned(one), "reviews": len(one.told), "words": short(words, 140), "status": one.status}


Look = Callable[[Sight], Sentences]

SO_FAR: dict[Step, Look] = {
    Step.OUTCOMES: _outcomes,
    Step.FEELINGS: _feelings,
    Step.NUMBERS: _numbers,
    Step.CHANGES: _changes,
    Step.PLANS: _plans,
}

MISSING: dict[Step, Look] = {
    Step.OUTCOMES: _untold,
    Step.FEELINGS: _not_felt_anew,
    Step.NUMBERS: _no_new_value,
}
