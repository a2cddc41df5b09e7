"""A sheet to fill in, as text: a line for every place that a team can say something about, to be pasted back."""

from collections.abc import Iterator

from journeybot.journey import JourneyMap, Key
from journeybot.paper.places import Places
from journeybot.paper.reading import example, named
from journeybot.paper.sections import OF_A_PERSONA, Section
from journeybot.typed import written
from journeybot.wording import Wording


def as_text(journey: JourneyMap, words: Wording, *, persona: Key | None = None) -> str:
    """The sheet of a map, for all personas or one. What the map does not have yet has a part of its own to name it."""
    places = Places(journey.stages, journey.touchpoints)
    people = [name for name, one in named(journey.personas) if persona in {None, one.key}]
    lines = [f"# {line}" for line in words.say("paper.how_to", title=journey.about.title).splitlines()]
    lines += _missing(journey, places, words)
    points = [f"{spot.written()}:" for spot in places.spots if spot.touchpoint]
    for section in OF_A_PERSONA if points else ():
        for name in people or [""]:
            lines += [*_head(section, words, name), *_scale(section, journey, words), *points]
    everywhere = [f"{spot.written()}:" for spot in places.spots]
    for section in (Section.HURTS, Section.HELPS):
        lines += [*_head(section, words), *(everywhere or [""])]
    return "\n".join(lines) + "\n"


def _missing(journey: JourneyMap, places: Places, words: Wording) -> Iterator[str]:
    if not journey.personas:
        yield from (*_head(Section.PERSONAS, words), "")
    if not journey.stages:
        yield from (*_head(Section.STAGES, words), "")
    bare = [f"{spot.written()}:" for spot in places.spots if not journey.touchpoints_of(spot.stage)]
    if bare or not journey.stages:
        yield from (*_head(Section.TOUCHPOINTS, words), *(bare or [""]))


def _head(section: Section, words: Wording, whose: str = "") -> list[str]:
    heading = f"[{written('sections', section, words.language)}] {whose}".strip()
    return ["", heading, f"# {words.say(f'paper.about.{section}')}"]


def _scale(section: Section, journey: JourneyMap, words: Wording) -> list[str]:
    if section is not Section.FEELS:
        return []
    shown = example(five_point=journey.five_point)
    return [f"# {words.say('paper.scale', least=journey.shown(-2), most=journey.shown(2), example=shown)}"]
