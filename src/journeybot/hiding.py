"""What of a map may be seen while something is still hidden."""

from dataclasses import replace

from journeybot.journey import Challenge, Improvement, JourneyMap
from journeybot.results import without_small_groups
from journeybot.workshop import Secret, Step, Workshop


def as_shown(journey: JourneyMap, workshop: Workshop) -> JourneyMap:
    """The map without the scores and votes that its workshop still hides, and without customers' answers that are too
    few to show."""
    scores = () if workshop.hides(Secret.SCORES) else journey.scores
    hidden = {note.key for note in (*_hidden_challenges(journey, workshop), *_hidden_improvements(journey, workshop))}
    votes = tuple(vote for vote in journey.votes if vote.on not in hidden)
    return replace(without_small_groups(journey), scores=scores, votes=votes)


def something_hidden(journey: JourneyMap, workshop: Workshop) -> bool:
    """Whether people have given something at the current step that only a reveal shows."""
    if workshop.step is Step.MOMENTS:
        return workshop.hides(Secret.SCORES) and bool(journey.scores)
    found = {Step.CHALLENGES: _hidden_challenges, Step.IMPROVEMENTS: _hidden_improvements}.get(workshop.step)
    hidden = {note.key for note in found(journey, workshop)} if found else set()
    return any(vote.on in hidden for vote in journey.votes)


def _hidden_challenges(journey: JourneyMap, workshop: Workshop) -> tuple[Challenge, ...]:
    return journey.challenges if workshop.hides(Secret.CHALLENGE_VOTES) else ()


def _hidden_improvements(journey: JourneyMap, workshop: Workshop) -> tuple[Improvement, ...]:
    return journey.improvements if workshop.hides(Secret.IMPROVEMENT_VOTES) else ()
