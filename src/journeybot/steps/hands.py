"""A dialog of step 4 for a room without screens: how many people raised their hands for each feeling, at one place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from journeybot.forms import Answers, Field, Kind, Option, Unusable
from journeybot.journey import HIGHEST, LOWEST, Key, Moment, Persona, Score, Touchpoint
from journeybot.steps.desk import Desk, Dialog, Written, asked, at_touchpoint, feeling, number, text
from journeybot.workshop import Secret

MOST = 200
"""Hands for one feeling."""

FEELINGS = tuple(range(HIGHEST, LOWEST - 1, -1))


def counted(
    workshop: Key,
    persona: Key,
    touchpoint: Key,
    *,
    hands: Mapping[int, int],
    scores: Iterable[Score],
    review: int = 0,
) -> Written:
    """The scores of so many hands for each feeling, in place of those that were counted here before. They have no
    author: who raised a hand is not written down."""
    start = _start(workshop, persona, touchpoint, review=review)
    put = tuple(
        Score(key=f"{start}{value}.{at + 1}", persona=persona, touchpoint=touchpoint, value=value, review=review)
        for value, count in hands.items()
        for at in range(count)
    )
    kept = {score.key for score in put}
    return Written(put=put, drop=tuple(s.key for s in scores if s.key.startswith(start) and s.key not in kept))


def _start(workshop: Key, persona: Key, touchpoint: Key, *, review: int) -> str:
    """What the keys of hands counted at one place begin with, in each review."""
    again = f"/review {review}" if review else ""
    return f"hand.{uuid5(NAMESPACE_OID, f'{workshop}/hands/{persona}/{touchpoint}{again}').hex}."


def _fields(desk: Desk) -> tuple[Field, ...]:
    place = _aim(desk) if desk.asking else ""
    now = _now(desk, place)
    typed = {value: desk.seen.get(_name(value)) for value in FEELINGS}
    return (
        asked(
            desk,
            "hands.place",
            Kind.CHOICE,
            required=True,
            refers=True,
            live=True,
            options=_places(desk) if desk.asking else (),
            initial=place or None,
        ),
        *(_hands(desk, value, initial=typed[value] or now.get(value)) for value in FEELINGS),
    )


def _hands(desk: Desk, value: int, *, initial: str | None) -> Field:
    label = feeling(desk.words, str(value), five_point=desk.workshop.settings.five_point)
    return Field(name=_name(value), label=label, kind=Kind.NUMBER, least=0, most=MOST, initial=initial)


def _name(value: int) -> str:
    return f"feels{value}"


def _places(desk: Desk) -> tuple[Option, ...]:
    """Every persona at every touchpoint that it comes to, in the order of the journey."""
    absent = {(moment.persona, moment.touchpoint) for moment in desk.every(Moment) if moment.absent}
    points = at_touchpoint(replace(desk, asking=True))
    return tuple(
        Option(f"{persona.key}/{point.value}", f"{persona.name}: {point.label} ({point.group})")
        for persona in desk.every(Persona)
        for point in points
        if (persona.key, point.value) not in absent
    )


def _aim(desk: Desk) -> str:
    """Where the dialog was opened; else the first place where no hands have been counted, else the first."""
    places = [option.value for option in _places(desk)]
    if desk.about in places:
        return desk.about
    return next((place for place in places if not _now(desk, place)), places[0] if places else "")


def _now(desk: Desk, place: str) -> dict[int, str]:
    """How many hands have been counted at a place, for each feeling that has any."""
    if not desk.asking or not place:
        return {}
    start = _start(desk.workshop.key, *_pair(place), review=desk.workshop.round)
    hands = Counter(score.value for score in desk.every(Score) if score.key.startswith(start))
    return {value: str(count) for value, count in hands.items()}


def _pair(place: str) -> tuple[Key, Key]:
    persona, _, touchpoint = place.partition("/")
    return persona, touchpoint


def _anew(desk: Desk, answers: Answers) -> dict[str, str]:
    """Another place: it shows what was counted there, and what was typed already goes along."""
    before = _now(replace(desk, asking=True), desk.about)
    typed = {_name(value): text(answers.get(_name(value))) for value in FEELINGS}
    own = {_name(v): typed[_name(v)] for v in FEELINGS if typed[_name(v)] not in {"", before.get(v, "")}}
    return {"about": text(answers.get("place")), **own}


def _remember(desk: Desk) -> dict[str, str]:
    return {"about": _aim(desk)}


def _take(desk: Desk, answers: Answers) -> Written:
    who, point = _pair(text(answers["place"]))
    persona = desk.must_find(who, Persona, at="place").key
    touchpoint = desk.must_find(point, Touchpoint, at="place").key
    hands = {value: number(answers.get(_name(value))) or 0 for value in FEELINGS}
    found = counted(
        desk.workshop.key,
        persona,
        touchpoint,
        hands=hands,
        scores=desk.every(Score),
        review=desk.workshop.round,
    )
    if not found.put and not found.drop:
        raise Unusable({_name(FEELINGS[0]): ("no_hands", {})})
    return found


def _then(desk: Desk, written: Written) -> str | None:
    """On with the next place on the way."""
    just = next((f"{n.persona}/{n.touchpoint}" for n in written.put if isinstance(n, Score)), "")
    places = [option.value for option in _places(desk)]
    after = places.index(just) + 1 if just in places else len(places)
    return next(iter(places[after:]), None)


def _told(desk: Desk) -> dict[str, object]:
    """How many have scored here by themselves (who is raising a hand may be among them), and how far it is yet."""
    place = _aim(desk) if desk.asking else ""
    places = [option.value for option in _places(desk)] if place else []
    start = _start(desk.workshop.key, *_pair(place), review=desk.workshop.round)
    here = [s for s in desk.every(Score) if (s.persona, s.touchpoint) == _pair(place)] if place else []
    here = [score for score in here if score.review == desk.workshop.round]
    given = sum(not score.key.startswith(start) for score in here)
    left = len(places) - places.index(place) if place in places else 0
    return {"given": given, "left": left, "hidden": desk.workshop.hides(Secret.SCORES)}


DIALOGS = (
    Dialog(
        name="headcount",
        step=None,
        kind=Score,
        fields=_fields,
        take=_take,
        then=_then,
        remember=_remember,
        anew=_anew,
        told=_told,
        words="hands.headcount",
        tally=True,
    ),
)
