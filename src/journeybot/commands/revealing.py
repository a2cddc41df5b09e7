"""What a reveal tells: where the team disagrees, and where its dots lie."""

from journeybot.commands.call import Call
from journeybot.figures import disputes, figures, held_back
from journeybot.journey import Challenge, JourneyMap
from journeybot.steps.desk import marked
from journeybot.story import Phrases
from journeybot.workshop import Secret


def revealed(call: Call, secret: Secret) -> str:
    """The words of a reveal, in the chat's markup."""
    journey = call.shown()
    if secret is Secret.SCORES:
        p = Phrases(call.words, five_point=journey.five_point)
        said = {"contested": contested(journey), "felt": _felt(journey), "few": held_back(journey)}
        return call.words.tell("reveal_scores", p=p, **said)
    notes = journey.challenges if secret is Secret.CHALLENGE_VOTES else journey.improvements
    dots = figures(journey).votes
    told = ((dots.get(one.key, 0), marked(one) if isinstance(one, Challenge) else one.text) for one in notes)
    ranked = sorted(told, key=lambda pair: -pair[0])
    return call.words.tell("reveal_votes", ranked=[(count, text) for count, text in ranked if count])


def contested(journey: JourneyMap) -> list[tuple[str, str, int, int, float]]:
    """The touchpoints that the team sees most differently: persona, touchpoint, lowest, highest and median score."""
    names = {one.key: one.name for one in journey.personas} | {one.key: one.name for one in journey.touchpoints}
    felt = figures(journey).felt
    return [
        (names[one.persona], names[one.touchpoint], one.lowest, one.highest, felt[one.persona].typical[one.touchpoint])
        for one in disputes(journey)
    ]


def _felt(journey: JourneyMap) -> list[tuple[str, float, float, list[str]]]:
    """Per persona who was scored: the name, the mean, the lowest median and where that is."""
    names = {one.key: one.name for one in journey.touchpoints}
    by_persona = figures(journey).felt
    return [
        (one.name, felt.mean, felt.lowest.score, [names[key] for key in felt.lowest.touchpoints])
        for one in journey.personas
        if (felt := by_persona[one.key]).mean is not None and felt.lowest is not None
    ]
