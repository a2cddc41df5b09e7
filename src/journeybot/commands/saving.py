"""What is said once something is saved, also after several dialogs in a row, and what a note is called."""

from collections import Counter

from journeybot.brevity import short
from journeybot.commands.call import Call
from journeybot.journey import Challenge, Evidence, Moment, Note, Persona, Response, Score, Stage, Touchpoint, Vote
from journeybot.steps import Written
from journeybot.steps.desk import feeling
from journeybot.wording import Wording

BEFORE = "before"
"""What a dialog remembers of those that led on to it: what has been saved in them, to be told at the end."""

MOST_TOLD = 600
"""Characters of that."""


def saved(call: Call, words: Wording, written: Written, *, tally: bool, before: str = "") -> str:
    """What is said once it is, with what dialogs `before` have saved in a row with this one."""
    if written.put and tally:
        found = Counter(type(note).__name__.lower() for note in written.put)
        return words.say("saved.one", what=", ".join(call.plain.say(f"counts.{kind}", n=found[kind]) for kind in found))
    if written.put or before:
        now = [_name(call, written.put)] if written.put else []
        return words.say("saved.one", what="; ".join([*filter(None, [before]), *now]))
    return words.say("saved.taken_back" if written.drop else "saved.nothing")


def remembered(call: Call, written: Written, *, before: str, unsigned: bool) -> dict[str, str]:
    """What the next dialog of a row remembers of what was saved before; of what has no name not what it says."""
    named = [(_counts if unsigned else _name)(call, written.put)] if written.put else []
    told = "; ".join(filter(None, [before, *named]))
    return {BEFORE: short(told, MOST_TOLD, beyond=0)} if told else {}


def _name(call: Call, put: tuple[Note, ...]) -> str:
    if isinstance(put[0], Vote) or (len(put) > 1 and not isinstance(put[0], Moment | Evidence | Challenge)):
        return _counts(call, put)
    return short(label(call, put[0]))


def _counts(call: Call, put: tuple[Note, ...]) -> str:
    return call.plain.say(f"counts.{type(put[0]).__name__.lower()}", n=len(put))


def label(call: Call, note: Note) -> str:
    """A note in a few words, as a person knows it; plain text."""
    if isinstance(note, Touchpoint):
        stage = call.store.note(call.who.tenant, call.workshop.key, note.stage)
        return f"{note.name} ({stage.name})" if isinstance(stage, Stage) else note.name
    if isinstance(note, Moment | Score):
        touchpoint = call.store.note(call.who.tenant, call.workshop.key, note.touchpoint)
        name = " ".join([touchpoint.name if isinstance(touchpoint, Touchpoint) else "", *_for_whom(call, note)]).strip()
        if isinstance(note, Score):
            return f"{name}: {feeling(call.plain, str(note.value), five_point=call.workshop.settings.five_point)}"
        return ": ".join(filter(None, (name, note.action or note.thought)))
    if isinstance(note, Response):
        return note.comment or str(note.value)
    return str(getattr(note, "name", "") or getattr(note, "text", ""))


def _for_whom(call: Call, note: Moment | Score) -> list[str]:
    """Whose it is, where there are several whose it could be."""
    persona = call.store.note(call.who.tenant, call.workshop.key, note.persona)
    several = call.workshop.counts.get("persona", 0) > 1 and isinstance(persona, Persona)
    return [f"({persona.name})"] if several and isinstance(persona, Persona) else []
