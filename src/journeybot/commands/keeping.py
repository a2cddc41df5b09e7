"""Keeping revisions of a map: freezing one, listing them, bringing one back."""

from dataclasses import replace
from datetime import datetime

from journeybot.commands.call import Call, number_in
from journeybot.commands.counting import counted
from journeybot.replies import Button, Reply, Row, Say, Show, staying
from journeybot.restoring import restore as brought_back
from journeybot.revisions import Keep, Revision, Why, same_day
from journeybot.workshop import Change

LONGEST = 120
"""Characters of a reason."""

MOST = 20
"""Revisions in the list; older ones are still found by their number."""


def keep(call: Call) -> list[Reply]:
    """Freeze the map as it is now; what is typed behind the command is why."""
    known = _last(call)
    now = frozen(call, Keep(why=Why.KEPT, reason=" ".join(call.argument.split())[:LONGEST]))
    sentence = "revisions.unchanged" if known and known.number == now.number else "revisions.kept"
    return [Say(text=call.say(sentence, number=now.number), buttons=(call.button("revisions"),))]


def frozen(call: Call, wish: Keep) -> Revision:
    """The map as a revision: a new one, or the last one if nothing has changed since."""
    call.change(lambda workshop, _notes: Change(workshop=workshop, keeps=wish))
    return call.store.revisions(call.who.tenant, call.workshop.key)[0]


def _last(call: Call) -> Revision | None:
    return next(iter(call.store.revisions(call.who.tenant, call.workshop.key)), None)


def revisions(call: Call) -> list[Reply]:
    """Every revision of the map, the last first, with what can be done with it; or the one that is named."""
    if number := _number(call):
        one = _row(call, call.kept(number).revision)
        return [Say(text=one.text, buttons=(*one.buttons, call.button("revisions")))]
    known = call.store.revisions(call.who.tenant, call.workshop.key)
    if not known:
        return [Say(text=call.say("revisions.nothing"), buttons=_may_keep(call))]
    several = same_day(known)
    rows = tuple(_row(call, one, at=one.at if one.number in several else None) for one in known[:MOST])
    text = call.say("revisions.heading", count=len(known), shown=len(rows))
    return [Say(text=text, rows=rows, buttons=_may_keep(call))]


def _number(call: Call) -> int:
    """Which revision is named, `r2` or `2`; 0 if none is."""
    return number_in(call.argument) or number_in(f"r{call.argument.strip()}")


def _may_keep(call: Call) -> tuple[Button, ...]:
    return (call.button("keep"),) if call.who.id in call.workshop.facilitators else ()


def _row(call: Call, one: Revision, at: datetime | None = None) -> Row:
    counts = counted(call, one.counts)
    why = call.say(f"revisions.why.{one.why}", reason=one.reason)
    text = call.say("revisions.row", number=one.number, day=one.at.date(), at=at, why=why, counts=counts)
    labels = {"map": "", "summary": "", "compare": call.plain.say("buttons.compare_now"), "export": ""}
    shown = staying(*(call.button(name, f"r{one.number}", label=label) for name, label in labels.items()))
    return Row(text=text, buttons=(*shown, *_may_restore(call, one.number)))


def _may_restore(call: Call, number: int) -> tuple[Button, ...]:
    """On a finished map the press is answered with the way to take it up again, so it asks nothing before."""
    if call.who.id not in call.workshop.facilitators:
        return ()
    sure = call.plain.say("revisions.sure", number=number) if call.workshop.open else ""
    return (call.button("restore", f"r{number}", confirm=sure),)


def restore(call: Call) -> list[Reply]:
    """Make the map what it was; typed, it asks first."""
    number = _number(call)
    if not number:
        return revisions(call)
    found = call.kept(number)
    if not call.pressed:
        asks = call.say("revisions.asks", number=number, day=found.revision.at.date())
        asked = tuple(replace(button, confirm="") for button in _may_restore(call, number))  # the text asks already
        return [Say(text=asks, buttons=asked)]
    now = call.change(brought_back(found.journey))
    text = call.say("revisions.restored", number=number, day=found.revision.at.date())
    undo = call.button("undo", str(now.about.revision))
    return [Show(showing=f"card.{now.key}"), Say(text=text, buttons=(undo, call.button("map")))]
