"""The numbers that are watched: a list of them with how each stands, a new value, another measure."""

from journeybot.brevity import short
from journeybot.commands import asking
from journeybot.commands.call import Call
from journeybot.commands.parts import without_new_value
from journeybot.journey import JourneyMap, Measure, Stage, Touchpoint
from journeybot.measures import asked, standing, written_like
from journeybot.people import person_in
from journeybot.replies import Ask, Reply, Row, Say
from journeybot.reviews import Review
from journeybot.steps.measuring import ANOTHER, DAY
from journeybot.workshop import Refusal


def measure(call: Call) -> list[Reply]:
    """The list of what is watched, or the dialog for a first one; with a measure's name the dialog for its value."""
    watched = _watched(call)
    if not watched or call.argument == ANOTHER or any(one.key == call.argument for one in watched):
        return asking.ask(call, "measure")
    named = _named(watched, call.argument)
    return _asked_for(call, named) if named else [_listed(call)]


def value(call: Call) -> list[Reply]:
    """The dialog for the next value of one measure."""
    watched, review = _watched(call), call.workshop.review
    if review is not None and not call.argument:
        return _next(call, watched, review)
    found = next((one for one in watched if one.key == call.argument), None)
    if found is None:
        raise Refusal("gone")
    return _asked_for(call, found)


def _next(call: Call, watched: tuple[Measure, ...], review: Review) -> list[Reply]:
    """In a review: the dialog for the next measure without a new value that this person is asked for, else of any; once
    there is none, the list."""
    if not watched:
        return asking.ask(call, "measure")
    journey = call.journey()
    left = without_new_value(journey, call.kept(review.before).journey)
    mine = [one for one in left if person_in(asked(one, journey)) == call.who.id]
    found = next(iter([*mine, *left]), None)
    return _asked_for(call, found) if found else [_listed(call)]


def _asked_for(call: Call, one: Measure) -> list[Reply]:
    newest = one.series[-1][0] if one.series else ""
    day = written_like(newest, call.now().date())
    return [Ask(form=call.dialog("value", old=one, seen={DAY: day}))]


def _watched(call: Call) -> tuple[Measure, ...]:
    notes = call.store.notes(call.who.tenant, call.workshop.key, Measure)
    return tuple(note for note in notes if isinstance(note, Measure))


def _named(watched: tuple[Measure, ...], typed: str) -> Measure | None:
    """The measure that somebody means: that of the name, else the only one with it in its name."""
    wanted = typed.strip().casefold()
    found = [one for one in watched if one.name.casefold() == wanted]
    found = found or [one for one in watched if wanted and wanted in one.name.casefold()]
    return found[0] if len(found) == 1 else None


def _listed(call: Call) -> Say:
    journey = call.shown()
    places: tuple[Stage | Touchpoint, ...] = (*journey.stages, *journey.touchpoints)
    names = {place.key: place.name for place in places}
    rows = tuple(_row(call, one, journey, names.get(one.touchpoint or one.stage or "", "")) for one in journey.measures)
    more = call.button("measure", ANOTHER)
    return Say(text=call.say("measures.heading", count=len(rows)), rows=rows, buttons=(more,))


def _row(call: Call, one: Measure, journey: JourneyMap, place: str) -> Row:
    stands = standing(one, call.now().date())
    told = {"name": short(one.name), "unit": short(one.unit, 30), "place": short(place), "target": one.target}
    text = call.say("measures.row", stands=stands, asked=asked(one, journey), **told)
    away = call.button(
        "delete",
        one.key,
        style="danger",
        confirm=call.plain.say("mine.confirm", text=short(one.name), also=call.plain.say("mine.goes.measure")),
    )
    mends = (call.button("value", one.key), call.button("edit", one.key))
    return Row(text=text, buttons=(*mends, *((away,) if call.may_change(one) else ())))
