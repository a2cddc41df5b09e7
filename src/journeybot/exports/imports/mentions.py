"""Makes names of mentions: a file cannot know who is who here, and must not call people."""

import re
from dataclasses import replace

from journeybot.inside import each_map
from journeybot.journey import JourneyMap

_MENTION = re.compile(r"<@([A-Z0-9]+)>")


def without_mentions(journey: JourneyMap) -> JourneyMap:
    """The map, and those inside it, with owners, and who said something, as plain names."""
    return each_map(journey, _without)


def _without(journey: JourneyMap) -> JourneyMap:
    improvements = tuple(replace(one, owner=_named(one.owner)) for one in journey.improvements)
    measures = tuple(replace(one, owner=_named(one.owner)) for one in journey.measures)
    evidence = tuple(replace(one, said_by=_named(one.said_by)) for one in journey.evidence)
    about = replace(journey.about, owner=_named(journey.about.owner))
    return replace(journey, about=about, improvements=improvements, evidence=evidence, measures=measures)


def _named(typed: str) -> str:
    return _MENTION.sub(r"@\1", typed)
