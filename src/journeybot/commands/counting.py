"""Counting what is on a map, in words."""

from collections.abc import Mapping

from journeybot.commands.call import Call
from journeybot.workshop import Step, Workshop

OF_A_STEP: dict[Step, tuple[str, ...]] = {
    Step.PERSONAS: ("persona",),
    Step.STAGES: ("stage",),
    Step.TOUCHPOINTS: ("touchpoint",),
    Step.MOMENTS: ("moment", "score"),
    Step.CHALLENGES: ("challenge",),
    Step.IMPROVEMENTS: ("improvement",),
}
"""The kinds of notes that a step asks for; it may have some of which nobody here was asked, from a template or file."""

OF_ITS_TEMPLATE = frozenset({"persona", "touchpoint"})
"""What a retrospective has from its template: one team, and what happened in each part."""


def counted(call: Call, counts: Mapping[str, int] | None = None) -> list[str]:
    """How many there are of what a team cares to count, each with its word: "2 personas"."""
    counts = call.workshop.counts if counts is None else counts
    kinds = (kind for kind in call.plain.words("counts") if counts.get(kind))
    untold = OF_ITS_TEMPLATE if call.workshop.looks_back else frozenset()
    return [call.plain.say(f"counts.{kind}", n=counts[kind]) for kind in kinds if kind not in untold]


def has_something(workshop: Workshop) -> bool:
    """Whether there is something already of what the current step asks for."""
    return any(workshop.counts.get(kind) for kind in OF_A_STEP.get(workshop.step, ()))
