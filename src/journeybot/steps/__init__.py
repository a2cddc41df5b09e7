"""The six steps and their dialogs, in one table: a new step or dialog is one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from journeybot.journey import JourneyMap, Note
from journeybot.steps import (
    challenges,
    evidencing,
    hands,
    improvements,
    measuring,
    moments,
    pasting,
    personas,
    scoring,
    stages,
    touchpoints,
    voting,
)
from journeybot.steps.desk import Desk, Dialog, Written
from journeybot.workshop import Step, Workshop

Sentences = list[tuple[str, dict[str, object]]]
"""Names of sentences in prompts/, each with the values of its gaps."""


@dataclass(frozen=True, slots=True)
class Guide:
    """How one step is led: the dialog `add` opens, what is still missing, what is in so far (of the whole map, and of
    what of it may be seen)."""

    dialog: str
    missing: Callable[[JourneyMap], Sentences]
    so_far: Callable[[JourneyMap, JourneyMap], Sentences]


GUIDES: dict[Step, Guide] = {
    Step.PERSONAS: Guide("persona", personas.missing, personas.so_far),
    Step.STAGES: Guide("stages", stages.missing, stages.so_far),
    Step.TOUCHPOINTS: Guide("touchpoints", touchpoints.missing, touchpoints.so_far),
    Step.MOMENTS: Guide("moment", moments.missing, moments.so_far),
    Step.CHALLENGES: Guide("challenge", challenges.missing, challenges.so_far),
    Step.IMPROVEMENTS: Guide("improve", improvements.missing, improvements.so_far),
    Step.LAST_ACTIONS: Guide("became", lambda _journey: [], lambda _journey, _shown: []),
}

OPENS: dict[Step, str] = {
    **{step: guide.dialog for step, guide in GUIDES.items()},
    Step.OUTCOMES: "outcome",
    Step.FEELINGS: "score",
    Step.NUMBERS: "value",
    Step.CHANGES: "touchpoints",
    Step.PLANS: "improve",
}
"""What answers the question of each step, or part of a review: a dialog, or a command that finds what to ask."""


def dialog_of(workshop: Workshop) -> str:
    """What answers the current step; who looks back has nothing to tell of each moment but how it felt, and who
    has no measure yet begins with one."""
    if workshop.looks_back and workshop.step is Step.MOMENTS:
        return "score"
    if workshop.step is Step.NUMBERS and not workshop.counts.get("measure"):
        return "measure"
    return OPENS[workshop.step]


_MODULES = (
    personas,
    stages,
    touchpoints,
    moments,
    scoring,
    hands,
    challenges,
    improvements,
    voting,
    measuring,
    evidencing,
    pasting,
)

DIALOGS: dict[str, Dialog] = {dialog.name: dialog for module in _MODULES for dialog in module.DIALOGS}

EDITED_WITH = {
    "persona": "persona",
    "stage": "stages",
    "touchpoint": "touchpoint",
    "moment": "moment",
    "score": "moment",
    "challenge": "challenge",
    "improvement": "improve",
    "measure": "measure",
    "evidence": "evidence",
}
"""The dialog that edits each kind of note."""

__all__ = ["DIALOGS", "EDITED_WITH", "GUIDES", "Desk", "Dialog", "Guide", "Note", "Sentences", "Written", "dialog_of"]
