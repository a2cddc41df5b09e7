"""What of a map may be seen while something is still hidden."""

from dataclasses import replace

from journeybot.journey import Challenge, Improvement, JourneyMap, Score
from journeybot.passing import felt
from journeybot.results import without_small_groups
from journeybot.reviews import latest
from journeybot.workshop import Secret, Step, Workshop


def as_shown(journey: JourneyMap, workshop: Workshop) -> JourneyMap:
    """The map without the scores and votes that its workshop still hides, and without customers' answers that are too
    few to show."""
    scores = _scores(journey, workshop)
    hidden = {note.key for note in (*_hidden_challenges(journey, workshop), *_hidden_improvements(journey, workshop))}
    votes = tuple(vote for vote in journey.votes if vote.on not in hidden)
    return replace(without_small_groups(journey), scores=scores, votes=votes)


def _scores(journey: JourneyMap, workshop: Workshop) -> tuple[Score, ...]:
    """The feelings that hold; until a review reveals those that it asks for, the ones from before it."""
    if not workshop.hides(Secret.SCORES):
        return latest(journey.scores)
    if workshop.review is None:
        return ()
    return latest(tuple(score for score in journey.scores if score.review < workshop.review.number))


def hidden_feelings(journey: JourneyMap, workshop: Workshop) -> int:
    """How many feelings have been given that only a reveal shows."""
    if not workshop.hides(Secret.SCORES):
        return 0
    return sum(workshop.review is None or score.review >= workshop.review.number for score in felt(journey))


def something_hidden(journey: JourneyMap, workshop: Workshop) -> bool:
    """Whether people have given something at the current step that only a reveal shows."""
    if workshop.step in {Step.MOMENTS, Step.FEELINGS}:
        given = any(score.review == workshop.round or not workshop.review for score in felt(journey))
        return workshop.hides(Secret.SCORES) and given
    found = {Step.CHALLENGES: _hidden_challenges, Step.IMPROVEMENTS: _hidden_improvements}.get(workshop.step)
    hidden = {note.key for note in found(journey, workshop)} if found else set()
    return any(vote.on in hidden for vote in journey.votes)


def _hidden_challenges(journey: JourneyMap, workshop: Workshop) -> tuple[Challenge, ...]:
    return journey.challenges if workshop.hides(Secret.CHALLENGE_VOTES) else ()


def _hidden_improvements(journey: JourneyMap, workshop: Workshop) -> tuple[Improvement, ...]:
    return journey.improvements if workshop.hides(Secret.IMPROVEMENT_VOTES) else ()
