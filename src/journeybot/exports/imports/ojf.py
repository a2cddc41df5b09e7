"""Reads the OpenJourney Format of the Ptolemy journey mapper; what each node is, its purpose says, else its lane."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from journeybot.exports.document import as_exported
from journeybot.exports.imports.brought import Brought, File
from journeybot.exports.ojf import STRETCH
from journeybot.exports.told import Keyring, Told
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import (
    About,
    Challenge,
    Improvement,
    JourneyMap,
    Key,
    Moment,
    Note,
    Pain,
    Persona,
    Score,
    Stage,
    Status,
    Strategy,
    Touchpoint,
)
from journeybot.paper.places import same

SCORED_BY = "participant 1"
MOST = 5
"""Their scores go from -5 to 5."""

PURPOSES = {
    "touchpoint": "touchpoint",
    "action": "lived",
    "thought": "lived",
    "emotion": "lived",
    "pain": "pain",
    "pain-point": "pain",
    "bottleneck": "pain",
    "milestone": "milestone",
    "improvement": "help",
    "opportunity": "help",
    "solution": "help",
}
"""What a node of each purpose becomes."""

LANES = (
    ("pain", "pain"),
    ("touchpoint", "touchpoint"),
    ("action", "lived"),
    ("opportunit", "help"),
    ("improve", "help"),
)
"""What a node without a purpose becomes, by a part of its lane's name."""

_SEVERITY = {"low": 1, "medium": None, "high": 3}
_OWN_LANE = re.compile(r"persona-\d+")


def fits(file: File) -> bool:
    """Whether it has what the format's page asks for."""
    return isinstance(file.document.get("swimlanes"), list) and isinstance(file.document.get("nodes"), list)


def read(file: File, into: JourneyMap) -> Brought:
    """The map of a file. A score between two of ours becomes the one further from the middle."""
    reading = _Reading(Told(file.document))
    for node in reading.root.each("nodes"):
        try:
            reading.take(node)
        except Unreadable as trouble:
            reading.troubles.append(trouble)
    return reading.brought(into)


