"""Makes of a line of a sheet the note that it says; moments and feelings are put together from several lines."""

from journeybot.forms import cells
from journeybot.journey import Challenge, Improvement, Note, Persona, Stage, Touchpoint
from journeybot.paper.reading import Entry
from journeybot.paper.sections import Section


def note_of(entry: Entry) -> Note:
    """The persona, stage, touchpoint, challenge or improvement of a line, without an author: who enters it is not who
    said it."""
    stage, touchpoint = (entry.spot.stage, entry.spot.touchpoint) if entry.spot else (None, None)
    if entry.section is Section.PERSONAS:
        return Persona(key=entry.key, name=entry.text)
    if entry.section is Section.STAGES:
        return Stage(key=entry.key, name=entry.text)
    if entry.section is Section.TOUCHPOINTS:
        name, channel, device, context, *_ = (*cells(entry.text), "", "", "", "")
        at = str(stage)
        return Touchpoint(key=entry.key, stage=at, name=name, channel=channel, device=device, context=context)
    if entry.section is Section.HURTS:
        return Challenge(key=entry.key, text=entry.text, stage=stage, touchpoint=touchpoint)
    return Improvement(key=entry.key, text=entry.text, stage=stage, touchpoint=touchpoint)
