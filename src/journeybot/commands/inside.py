"""Maps inside touchpoints: opening a new one, hanging one in that is there already, taking it out, and listing them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from journeybot.brevity import short
from journeybot.commands.call import Call, own_form
from journeybot.forms import Answers, Form, Kind, Option, Unusable
from journeybot.gathering import levels_above, levels_below
from journeybot.holders import Holder
from journeybot.inside import DEEPEST
from journeybot.journey import About, Key, Persona, Touchpoint
from journeybot.permissions import must_be_allowed
from journeybot.ports import Showable, Showing, ShowState
from journeybot.replies import Ask, Button, Reply, Row, Say, Show
from journeybot.stage_templates import every
from journeybot.steps.desk import field_of
from journeybot.steps.stages import from_template
from journeybot.workshop import Change, Notes, Refusal, Workshop

NEW = "new"
OPEN = "open"
"""What the button says that opens the dialog for no touchpoint in particular."""

MOST_OFFERED = 30
"""Maps that are offered; of each it is asked who is in its channel, which may mean asking the chat."""


def inside(call: Call) -> list[Reply]:
    """Every map inside this one, and what it is part of; or, where a button says so, the dialog for another one."""
    if call.pressed and call.argument:
        if not call.workshop.counts.get("touchpoint"):
            raise Refusal("touchpoints_first")
        return [Ask(form=inside_form(call))]
    rows = tuple(_row(call, one) for one in _points(call) if one.link and _there(call, one))
    held = call.store.holders(call.who.tenant, call.workshop.key)
    text = call.say("inside.list", title=call.workshop.about.title, count=len(rows))
    told = [text, *([part_of(call, held)] if held else [])]
    return [Say(text="\n".join(told), rows=rows, buttons=(_button(call, OPEN),))]


def _button(call: Call, about: str) -> Button:
    return call.button("inside", about, label=call.plain.say("buttons.inside_open"))


def _points(call: Call) -> list[Touchpoint]:
    notes = call.store.notes(call.who.tenant, call.workshop.key, Touchpoint)
    return [note for note in notes if isinstance(note, Touchpoint)]


def _there(call: Call, touchpoint: Touchpoint) -> Workshop | None:
    """The workshop of the map that a touchpoint opens; None if it opens none, or one deleted since."""
    return call.store.workshop(call.who.tenant, touchpoint.link) if touchpoint.link else None


def part_of(call: Call, held: Iterable[Holder]) -> str:
    """What a map is inside of; of what may not be read here only that it is there."""
    seen = [one for one in held if call.may_read(one.workshop)]
    named = [(one.workshop.about.title, short(one.touchpoint.name, 60)) for one in seen]
    return call.say("inside.part_of", named=named, hidden=len([*held]) - len(seen))


def _row(call: Call, touchpoint: Touchpoint) -> Row:
    child, out = _there(call, touchpoint), call.button("unlink", touchpoint.key)
    if child is None or not call.may_read(child):
        return Row(text=call.say("inside.elsewhere", touchpoint=short(touchpoint.name, 60)), buttons=(out,))
    on = call.on(child)
    more = may_begin(on)
    text = call.say(
        "inside.row",
        touchpoint=short(touchpoint.name, 60),
        title=child.about.title,
        state=state(call, child),
        channel="" if child.place == call.workshop.place else child.place.channel,
    )
    return Row(text=text, buttons=(*more, on.button("map"), on.button("story"), out))


def waits(workshop: Workshop) -> bool:
    """Whether a workshop has been put down to be begun later."""
    return not workshop.open and workshop.closed_at == workshop.started_at


def may_begin(call: Call) -> tuple[Button, ...]:
    """The button that begins a map that waits, for whoever put it down; none while its channel works on another."""
    if (
        call.store.open_in(call.workshop.place)
        or not waits(call.workshop)
        or call.who.id not in call.workshop.facilitators
    ):
        return ()
    label = call.plain.say("buttons.begin_waiting", title=short(call.workshop.about.title, 50))
    return (call.button("reopen", label=label),)


def state(call: Call, workshop: Workshop) -> str:
    """Open, finished, or still to begin."""
    return call.plain.say("list.waiting" if waits(workshop) else "list.open" if workshop.open else "list.closed")


def inside_form(call: Call) -> Form:
    """Which touchpoint, and which map: a new one, or one that is there already."""
    about = call.argument if call.pressed else ""
    points = _points(call)
    at = next((one for one in points if one.key == about), None)
    templates = tuple(Option(one.name, one.title) for one in every(call.plain.language))
    fields = (
        field_of(
            call.plain,
            "inside.touchpoint",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=tuple(Option(one.key, short(one.name, 70)) for one in points),
            initial=at.key if at else None,
        ),
        field_of(
            call.plain,
            "inside.map",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=() if call.answering else _maps(call),
            initial=NEW,
        ),
        field_of(call.plain, "inside.title", longest=120, initial=short(at.name, 120, beyond=0) if at else None),
        field_of(call.plain, "inside.template", Kind.CHOICE, options=templates, initial="empty"),
    )
    return replace(own_form(call, "inside", fields), subject=call.keys())


def _maps(call: Call) -> tuple[Option, ...]:
    """A new one, and those that this person may see."""
    free = call.store.open_in(call.workshop.place) is None
    new = Option(NEW, call.plain.say("inside.map.new" if free else "inside.map.later"))
    lines = (*call.store.maps_in(call.workshop.place), *call.store.maps_of(call.who.tenant, call.who.id))
    known = {line.workshop.key: line.workshop for line in lines if line.workshop.key != call.workshop.key}
    seen = [one for one in [*known.values()][:MOST_OFFERED] if call.may_read(one)]
    return (new, *(Option(one.key, short(f"{one.about.title} ({state(call, one)})", 70)) for one in seen))


def hung(call: Call, answers: Answers, subject: Key) -> list[Reply]:
    """Let a touchpoint open a map: a new one, or one that is there."""
    at = call.store.note(call.who.tenant, call.workshop.key, str(answers["touchpoint"]))
    if not isinstance(at, Touchpoint):
        raise Unusable({"touchpoint": ("gone", {})})
    if answers["map"] == NEW:
        return _begun(call, at, answers, subject)
    child = call.store.workshop(call.who.tenant, str(answers["map"]))
    if child is None or not call.may_read(child):
        raise Unusable({"map": ("gone", {})})
    _must_fit(call, child.key)
    now = _link(call, at.key, child.key)
    renew_card(call, child)
    text = call.say("inside.hung", title=child.about.title, touchpoint=at.name)
    return [Show(showing=f"card.{child.key}"), Say(text=text, buttons=_after(replace(call, found=now), at))]


def _must_fit(call: Call, child: Key) -> None:
    """Raises Unusable where the map would be inside itself, or too many within each other."""
    above = levels_above(call.store, call.who.tenant, call.workshop.key)
    if child in above:
        raise Unusable({"map": ("inside_itself", {})})
    below = levels_below(call.store, call.who.tenant, child)
    if max(above.values()) + max(below.values()) + 2 > DEEPEST:
        raise Unusable({"map": ("inside_too_deep", {"most": DEEPEST})})


def _link(call: Call, touchpoint: Key, to: Key | None) -> Workshop:
    def move(workshop: Workshop, notes: Notes) -> Change:
        """Not an edit of what was said there, so the map need not be open."""
        note = notes.find(touchpoint)
        if not isinstance(note, Touchpoint):
            raise Refusal("gone")
        return Change(workshop=workshop, put=(replace(note, link=to),))

    return call.change(move)


def renew_card(call: Call, child: Workshop) -> None:
    """What its card says has changed elsewhere."""
    card = call.store.card_of(call.who.tenant, child.key)
    if card is not None and card.state is ShowState.SHOWN:
        call.store.show(replace(card, state=ShowState.DUE, attempts=0))


def _after(call: Call, at: Touchpoint) -> tuple[Button, ...]:
    back = (call.button("undo", str(call.workshop.about.revision)),) if _may_undo(call) else ()
    return (*back, call.button("unlink", at.key), call.button("inside"))


def _may_undo(call: Call) -> bool:
    return call.workshop.open and call.who.id in call.workshop.facilitators


def _begun(call: Call, at: Touchpoint, answers: Answers, subject: Key) -> list[Reply]:
    """A new map, with the same people on the way: now or, while another workshop is open here, later."""
    if max(levels_above(call.store, call.who.tenant, call.workshop.key).values()) + 2 > DEEPEST:
        raise Unusable({"map": ("inside_too_deep", {"most": DEEPEST})})
    must_be_allowed("start", call.who.id, None, standing=call.standing)
    now, free = call.now(), call.store.open_in(call.workshop.place) is None
    title = str(answers["title"] or at.name)[:120]
    about = About(key=subject, title=title, scenario=at.context, language=call.workshop.about.language)
    child = Workshop(
        key=subject,
        place=call.workshop.place,
        about=about,
        open=free,
        facilitators=(call.who.id,),
        template=str(answers["template"] or "empty"),
        started_at=now,
        closed_at=None if free else now,
    )
    begun = call.on(child)
    stages = from_template(child.template, begun.desk(f"{subject}.stage", seen={}))
    shown = (card_for(call, child),) if free else ()
    call.store.begin(child, notes=(*_travellers(call, subject), *stages), show=shown)
    parent = replace(call, found=_link(call, at.key, subject))
    text = call.say("inside.begun" if free else "inside.waits", title=title, touchpoint=at.name)
    return [*(Show(showing=one.key) for one in shown), Say(text=text, buttons=_after(parent, at))]


def card_for(call: Call, workshop: Workshop) -> Showing:
    """The card of a workshop that has none yet."""
    key = f"card.{workshop.key}"
    return Showing(
        key=key,
        place=workshop.place,
        workshop=workshop.key,
        kind=Showable.CARD,
        in_thread=False,
        asked_by=call.who.id,
        should=workshop.about.revision,
    )


def _travellers(call: Call, subject: Key) -> Iterator[Persona]:
    """The same people on the way, as nobody's notes."""
    for number, note in enumerate(call.store.notes(call.who.tenant, call.workshop.key, Persona), 1):
        if isinstance(note, Persona):
            yield replace(note, key=f"{subject}.persona.{number}", author=None)


def unlink(call: Call) -> list[Reply]:
    """Take the map out of a touchpoint; it stays, as one of its own."""
    at = call.store.note(call.who.tenant, call.workshop.key, call.argument)
    if not isinstance(at, Touchpoint):
        raise Refusal("gone")
    if not at.link:
        raise Refusal("nothing_inside")
    child = _there(call, at)
    now = _link(call, at.key, None)
    if child is not None:
        renew_card(call, child)
    text = call.say("inside.taken_out", touchpoint=at.name)
    parent = replace(call, found=now)
    back = (parent.button("undo", str(now.about.revision)),) if _may_undo(parent) else ()
    shown = [Show(showing=f"card.{child.key}")] if child else []
    return [*shown, Say(text=text, buttons=(*back, parent.button("inside")))]
