"""Taking a whole map away, for good: asked once, with what would go."""

from dataclasses import replace

from journeybot.commands.call import Call
from journeybot.commands.counting import counted
from journeybot.replies import Reply, Say

SURELY = "surely"


def erase(call: Call) -> list[Reply]:
    """Say what would go and ask; when that is pressed, take it away, from the chat too."""
    if not (call.pressed and call.argument == SURELY):
        return _asked(call)
    title = call.workshop.about.title
    call.store.erase(call.who.tenant, call.workshop.key, posts=True, by=call.who.id)
    start = replace(call, found=None).button("start")
    return [Say(text=call.say("erasing.done", title=title), buttons=(start,))]


def _asked(call: Call) -> list[Reply]:
    title = call.workshop.about.title
    asks = call.say("erasing.asks", title=title, counts=counted(call))
    if call.store.holders(call.who.tenant, call.workshop.key):
        asks = f"{asks} {call.say('erasing.inside')}"
    sure = call.plain.say("erasing.sure", title=title)
    gone = call.button("erase", SURELY, style="danger", confirm=sure)
    return [Say(text=asks, buttons=(call.button("export", "json", label=call.plain.say("erasing.keep")), gone))]