@dataclass
class _Reading:
    """A file, and what its nodes have said so far."""

    root: Told
    keys: Keyring = field(default_factory=Keyring)
    stages: dict[str, Stage] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    steps: dict[tuple[Key, str], Touchpoint] = field(default_factory=dict)
    lived: set[tuple[Key, Key]] = field(default_factory=set)
    troubles: list[Unreadable] = field(default_factory=list)
    left_out: int = 0

    def __post_init__(self) -> None:
        for told in self.root.each("stages"):
            self.stages[told.text("id")] = Stage(key=self.keys.take("stage", told), name=told.text("name"))
        for told in self.root.each("swimlanes"):
            self.lanes[told.text("id")] = told.text("name")
        own = {lane: name for lane, name in self.lanes.items() if _OWN_LANE.fullmatch(lane)}
        travels = self.root.text("persona")
        for lane, name in own.items() or ([("", travels)] if travels else []):
            self.personas[lane] = Persona(key=self.keys.fresh(f"persona-{len(self.personas) + 1}"), name=name)

    def take(self, node: Told) -> None:
        """One node more. Raises Unreadable."""
        where = node.text("stageId")
        if where not in self.stages:
            raise Unreadable("nothing_there", where=node.where("stageId"), found=where)
        lane = self.lanes.get(node.text("swimlaneId"), "").casefold()
        meant = PURPOSES.get(node.text("purpose").casefold())
        meant = meant or next((what for part, what in LANES if part in lane), None)
        if meant is None:
            self.left_out += 1
            return
        getattr(self, f"_{meant}")(node, self.stages[where])

    def brought(self, into: JourneyMap) -> Brought:
        """The map that it comes to."""
        title, view = self.root.text("title"), self.root.text("pointOfView")
        about = About(key=into.about.key, title=title or view, scenario=view if view != title else "")

        def all_of(kind: type[Any]) -> tuple[Any, ...]:
            return tuple(note for note in self.notes if type(note) is kind)

        scores = all_of(Score)
        journey = JourneyMap(
            about=about if about.title else into.about,
            personas=tuple(self.personas.values()),
            stages=tuple(self.stages.values()),
            touchpoints=tuple(self.steps.values()),
            moments=all_of(Moment),
            scores=scores,
            challenges=all_of(Challenge),
            improvements=all_of(Improvement),
            participants=1 if scores else 0,
        )
        remarks = (("import.remarks.left_out", dict[str, object](count=self.left_out)),) if self.left_out else ()
        return Brought(journey=as_exported(journey), troubles=tuple(self.troubles), remarks=remarks)

    def _touchpoint(self, node: Told, stage: Stage) -> None:
        step = self._step(stage, node.text("title"))
        channel, device, *_ = (*node.texts("tags"), "", "")
        told = replace(step, channel=channel, device=device, context=node.text("description"))
        self.steps[stage.key, same(step.name)] = replace(told, moment_of_truth=node.truth("isMomentOfTruth"))
        for persona in self.personas.values():
            self._felt(node, persona.key, step.key)

    def _lived(self, node: Told, stage: Stage) -> None:
        """What somebody does, at the touchpoint that our export puts among the tags; else it is one of its own."""
        title, tags = node.text("title"), node.texts("tags")
        meant = next((tag for tag in tags[:1] if (stage.key, same(tag)) in self.steps), "")
        step = self._step(stage, meant or title)
        own = self.personas.get(node.text("swimlaneId"))
        for persona in [own] if own else self.personas.values():
            action, thought = (title, node.text("description")) if meant else (node.text("description"), "")
            if (persona.key, step.key) not in self.lived and (thought or (action and action != step.name)):
                key = self.keys.fresh(f"moment-{len(self.notes) + 1}")
                self.notes.append(
                    Moment(key=key, persona=persona.key, touchpoint=step.key, action=action, thought=thought)
                )
                self.lived.add((persona.key, step.key))
            self._felt(node, persona.key, step.key)

    def _pain(self, node: Told, stage: Stage) -> None:
        tags = node.texts("tags")
        pain = next((Pain(tag) for tag in tags if tag in set(Pain)), None)
        title, more = node.text("title"), node.text("description")
        own = pain is not None
        self.notes.append(
            Challenge(
                key=self.keys.fresh(f"challenge-{len(self.notes) + 1}"),
                text=title if own or not more else f"{title}: {more}",
                need=more if own else "",
                stage=stage.key,
                pain=pain or Pain.MET,
                severity=_SEVERITY.get(node.text("severity")),
            )
        )

    def _milestone(self, node: Told, stage: Stage) -> None:
        said = [self.stages[node.text("stageId")].milestone, node.text("title")]
        self.stages[node.text("stageId")] = replace(stage, milestone=" / ".join(filter(None, said)))

    def _help(self, node: Told, stage: Stage) -> None:
        tags = list(node.texts("tags"))
        status = next((Status(tag) for tag in tags[:1] if tag in set(Status)), None)
        rest = tags[1:] if status else []
        strategy = next((Strategy(tag) for tag in rest[:1] if tag in set(Strategy)), None)
        self.notes.append(
            Improvement(
                key=self.keys.fresh(f"improvement-{len(self.notes) + 1}"),
                text=": ".join(filter(None, (node.text("title"), node.text("description")))),
                stage=stage.key,
                status=status or Status.OPEN,
                strategy=strategy,
                owner=", ".join(rest[1:] if strategy else rest),
            )
        )

    def _step(self, stage: Stage, name: str) -> Touchpoint:
        made = Touchpoint(key=f"touchpoint-{len(self.steps) + 1}", stage=stage.key, name=name)
        found = self.steps.setdefault((stage.key, same(name)), made)
        if found is made:
            self.keys.fresh(made.key)
        return found

    def _felt(self, node: Told, persona: Key, touchpoint: Key) -> None:
        found = node.number("score")
        if found is None:
            return
        if not -MOST <= found <= MOST:
            raise Unreadable("out_of_range", where=node.where("score"), found=found, least=-MOST, most=MOST)
        value = int(abs(found / STRETCH) + 0.5) * (1 if found > 0 else -1)
        key = self.keys.fresh(f"score-{persona}-{touchpoint}")
        given = Score(key=key, author=SCORED_BY, persona=persona, touchpoint=touchpoint, value=value)
        if not any(isinstance(n, Score) and (n.persona, n.touchpoint) == (persona, touchpoint) for n in self.notes):
            self.notes.append(given)
