"""Notes that say the same: shown side by side, and merged with one press."""

from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import Any

from journeybot.brevity import short
from journeybot.commands.call import Call, own_form
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.journey import Challenge, Improvement, Key, Note, Pain
from journeybot.merging import Merged
from journeybot.merging import merge as merging
from journeybot.replies import Ask, Button, Reply, Row, Say, Show
from journeybot.similar import Alike, alike
from journeybot.steps.desk import field_of
from journeybot.steps.signs import marked
from journeybot.steps.voting import CHALLENGES, IMPROVEMENTS
from journeybot.workshop import SECRET_OF, Refusal, Step

MOST_ROWS = 10


def similar(call: Call) -> list[Reply]:
    """Show the challenges and the improvements that are alike, each pair with a button to merge it."""
    rows, two = _rows(call), call.plain.say("buttons.merge_two")
    buttons = (call.button("merge", label=two),) if _of_several(call) else ()
    return [Say(text=call.say("similar.heading" if rows else "similar.nothing"), rows=rows, buttons=buttons)]


def merge(call: Call) -> list[Reply]:
    """Merge the two notes that the button names; without two of them, ask which."""
    first, _, second = call.argument.partition(" ")
    if call.pressed and second:
        return _merged(call, first, second)
    return [Ask(form=merge_form(call if call.pressed else replace(call, argument="")))]


def merge_form(call: Call) -> Form:
    """The dialog that asks which two say the same; one may be chosen already. Raises Refusal `nothing_to_merge`."""
    found = _of_several(call)
    if not found:
        raise Refusal("nothing_to_merge")
    kinds = {type(one) for one in found}
    heads = {kind: call.plain.say(f"kinds.{kind.__name__.lower()}") if len(kinds) > 1 else "" for kind in kinds}
    options = tuple(Option(one.key, _named(call, one), group=heads[type(one)]) for one in found)
    first = next((one.key for one in found if one.key == call.argument), None)
    choice: dict[str, Any] = {"required": True, "refers": True, "options": options}
    fields = (
        field_of(call.plain, "merge.first", Kind.CHOICE, initial=first, **choice),
        field_of(call.plain, "merge.second", Kind.CHOICE, **choice),
    )
    return own_form(call, "merge", fields)


def chosen(call: Call, answers: Answers, _subject: Key) -> list[Reply]:
    """Merge the two that were chosen. Raises Unusable unless these are two, and of a kind."""
    first, second = str(answers["first"]), str(answers["second"])
    one, other = (call.store.note(call.who.tenant, call.workshop.key, key) for key in (first, second))
    if first == second:
        raise Unusable({"second": ("the_same_one", {})})
    if one and other and _sort(one) != _sort(other):
        raise Unusable({"second": ("another_sort", {})})
    return _merged(call, first, second)


def _sort(note: Note) -> tuple[type[Note], bool]:
    """What can be made one: challenges, what helped, improvements."""
    return type(note), isinstance(note, Challenge) and note.pain is Pain.HELPED


def _named(call: Call, note: Challenge | Improvement) -> str:
    return marked(note, call.workshop) if isinstance(note, Challenge) else note.text


def _of_several(call: Call) -> list[Challenge | Improvement]:
    """What can be merged by hand, that of the step at hand first: there is another one of its sort."""
    found = _every(call, Challenge, Improvement)
    many = Counter(map(_sort, found))
    later = call.workshop.step in {Step.IMPROVEMENTS, Step.PLANS}
    several = [one for one in found if many[_sort(one)] > 1]
    return sorted(several, key=lambda one: isinstance(one, Improvement) is not later)


def _merged(call: Call, first: Key, second: Key) -> list[Reply]:
    """One of two; others that are alike are shown below."""
    told: list[Merged] = []
    now = call.change(merging(first, second, told))
    text = call.say("similar.merged", text=short(told[0].note.text, 300))
    undo, rows = call.button("undo", str(now.about.revision)), _rows(call)
    said = "\n".join(filter(None, (text, _returned(call, told[0]), call.say("similar.more") if rows else "")))
    return [Show(showing=f"card.{now.key}"), Say(text=said, rows=rows, buttons=(undo,)), *_told_each(call, told[0])]


def similar_button(call: Call) -> tuple[Button, ...]:
    """The way to them for who facilitates, where there are challenges or improvements to compare."""
    counts, step = call.workshop.counts, call.workshop.step
    kind = {Step.CHALLENGES: "challenge", Step.IMPROVEMENTS: "improvement"}.get(step, "")
    leads = call.who.id in call.workshop.facilitators and call.workshop.open
    return (call.button("similar"),) if leads and counts.get(kind, 0) > 1 else ()


def _rows(call: Call) -> tuple[Row, ...]:
    challenges, improvements = _every(call, Challenge), _every(call, Improvement)
    helped = [one for one in challenges if isinstance(one, Challenge) and one.pain is Pain.HELPED]
    hurt = [one for one in challenges if one not in helped]
    pairs = chain(alike(hurt), alike(helped), alike(improvements))
    return tuple(_row(call, pair) for pair, _ in zip(pairs, range(MOST_ROWS), strict=False))


def _every(call: Call, *kinds: type[Note]) -> list[Challenge | Improvement]:
    tenant, workshop = call.who.tenant, call.workshop.key
    found = (note for kind in kinds for note in call.store.notes(tenant, workshop, kind))
    return [one for one in found if isinstance(one, Challenge | Improvement)]


def _row(call: Call, pair: Alike) -> Row:
    text = call.say("similar.row", first=short(pair.first.text, 140), second=short(pair.second.text, 140))
    return Row(text=text, buttons=(call.button("merge", f"{pair.first.key} {pair.second.key}"),))


def _returned(call: Call, merged: Merged) -> str:
    """That dots went back: how many only where it is no secret who placed any."""
    step = Step.CHALLENGES if isinstance(merged.note, Challenge) else Step.IMPROVEMENTS
    most = call.workshop.settings.votes_on_one
    if call.workshop.hides(SECRET_OF[step]):
        return call.say("similar.may_return", most=most) if call.workshop.counts.get("vote") else ""
    count = sum(merged.returned.values())
    return call.say("similar.returned", count=count, most=most) if count else ""


def _told_each(call: Call, merged: Merged) -> tuple[Say, ...]:
    """Whoever got dots back is told so, at once and alone, with the way to place them anew."""
    all_, about = call.for_all(), CHALLENGES if isinstance(merged.note, Challenge) else IMPROVEMENTS
    again, most = (all_.button("vote", about),), call.workshop.settings.votes_on_one
    text = short(merged.note.text, 140)
    return tuple(
        Say(text=all_.say("similar.yours", count=count, most=most, text=text), buttons=again, whom=person)
        for person, count in merged.returned.items()
    )
