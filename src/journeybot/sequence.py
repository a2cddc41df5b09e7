"""What comes after what: the six steps of a workshop, those of a retrospective, and what each keeps secret."""

from enum import StrEnum


class Step(StrEnum):
    """The steps of a workshop, in order; then what a retrospective opens with."""

    PERSONAS = "personas"
    STAGES = "stages"
    TOUCHPOINTS = "touchpoints"
    MOMENTS = "moments"
    CHALLENGES = "challenges"
    IMPROVEMENTS = "improvements"
    LAST_ACTIONS = "last_actions"


STEPS = (Step.PERSONAS, Step.STAGES, Step.TOUCHPOINTS, Step.MOMENTS, Step.CHALLENGES, Step.IMPROVEMENTS)
"""A workshop."""

LOOKING_BACK = (Step.MOMENTS, Step.CHALLENGES, Step.IMPROVEMENTS)
"""A retrospective: who travels, and which way, its template says."""


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
}
"""The secret of each step that has one."""

STEP_OF = {secret: step for step, secret in SECRET_OF.items()}
