"""Who passes by where: a persona that does not do a step feels nothing there, whoever gave a score before that."""

from journeybot.journey import JourneyMap, Key, Score


def passed_by(journey: JourneyMap) -> frozenset[tuple[Key, Key]]:
    """Which persona does not come to which touchpoint."""
    return frozenset((moment.persona, moment.touchpoint) for moment in journey.moments if moment.absent)


def felt(journey: JourneyMap) -> tuple[Score, ...]:
    """The feelings that count. The others are kept, and count again once the step is done after all."""
    absent = passed_by(journey)
    return tuple(score for score in journey.scores if (score.persona, score.touchpoint) not in absent)
