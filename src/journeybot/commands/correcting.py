"""The post of a reveal: told once and, when somebody says or changes a feeling after it, corrected in its place."""

from dataclasses import replace

from journeybot.commands.call import Call
from journeybot.journey import Key
from journeybot.ports import Showable, Showing, ShowState
from journeybot.replies import IN_PLACE, WHILE_THERE
from journeybot.workshop import Secret, Workshop

SINCE = "since"
"""In `what` of such a post: that something was said or changed since the reveal."""


def told_in_thread(call: Call, secret: Secret) -> Showing:
    """What a reveal owes the thread of the card. Feelings have one post for each review, which is the same if they are
    revealed once more; dots may take several messages, and are told anew."""
    told = call.showing(Showable.TEXT, what={"text": "reveal", "secret": secret})
    if secret is not Secret.SCORES:
        return told
    key = _key(call.workshop)
    before = call.store.showing(call.who.tenant, call.workshop.key, key)
    told = replace(told, key=key, what={**told.what, IN_PLACE: WHILE_THERE})
    return replace(told, message=before.message) if before else told


def correct(call: Call) -> None:
    """A feeling was given, changed or taken away: what was posted of them when they were revealed says so."""
    if call.workshop.hides(Secret.SCORES):
        return
    found = call.store.showing(call.who.tenant, call.workshop.key, _key(call.workshop))
    if found is None or found.state is not ShowState.SHOWN:
        return
    now = replace(found, state=ShowState.DUE, should=found.should + 1, wake_at=None, attempts=0)
    call.store.show(replace(now, what={**found.what, SINCE: "yes"}))


def _key(workshop: Workshop) -> Key:
    return f"reveal.{workshop.key}.{workshop.round}"
