"""What a touchpoint is called: looking back, one that has its part of the sprint to itself is called as the part."""

from collections import Counter
from dataclasses import replace

from journeybot.journey import JourneyMap, Key
from journeybot.sequence import RETROSPECTIVE


def called(journey: JourneyMap) -> dict[Key, str]:
    """The name of each touchpoint. A team chose how "Planning" felt and knows it by no other name."""
    names = {one.key: one.name for one in journey.touchpoints}
    if journey.about.flavour != RETROSPECTIVE:
        return names
    parts, at = {one.key: one.name for one in journey.stages}, Counter(one.stage for one in journey.touchpoints)
    alone = {one.key: parts[one.stage] for one in journey.touchpoints if at[one.stage] == 1 and one.stage in parts}
    return names | alone


def as_called(journey: JourneyMap) -> JourneyMap:
    """The map with its touchpoints called so."""
    names = called(journey)
    return replace(journey, touchpoints=tuple(replace(one, name=names[one.key]) for one in journey.touchpoints))
