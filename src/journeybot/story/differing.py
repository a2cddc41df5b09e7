"""Tells in words what differs between two maps, or between two personas."""

from journeybot.deviations import apart, deviations
from journeybot.journey import JourneyMap, Key
from journeybot.story.phrases import Phrases
from journeybot.story.tidy import aired
from journeybot.wording import Wording


def differences(earlier: JourneyMap, later: JourneyMap, wording: Wording, *, hidden: bool = False) -> str:
    """What became of one map in another: touchpoints, feelings (if they are not `hidden`), pains, improvements."""
    it, phrases = deviations(earlier, later), Phrases(wording, five_point=later.five_point)
    sides = [_side(one, wording) for one in (earlier, later)]
    return aired(wording.tell("differences", about=later.about, it=it, p=phrases, sides=sides, hidden=hidden))


def apart_in_words(journey: JourneyMap, first: Key, second: Key, wording: Wording) -> str:
    """How two personas differ."""
    people = {persona.key: persona for persona in journey.personas}
    it, phrases = apart(journey, people[first], people[second]), Phrases(wording, five_point=journey.five_point)
    return aired(wording.tell("apart", about=journey.about, it=it, p=phrases))


def _side(journey: JourneyMap, wording: Wording) -> str:
    """What one of the two is called."""
    state = wording.say(f"differing.{journey.about.state}")
    if not journey.kept or journey.as_of is None:
        return wording.say("differing.now", state=state)
    return wording.say("differing.revision", number=journey.kept, day=journey.as_of, state=state)
