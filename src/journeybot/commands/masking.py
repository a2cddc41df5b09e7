"""Answers without names: a step at which none are kept, and the one-time key that opens such an answer again."""

from math import ceil

from journeybot.commands.call import Call
from journeybot.commands.mine import rows_of
from journeybot.figures import ENOUGH
from journeybot.masks import lock, opens
from journeybot.moves import turn
from journeybot.replies import Button, Reply, Say, Show
from journeybot.typed import meanings
from journeybot.workshop import STEPS, Refusal, Step

ON, OFF = "on", "off"

MOST_TRIED = 6
"""Maps of a channel in which a key is looked for: each costs as much as trying it once."""


def anonymous(call: Call) -> list[Reply]:
    """Keep no names at the step that is named, or at the current one; or keep them again, if it is said so: `off`."""
    wish, step = _wished(call)
    nameless = call.workshop.is_anonymous(step)
    if not wish and nameless and not call.workshop.begun(step):
        again = call.button("anonymous", f"{OFF} {step}", label=call.plain.say("buttons.named"))
        return [Say(text=call.say("anonymous.already", title=call.plain.say(f"{step}.title")), buttons=(again,))]
    without = {one for one in STEPS if call.workshop.is_anonymous(one)} - {step}
    wanted = without if (wish == OFF if wish else nameless) else {*without, step}
    now = call.change(turn(lambda workshop: workshop.anonymous_at(wanted)))
    said = "anonymous.on" if now.is_anonymous(step) else "anonymous.off"
    return [Show(showing=f"card.{now.key}"), Say(text=call.say(said, title=call.plain.say(f"{step}.title")))]


def too_few(call: Call, offers: tuple[Button, ...]) -> list[Reply]:
    """Said once to who leads, as feelings are about to be given without names by so few that they can tell whose is
    whose."""
    at = call.workshop
    known = 1 < len(at.counted) < ENOUGH
    if at.step is not at.feels or not at.is_anonymous(at.step) or at.begun(at.step) or not known:
        return []
    return [Say(text=call.say("anonymous.few"), buttons=offers)]


def _wished(call: Call) -> tuple[str, Step]:
    """`on`, `off` or nothing, and the step that is meant. Raises Refusal: `no_such_step`."""
    word, _, rest = call.argument.strip().casefold().partition(" ")
    wish = meanings("arguments").get(word, "")
    return (wish, _step(call, rest)) if wish in {ON, OFF} else ("", _step(call, call.argument))


def _step(call: Call, named: str) -> Step:
    wanted = named.strip().casefold() or call.workshop.step.value
    known = [step for step in call.workshop.steps if step in STEPS]
    for number, step in enumerate(call.workshop.steps, start=1):
        if step in known and wanted in {step.value, str(number), call.plain.say(f"{step}.title").casefold()}:
            return step
    raise Refusal("no_such_step", name=wanted, names=[call.plain.say(f"{step}.title") for step in known])


def _opening_elsewhere(call: Call) -> Call | None:
    """Another map of the channel, one of the last few, that has what this key opens."""
    others = [one.workshop for one in call.store.maps_in(call.place) if one.workshop.key != call.workshop.key]
    for other in others[:MOST_TRIED]:
        held = lock(call.argument, other.key)
        notes = call.store.journey(call.who.tenant, other.key).notes() if held else ()
        if any(opens(held, note.key) for note in notes):
            return call.on(other)
    return None


def key(call: Call) -> list[Reply]:
    """Open what was written without a name, with the key that its author was given: to edit it or delete it."""
    if not call.argument.strip():
        raise Refusal("key_wanted")
    tenant, person = call.who.tenant, call.who.id
    wait = call.tries.wait(tenant, person, now=call.now())
    if wait:
        raise Refusal("too_many_keys", minutes=ceil(wait.total_seconds() / 60))
    held = lock(call.argument, call.workshop.key)
    found = [note for note in call.journey().notes() if opens(held, note.key)]
    other = None if found else _opening_elsewhere(call)
    if other:
        said = call.say("anonymous.elsewhere", title=other.workshop.about.title)
        there = other.button("key", call.argument.strip(), label=call.plain.say("buttons.key_elsewhere"))
        return [Say(text=said, buttons=(there,))]
    if not found:
        call.tries.failed(tenant, person, now=call.now())
        raise Refusal("no_such_key")
    rows = rows_of(call, found, key=call.argument.strip())
    return [Say(text=call.say("anonymous.opened", count=len(rows)), rows=rows)]
