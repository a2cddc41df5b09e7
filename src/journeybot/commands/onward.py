"""What to press next, said where who facilitates just acted, so that they need not look for the card."""

from journeybot.commands.call import Call
from journeybot.hiding import something_hidden
from journeybot.journey import Note, Score
from journeybot.replies import Button
from journeybot.workshop import SECRET_OF, Secret

ASIDE = "aside"
"""Pressed elsewhere than on the card, where nobody sees what it did: it is said in the place of what was pressed."""


def onward(call: Call, put: tuple[Note, ...] = ()) -> tuple[Button, ...]:
    """The reveal, if something waits for one, else the way to the next step or the end; nothing for others. `put` is
    what has just been written."""
    workshop = call.workshop
    if not workshop.open or call.who.id not in workshop.facilitators:
        return ()
    secret = SECRET_OF.get(workshop.step)
    if secret and workshop.hides(secret) and _waits(call, secret, put):
        return (call.button("reveal"),)
    return (call.button("close"),) if workshop.step is workshop.steps[-1] else (call.button("next", ASIDE),)


def _waits(call: Call, secret: Secret, put: tuple[Note, ...]) -> bool:
    """Whether somebody has given what the reveal shows. This is said with every answer, so the whole map is read only
    where nothing else tells."""
    if secret is not Secret.SCORES:
        return bool(call.workshop.answered.get(secret))
    if any(isinstance(note, Score) for note in put):
        return True
    return bool(call.workshop.counts.get("score")) and something_hidden(call.journey(), call.workshop)
