"""The figures of a log as measures of a map, each with its source, so that they stand beside what the team believes."""

from collections.abc import Iterator
from dataclasses import replace

from journeybot.analytics.figures import Analysis, Spread
from journeybot.journey import JourneyMap, Key, Measure
from journeybot.wording import Wording

MOST = 3
"""Touchpoints of which a figure goes into the map: those that most people leave, those that do most."""


def measures_of(found: Analysis, journey: JourneyMap, say: Wording, *, log: str) -> tuple[Measure, ...]:
    """The measures of the whole map, of its stages and of its touchpoints; `log` is what the source is called. What the
    map does not have is left out."""
    source = say.say("analytics.source", log=log, first=found.first, last=found.last)
    every = (*_whole(found, say), *_stages(found, journey, say), *_touchpoints(found, journey, say))
    return tuple(replace(one, key=f"log-{number}", source=source, position=number) for number, one in enumerate(every))


def _measure(
    found: Analysis,
    name: str,
    value: float,
    *,
    unit: str = "%",
    place: tuple[Key | None, Key | None] = (None, None),
    better: str = "higher",
) -> Measure:
    stage, touchpoint = place
    return Measure(
        key=name,
        name=name,
        unit=unit,
        stage=stage,
        touchpoint=touchpoint,
        series=((found.last, round(value, 1)),),
        better="lower" if better == "lower" else "higher",
    )


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _whole(found: Analysis, say: Wording) -> Iterator[Measure]:
    yield _measure(found, say.say("analytics.measures.buyers"), _share(found.buyers, found.customers))
    if found.minutes:
        unit = say.say("analytics.measures.minutes_unit")
        name = say.say("analytics.measures.minutes")
        yield _measure(found, name, found.minutes.median, unit=unit, better="lower")
    if found.touchpoints:
        yield _median(found, say.say("analytics.measures.touchpoints"), found.touchpoints)
    if found.carts and found.carts.filled:
        left = _share(found.carts.left, found.carts.filled)
        yield _measure(found, say.say("analytics.measures.carts"), left, better="lower")


def _median(found: Analysis, name: str, spread: Spread) -> Measure:
    return _measure(found, name, spread.median, unit="", better="lower")


def _stages(found: Analysis, journey: JourneyMap, say: Wording) -> Iterator[Measure]:
    keys = {stage.name: stage.key for stage in journey.stages}
    for one in found.stages:
        if one.stage in keys and one.fresh:
            value = _share(one.bought, one.fresh)
            yield _measure(found, say.say("analytics.measures.stage"), value, place=(keys[one.stage], None))


def _touchpoints(found: Analysis, journey: JourneyMap, say: Wording) -> Iterator[Measure]:
    if found.by != "touchpoint":
        return
    keys = {touchpoint.name: touchpoint.key for touchpoint in journey.touchpoints}
    for one in [one for one in found.leaving if one.touchpoint in keys and one.left][:MOST]:
        value, place = _share(one.left, one.journeys), (None, keys[one.touchpoint])
        yield _measure(found, say.say("analytics.measures.left"), value, place=place, better="lower")
    for effect in [one for one in found.effects if one.name in keys][:MOST]:
        place = (None, keys[effect.name])
        yield _measure(found, say.say("analytics.measures.removal"), 100 * effect.removal, place=place)
