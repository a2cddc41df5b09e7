"""The picture in one sentence, for those who cannot see it."""

from journeybot.drawing.readings import feelings
from journeybot.drawing.words import Words
from journeybot.drawing.wrapping import clean, shortened
from journeybot.journey import JourneyMap

COUNTED = ("stages", "touchpoints", "personas", "challenges", "improvements")


def alt(journey: JourneyMap) -> str:
    """Title, how much of what there is, and the lowest point."""
    words = Words(journey.about.language)
    counts = [(name, len(getattr(journey, name))) for name in COUNTED]
    contents = ", ".join(words.say(f"alt.{name}", number=number) for name, number in counts if number)
    title = shortened(clean(journey.about.title), "…")
    return words.say(
        "alt.map", title=title, contents=contents or words.say("alt.nothing"), lowest=_lowest(journey, words)
    )


def _lowest(journey: JourneyMap, words: Words) -> str:
    names = {touchpoint.key: touchpoint.name for touchpoint in journey.travelled()}
    felt = [(feeling.middle, key) for of in feelings(journey).values() for key, feeling in of.items() if key in names]
    if not felt:
        return ""
    level, key = min(felt, key=lambda found: found[0])
    return words.say("alt.lowest", touchpoint=shortened(clean(names[key]), "…"), score=words.number(level))
