"""What comes after what: the steps of a workshop, of a retrospective and of a review, and what each keeps secret."""

from enum import StrEnum


class Step(StrEnum):
    """The steps of a workshop, in order; what a retrospective opens with; the parts of a review, in order."""

    PERSONAS = "personas"
    STAGES = "stages"
    TOUCHPOINTS = "touchpoints"
    MOMENTS = "moments"
    CHALLENGES = "challenges"
    IMPROVEMENTS = "improvements"
    LAST_ACTIONS = "last_actions"
    OUTCOMES = "outcomes"
    FEELINGS = "feelings"
    NUMBERS = "numbers"
    CHANGES = "changes"
    PLANS = "plans"


STEPS = (Step.PERSONAS, Step.STAGES, Step.TOUCHPOINTS, Step.MOMENTS, Step.CHALLENGES, Step.IMPROVEMENTS)
"""A workshop."""

LOOKING_BACK = (Step.MOMENTS, Step.CHALLENGES, Step.IMPROVEMENTS)
"""A retrospective: who travels, and which way, its template says."""

PARTS = (Step.OUTCOMES, Step.FEELINGS, Step.NUMBERS, Step.CHANGES, Step.PLANS)
"""A review of a map that was finished."""

AGAIN = {Step.MOMENTS: Step.FEELINGS, Step.TOUCHPOINTS: Step.CHANGES, Step.IMPROVEMENTS: Step.PLANS}
"""The part of a review that asks the same as a step did. What is given there counts for it, and is as nameless."""

ONCE = {part: step for step, part in AGAIN.items()}

RETROSPECTIVE = "retrospective"
"""The flavour of a map on which a team looks back on its own way."""


class Secret(StrEnum):
    """What a team keeps hidden until its reveal, so that nobody is swayed by the others."""

    SCORES = "scores"
    CHALLENGE_VOTES = "challenge votes"
    IMPROVEMENT_VOTES = "improvement votes"


SECRET_OF = {
    Step.MOMENTS: Secret.SCORES,
    Step.CHALLENGES: Secret.CHALLENGE_VOTES,
    Step.IMPROVEMENTS: Secret.IMPROVEMENT_VOTES,
    Step.FEELINGS: Secret.SCORES,
}
"""The secret of each step that has one."""

STEP_OF = {SECRET_OF[step]: step for step in STEPS if step in SECRET_OF}
"""The step of a workshop that each secret is of."""


def gone_through(*, reviewing: bool, looking_back: bool, following: bool) -> tuple[Step, ...]:
    """The steps of a workshop, or of what it is; a retrospective that follows another opens with its actions."""
    if reviewing:
        return PARTS
    if not looking_back:
        return STEPS
    return (Step.LAST_ACTIONS, *LOOKING_BACK) if following else LOOKING_BACK
