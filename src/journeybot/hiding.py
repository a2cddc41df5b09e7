"""What of a map may be seen while something is still hidden."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Score
from journeybot.masks import among_names
from journeybot.passing import felt, passed_by
from journeybot.results import without_small_groups
from journeybot.reviews import latest
from journeybot.workshop import Secret, Step, Workshop


def as_shown(journey: JourneyMap, workshop: Workshop) -> JourneyMap:
    """The map without the scores and votes that its workshop still hides, without customers' answers that are too few
    to show, and without the feeling of one person alone where no names are kept."""
    scores = _not_of_one_alone(_scores(journey, workshop), workshop)
    hidden = {note.key for note in (*_hidden_challenges(journey, workshop), *_hidden_improvements(journey, workshop))}
    votes = tuple(vote for vote in journey.votes if vote.on not in hidden)
    waiting = hidden_feelings(journey, workshop)
    alone = felt_alone(journey, workshop)
    return replace(without_small_groups(journey), scores=scores, votes=votes, hidden=waiting, alone=alone)


def _scores(journey: JourneyMap, workshop: Workshop) -> tuple[Score, ...]:
    """The feelings that hold; until a review reveals those that it asks for, the ones from before it."""
    if not workshop.hides(Secret.SCORES):
        return latest(journey.scores)
    if workshop.review is None:
        return ()
    return latest(tuple(score for score in journey.scores if score.review < workshop.review.number))


def _not_of_one_alone(scores: tuple[Score, ...], workshop: Workshop) -> tuple[Score, ...]:
    alone = _of_one_alone(scores, workshop)
    return tuple(one for one in scores if (one.persona, one.touchpoint) not in alone) if alone else scores


def _of_one_alone(scores: Iterable[Score], workshop: Workshop) -> frozenset[tuple[Key, Key]]:
    """Where (persona, touchpoint) one person alone has said without a name how it feels: a curve through it would be
    what they felt, and the others know who was there."""
    if not _feels_without_names(workshop):
        return frozenset()
    known = tuple(scores)
    at = Counter((one.persona, one.touchpoint) for one in known)
    unsigned = {(one.persona, one.touchpoint) for one in known if one.author is None}
    return frozenset(where for where in unsigned if at[where] == 1)


def _feels_without_names(workshop: Workshop) -> bool:
    """Whether anybody may have been promised that; a file of feelings without names has promised nothing."""
    asked = (Step.MOMENTS, Step.FEELINGS)
    return any(workshop.is_anonymous(step) or among_names(step) in workshop.veils for step in asked)


def felt_alone(journey: JourneyMap, workshop: Workshop) -> int:
    """At how many touchpoints nothing is told because one person alone has said, without a name, how it feels; until
    the reveal 0."""
    alone = _of_one_alone(_scores(journey, workshop), workshop) - passed_by(journey)
    return len({touchpoint for _, touchpoint in alone})


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
