"""What to press next, said where who facilitates just acted, so that they need not look for the card."""

from journeybot.commands.call import Call
from journeybot.hiding import something_hidden
from journeybot.replies import Button
from journeybot.workshop import SECRET_OF

ASIDE = "aside"
"""Pressed elsewhere than on the card, where nobody sees what it did: it is said in the place of what was pressed."""


def onward(call: Call) -> tuple[Button, ...]:
    """The reveal, if something waits for one, else the way to the next step or the end; nothing for others."""
    workshop = call.workshop
    if not workshop.open or call.who.id not in workshop.facilitators:
        return ()
    secret = SECRET_OF.get(workshop.step)
    if secret and workshop.hides(secret) and something_hidden(call.journey(), workshop):
        return (call.button("reveal"),)
    return (call.button("close"),) if workshop.step is workshop.steps[-1] else (call.button("next", ASIDE),)
