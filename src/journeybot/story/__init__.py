"""Tells a map in words: the story of each persona, and the summary for those who have a minute."""

from typing import Any

from journeybot.inside import opened
from journeybot.journey import JourneyMap, Key, Pain
from journeybot.story.differing import apart_in_words, differences
from journeybot.story.phrases import Phrases
from journeybot.story.prospects import prospect
from journeybot.story.summing import outcome
from journeybot.story.tales import tale_of
from journeybot.story.tidy import aired
from journeybot.wording import Wording

__all__ = ["Phrases", "apart_in_words", "differences", "story", "summary"]


def story(journey: JourneyMap, wording: Wording, *, persona: Key | None = None) -> str:
    """The journey as one persona lives it, or each persona in turn, in the words and the markup of `wording`."""
    chosen = [one for one in journey.personas if one.key == persona] or journey.personas
    if not chosen:
        return wording.say("story.nobody")
    tales = [tale_of(journey, one) for one in chosen]
    told = {"tales": tales, "prospect": prospect(tales), **_of_no_stage(journey), **_whole(journey, wording)}
    return aired(wording.tell("story", about=journey.about, **told))


def _of_no_stage(journey: JourneyMap) -> dict[str, Any]:
    """What helped and what hurt on the whole way, and not in a part of it."""
    found = [one for one in journey.challenges if not one.stage and not one.touchpoint]
    helped = [one.text for one in found if one.pain is Pain.HELPED]
    return {"helped": helped, "hurt": [one.text for one in found if one.pain is Pain.MET]}


def summary(journey: JourneyMap, wording: Wording, *, hidden: int = 0) -> str:
    """The map in a minute: how it feels, what hurts most, who mends what, where to begin, what is not known yet;
    `hidden` is how many feelings only a reveal will show."""
    inside = [(one, opened(journey, one)) for one in journey.travelled() if one.link]
    maps = [(touchpoint.name, child.about.title if child else "") for touchpoint, child in inside]
    told = {"it": outcome(journey), "hidden": hidden, "maps": maps, **_whole(journey, wording)}
    return aired(wording.tell("summary", about=journey.about, **told))


def _whole(journey: JourneyMap, wording: Wording) -> dict[str, Any]:
    """What the words are joined with, what the map is part of, and at how many places a feeling is not told."""
    phrases = Phrases(wording, five_point=journey.five_point)
    return {"p": phrases, "part_of": journey.part_of, "alone": journey.alone, "last": journey.last_actions}
