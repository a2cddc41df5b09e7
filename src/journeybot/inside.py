"""Maps inside maps: the journey that a touchpoint opens, and every journey inside a map in the order of reading."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from journeybot.journey import JourneyMap, Key, Touchpoint

DEEPEST = 5
"""Maps within each other, the outermost counted; more than that nobody finds their way in."""
MOST = 20
"""Maps inside one, at any depth: as many as people will leaf through."""


def opened(journey: JourneyMap, touchpoint: Touchpoint) -> JourneyMap | None:
    """The map inside a touchpoint, with those inside it; None if it opens none, or one that is not at hand. Whatever
    the links say, no map is ever found inside itself."""
    found = next((one for one in journey.inside if one.about.key == touchpoint.link), None)
    if found is None:
        return None
    others = tuple(one for one in journey.inside if one.about.key != touchpoint.link)
    return replace(found, inside=others, part_of=((journey.about.title, touchpoint.name),))


def every_inside(journey: JourneyMap) -> tuple[JourneyMap, ...]:
    """Every map inside, each once and with all that it is part of; what a touchpoint opens comes before what the next
    one does."""
    found: dict[Key, JourneyMap] = {}
    _gather(journey, found)
    return tuple(found.values())


def _gather(journey: JourneyMap, found: dict[Key, JourneyMap]) -> None:
    for child in opens(journey):
        known = found.get(child.about.key)
        if known:
            found[child.about.key] = replace(known, part_of=(*known.part_of, *child.part_of))
        else:
            found[child.about.key] = child
            _gather(child, found)


def opens(journey: JourneyMap) -> Iterator[JourneyMap]:
    """The maps that the touchpoints of a map open, in the order of the journey."""
    return (child for touchpoint in journey.travelled() if (child := opened(journey, touchpoint)))


def depth(journey: JourneyMap) -> int | None:
    """How many maps lie within each other, this one counted; None if one is inside itself, be it by way of others."""
    links = {one.about.key: {t.link for t in one.touchpoints} for one in (journey, *journey.inside)}
    left, deep = set(links), 0
    while bare := {key for key in left if not links[key] & left}:
        left -= bare
        deep += 1
    return None if left else deep


def each_map(journey: JourneyMap, change: Callable[[JourneyMap], JourneyMap]) -> JourneyMap:
    """The map with the same done to it and to every map inside it."""
    return replace(change(journey), inside=tuple(change(one) for one in journey.inside))
