"""The map in the OpenJourney Format of the Ptolemy journey mapper: stages across, swim lanes down, nodes between."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journeybot.exports.contents import Contents
from journeybot.exports.document import as_exported
from journeybot.exports.guarding import legal
from journeybot.journey import Challenge, Improvement, JourneyMap, Key, Persona
from journeybot.prompt_files import spoken
from journeybot.story import Phrases
from journeybot.wording import Wording

VERSION = "1.0"
STRETCH = 2.5
"""Their scores go from -5 to +5, ours from -2 to +2."""

_SEVERITY = {None: "medium", 1: "low", 2: "medium", 3: "high"}

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lane:
    """A swim lane with its nodes, each with the stage it stands in."""

    key: str
    name: str
    nodes: list[tuple[Key, Node]]


def to_ojf(journey: JourneyMap) -> bytes:
    """The map as an OJF 1.0 file: touchpoints, what each persona does and feels there, milestones, pains and what
    will help. See OJF_SPEC.md of andywestley/ptolemy-journey-mapper."""
    kept = as_exported(journey)
    it, words = Contents(kept), Wording(spoken(kept.about.language), flavour=kept.about.flavour)
    lanes = [lane for lane in _lanes(it, words) if lane.nodes]
    nodes = [(lane, stage, node) for lane in lanes for stage, node in lane.nodes]
    document = {
        "version": VERSION,
        "title": legal(kept.about.title),
        "persona": legal(", ".join(persona.name for persona in kept.personas)),
        "pointOfView": legal(kept.about.scenario or kept.about.title),
        "stages": [{"id": stage.key, "name": legal(stage.name)} for stage in kept.stages],
        "swimlanes": [{"id": lane.key, "name": lane.name} for lane in lanes],
        "nodes": [
            {"id": f"n{number}", "stageId": stage, "swimlaneId": lane.key, **node}
            for number, (lane, stage, node) in enumerate(nodes, 1)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _lanes(it: Contents, words: Wording) -> Iterator[Lane]:
    stages = it.journey.stages
    yield Lane("touchpoints", words.say("exports.lanes.touchpoints"), list(_touchpoints(it)))
    for number, persona in enumerate(it.journey.personas, 1):
        yield Lane(f"persona-{number}", legal(persona.name), list(_lived(it, persona, Phrases(words))))
    milestones = [(s.key, _node(s.milestone, purpose="milestone")) for s in stages if s.milestone]
    yield Lane("milestones", words.say("exports.lanes.milestones"), milestones)
    pains = [(s.key, _pain(c)) for s in stages for c in it.challenges(s)]
    yield Lane("pains", words.say("exports.lanes.pains"), pains)
    yield Lane("improvements", words.say("exports.lanes.improvements"), list(_helps(it)))


def _touchpoints(it: Contents) -> Iterator[tuple[Key, Node]]:
    for touchpoint in it.journey.travelled():
        yield (
            touchpoint.stage,
            _node(
                touchpoint.name,
                touchpoint.context,
                purpose="touchpoint",
                severity=_level(touchpoint.importance),
                tags=(touchpoint.channel, touchpoint.device),
            )
            | {"isMomentOfTruth": touchpoint.moment_of_truth},
        )


def _lived(it: Contents, persona: Persona, p: Phrases) -> Iterator[tuple[Key, Node]]:
    """What a persona does and how it feels, at each touchpoint where anything is known of that."""
    typical = it.felt(persona).typical
    for touchpoint in it.journey.travelled():
        moment, score = it.moment(persona, touchpoint), typical.get(touchpoint.key)
        if score is None and (moment is None or moment.absent):
            continue
        said = (moment.action, moment.thought) if moment else ("", "")
        node = _node(said[0] or touchpoint.name, said[1], purpose="action", tags=(touchpoint.name,))
        felt = {} if score is None else {"score": _whole(score * STRETCH), "sentiment": str(p.feel(score))}
        yield touchpoint.stage, node | felt


def _pain(challenge: Challenge) -> Node:
    tags = (str(challenge.pain.value),)
    return _node(
        challenge.text, challenge.need, purpose="pain-point", severity=_SEVERITY[challenge.severity], tags=tags
    )


def _helps(it: Contents) -> Iterator[tuple[Key, Node]]:
    """Each improvement once, in the first stage where it helps."""
    placed: set[Key] = set()
    for stage in it.journey.stages:
        for improvement in it.improvements(stage):
            if improvement.key not in placed:
                placed.add(improvement.key)
                yield stage.key, _help(improvement)


def _help(improvement: Improvement) -> Node:
    tags = (str(improvement.status.value), str(improvement.strategy or ""), improvement.owner)
    return _node(improvement.text, purpose="improvement", severity=_level(improvement.impact), tags=tags)


def _level(one_to_five: int | None) -> str:
    return "medium" if one_to_five is None else "low" if one_to_five < 3 else "medium" if one_to_five == 3 else "high"


def _node(
    title: str, description: str = "", *, purpose: str, severity: str = "low", tags: tuple[str, ...] = ()
) -> Node:
    named = [legal(tag) for tag in tags if tag]
    return {
        "title": legal(title),
        "description": legal(description),
        "severity": severity,
        "purpose": purpose,
        "tags": named,
    }


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value
