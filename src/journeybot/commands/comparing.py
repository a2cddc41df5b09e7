"""Comparing: two revisions of the map, or two of its personas, in one picture and in words."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from journeybot.commands.call import Call, number_in, own_form, persona_named
from journeybot.deviations import is_plan
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import JourneyMap, Key, Persona
from journeybot.ports import Showable
from journeybot.replies import Ask, Reply, Say, Show
from journeybot.revisions import Revision, same_day
from journeybot.steps.desk import field_of
from journeybot.story import apart_in_words, differences
from journeybot.workshop import Refusal

POST, NOW = "post", "now"
MOST = 50
"""Revisions to choose from."""

What = dict[str, str]
"""What is compared, as a showing remembers it: `revision` and `earlier` (numbers, 0: as it is now), or `first` and
`second` (keys of personas)."""

_BETWEEN = re.compile(r"\s*(?:[,;&+]|\s(?:and|with|und|mit|vs\.?)\s)\s*", re.IGNORECASE)


def compare(call: Call) -> list[Reply]:
    """Both in one picture, and what differs in words; asks which two, if none are named."""
    return _compared(call, _sides(call)) if call.argument.strip() else [Ask(form=compare_form(call))]


def diff(call: Call) -> list[Reply]:
    """What differs, in words only: between what is named or, if nothing is, the last revision and now."""
    word, _, rest = call.argument.partition(" ")
    posts = word == POST
    what = _sides(replace(call, argument=rest)) if posts else _sides(call) if word else _usual(call)
    if not posts:
        return [_said(call, what)]
    showing = call.showing(Showable.TEXT, what={"text": "differences", **what})
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.text"))]


def differences_of(call: Call, what: What) -> str:
    """What differs between the two, in words."""
    if "first" in what:
        earlier = later = call.shown()
        told = apart_in_words(later, what["first"], what["second"], call.words)
    else:
        earlier, later = (call.edition(number) for number in _numbers(what))
        told = differences(earlier, later, call.words, hidden=_hidden([earlier, later]) == "hidden")
    hidden = _hidden([earlier, later])
    return f"{told}\n\n{call.say(f'differing.{hidden}')}" if hidden else told


def _hidden(sides: Iterable[JourneyMap]) -> str:
    """What is said where feelings of either side wait for their reveal: those from before may be seen on both."""
    if not any(one.hidden for one in sides):
        return ""
    return "newly_hidden" if all(one.scores for one in sides) else "hidden"


def compare_form(call: Call) -> Form:
    """The dialog that asks which two."""
    revisions = call.store.revisions(call.who.tenant, call.workshop.key)[:MOST]
    several = same_day(revisions)
    days = {f"r{one.number}": _dated(call, one, at=one.number in several) for one in revisions}
    now = {NOW: call.plain.say("compare.now")} if revisions else {}
    people = {one.key: one.name for one in _personas(call)}
    sides = {**now, **days, **(people if len(people) > 1 else {})}
    if len(sides) < 2:
        raise Refusal("nothing_to_compare")
    options = tuple(Option(value, label) for value, label in sides.items())
    first, second = _offered([*days], [*people])
    fields = (
        field_of(call.plain, "compare.first", Kind.CHOICE, required=True, options=options, initial=first),
        field_of(call.plain, "compare.second", Kind.CHOICE, required=True, options=options, initial=second),
    )
    return own_form(call, "compare", fields)


def _dated(call: Call, one: Revision, *, at: bool) -> str:
    """A revision with its day and, where that is not enough, its time."""
    return call.plain.say("compare.revision", number=one.number, day=one.at.date(), at=one.at if at else None)


def _offered(revisions: list[str], people: list[Key]) -> tuple[str, str]:
    return (revisions[0], NOW) if revisions else (people[0], people[1])


def chosen(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Compare what was chosen. Raises Unusable if that are not two of a kind."""
    first, second = str(answers["first"]), str(answers["second"])
    kinds = {one == NOW or bool(number_in(one)) for one in (first, second)}
    if first == second or len(kinds) > 1:
        raise Unusable({"second": ("not_two_of_a_kind", {})})
    return _compared(call, _revisions(call, first, second) if kinds == {True} else {"first": first, "second": second})


def _compared(call: Call, what: What) -> list[Reply]:
    showing = call.showing(Showable.MAP, what={"picture": "compare", **what})
    call.store.show(showing)
    return [Show(showing=showing.key), Say(text=call.say("showing.compare")), _said(call, what)]


def _said(call: Call, what: What) -> Say:
    sides = f"{what['first']} {what['second']}" if "first" in what else " ".join(map(_name, _numbers(what)))
    post = call.button("diff", f"{POST} {sides}", label=call.plain.say("buttons.post"))
    turned = [call.say("differing.older_first")] if _turned(call, what) else []
    return Say(text="\n\n".join([differences_of(call.for_all(), what), *turned]), buttons=(post,))


def _turned(call: Call, what: What) -> bool:
    """Whether two revisions were typed in the other order."""
    typed = call.argument.split()
    return "earlier" in what and len(typed) > 1 and number_in(typed[0]) != int(what["earlier"])


def _numbers(what: What) -> tuple[int, int]:
    return int(what["earlier"]), int(what["revision"])


def _name(number: int) -> str:
    return f"r{number}" if number else NOW


def _usual(call: Call) -> What:
    """What is compared when nothing is named. Raises Refusal: `nothing_to_compare`."""
    revisions, people = call.store.revisions(call.who.tenant, call.workshop.key), _personas(call)
    if revisions:
        return _revisions(call, f"r{revisions[0].number}", NOW)
    if len(people) < 2:
        raise Refusal("nothing_to_compare")
    return {"first": people[0].key, "second": people[1].key}


def _personas(call: Call) -> list[Persona]:
    notes = call.store.notes(call.who.tenant, call.workshop.key, Persona)
    return [one for one in notes if isinstance(one, Persona)]


def _sides(call: Call) -> What:
    """What the argument names: `r1`, `r1 r2`, or two personas. Raises Refusal: `no_such_revision`, `no_such_persona`,
    `same_twice`."""
    words = call.argument.split()
    if words and len(words) <= 2 and all(number_in(word) or word.casefold() == NOW for word in words):
        return _revisions(call, words[0], words[1] if len(words) > 1 else NOW)
    first, second = _two_people(call)
    if first.key == second.key:
        raise Refusal("same_twice")
    return {"first": first.key, "second": second.key}


def _revisions(call: Call, one: str, other: str) -> What:
    """The older one first, but what was planned before what is."""
    if one.casefold() == other.casefold():
        raise Refusal("same_twice")
    earlier, later = sorted((number_in(one), number_in(other)), key=lambda number: number or float("inf"))
    if is_plan(call.edition(later)) and not is_plan(call.edition(earlier)):
        earlier, later = later, earlier
    return {"earlier": f"{earlier}", "revision": f"{later}"}


def _two_people(call: Call) -> tuple[Persona, Persona]:
    for first, second in _parted(call.argument):
        with suppress(Refusal):
            one, other = persona_named(call, first), persona_named(call, second)
            if one and other:
                return one, other
    one = persona_named(call, call.argument)
    others = [persona for persona in _personas(call) if one and persona.key != one.key]
    if one is None or len(others) != 1:
        raise Refusal("whom_beside", names=[persona.name for persona in others])
    return one, others[0]


def _parted(argument: str) -> Iterator[tuple[str, str]]:
    """Where one name may end and the other begin."""
    named = _BETWEEN.split(argument.strip())
    if len(named) == 2:
        yield named[0], named[1]
    words = argument.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])
