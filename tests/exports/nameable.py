"""Maps whose notes can be told apart by their names, as files need it that know no keys."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from journeybot.exports.contents import Contents
from journeybot.exports.document import as_exported
from journeybot.exports.guarding import harmless, one_line
from journeybot.journey import Challenge, Improvement, JourneyMap, Measure, Note
from tests.exports import maps as wild

NAMED = ("personas", "stages", "touchpoints", "measures")
TEXTS = ("challenges", "improvements")


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Any map, its names and texts made different from each other, and what a table says of places said in full."""
    journey = harmless(as_exported(draw(wild.maps())))
    lists: dict[str, Any] = {
        name: tuple(_renamed(note, "name", at) for at, note in enumerate(getattr(journey, name))) for name in NAMED
    } | {name: tuple(_renamed(note, "text", at) for at, note in enumerate(getattr(journey, name))) for name in TEXTS}
    named = replace(journey, **lists)
    return replace(named, about=replace(named.about, title=one_line(named.about.title) or "A map"), participants=9)


def _renamed(note: Note, field: str, at: int) -> Note:
    told: dict[str, Any] = {field: f"{one_line(getattr(note, field))} no {at}".strip()}
    return replace(note, **told)


def placed(journey: JourneyMap) -> JourneyMap:
    """The map with the stage of whatever hangs on a touchpoint."""
    it = Contents(journey)

    def put(note: Any) -> Any:
        return replace(note, stage=it.stage_of(note.touchpoint)) if note.touchpoint else note

    kinds = (Challenge, Improvement, Measure)
    lists: dict[str, Any] = {
        name: tuple(put(note) if isinstance(note, kinds) else note for note in getattr(journey, name))
        for name in ("challenges", "improvements", "measures")
    }
    return replace(journey, **lists)
