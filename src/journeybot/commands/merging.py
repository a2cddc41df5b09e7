"""Notes that say the same: shown side by side, and merged with one press."""

from itertools import chain

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.journey import Challenge, Improvement, Pain
from journeybot.merging import Merged
from journeybot.merging import merge as merging
from journeybot.replies import Button, Reply, Row, Say, Show
from journeybot.similar import Alike, alike
from journeybot.steps.voting import CHALLENGES, IMPROVEMENTS
from journeybot.workshop import SECRET_OF, Step

MOST_ROWS = 10


def similar(call: Call) -> list[Reply]:
    """Show the challenges and the improvements that are alike, each pair with a button to merge it."""
    rows = _rows(call)
    return [Say(text=call.say("similar.heading" if rows else "similar.nothing"), rows=rows)]


def merge(call: Call) -> list[Reply]:
    """Merge the two notes that the button names; others that are alike are shown below."""
    first, _, second = call.argument.partition(" ")
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
    tenant, workshop = call.who.tenant, call.workshop.key
    kinds = ((one for one in call.store.notes(tenant, workshop, kind)) for kind in (Challenge, Improvement))
    challenges, improvements = ([one for one in notes if isinstance(one, Challenge | Improvement)] for notes in kinds)
    helped = [one for one in challenges if isinstance(one, Challenge) and one.pain is Pain.HELPED]
    hurt = [one for one in challenges if one not in helped]
    pairs = chain(alike(hurt), alike(helped), alike(improvements))
    return tuple(_row(call, pair) for pair, _ in zip(pairs, range(MOST_ROWS), strict=False))


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
