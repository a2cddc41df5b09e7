"""Builds journey maps in few words, for the gallery and for the tests of the drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from journeybot.journey import (
    LISTS,
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Measure,
    Moment,
    Note,
    Persona,
    Phase,
    Response,
    Score,
    Stage,
    Strategy,
    Touchpoint,
    Vote,
)

TODAY = date(2026, 5, 21)


@dataclass
class Builder:
    """A map in the making; every method adds something and gives back its key."""

    title: str
    about: dict[str, Any] = field(default_factory=dict)
    participants: int = 0
    notes: dict[str, list[Note]] = field(default_factory=dict)
    stage_now: str = ""

    def add(self, word: str, kind: type[Note], **values: Any) -> str:
        notes = self.notes.setdefault(LISTS[word], [])
        key = f"{word}-{len(notes) + 1}"
        known = {f.name for f in fields(kind)}
        assert values.keys() <= known, f"{word} has no {values.keys() - known}"
        notes.append(kind(key=key, position=len(notes), **values))
        return key

    def persona(self, name: str, **values: Any) -> str:
        return self.add("persona", Persona, name=name, **values)

    def stage(self, name: str, phase: str = "", **values: Any) -> str:
        self.stage_now = self.add("stage", Stage, name=name, phase=Phase(phase) if phase else None, **values)
        return self.stage_now

    def touchpoint(self, name: str, channel: str = "", **values: Any) -> str:
        return self.add("touchpoint", Touchpoint, stage=self.stage_now, name=name, channel=channel, **values)

    def moment(self, persona: str, touchpoint: str, action: str = "", *, thought: str = "", scores: str = "") -> str:
        """`scores` like "-1 0 2", one of each participant."""
        for at, value in enumerate(scores.split()):
            self.add("score", Score, persona=persona, touchpoint=touchpoint, value=int(value), author=f"U{at}")
        return self.add("moment", Moment, persona=persona, touchpoint=touchpoint, action=action, thought=thought)

    def absent(self, persona: str, touchpoint: str) -> str:
        return self.add("moment", Moment, persona=persona, touchpoint=touchpoint, absent=True)

    def challenge(
        self, text: str, touchpoint: str | None = None, *, votes: int = 0, basis: str = "", **values: Any
    ) -> str:
        key = self.add("challenge", Challenge, text=text, touchpoint=touchpoint, **values)
        self.votes(key, votes)
        if basis:
            self.add("evidence", Evidence, on=key, basis=Basis(basis))
        return key

    def improvement(self, text: str, *challenges: str, votes: int = 0, strategy: str = "", **values: Any) -> str:
        chosen = Strategy(strategy) if strategy else None
        key = self.add("improvement", Improvement, text=text, challenges=challenges, strategy=chosen, **values)
        self.votes(key, votes)
        return key

    def votes(self, on: str, number: int) -> None:
        for at in range(number):
            self.add("vote", Vote, on=on, author=f"U{at % 7}")

    def measure(self, name: str, series: Mapping[str, float], **values: Any) -> str:
        return self.add("measure", Measure, name=name, series=tuple(series.items()), **values)

    def responses(self, touchpoint: str, values: Sequence[int]) -> None:
        for value in values:
            self.add("response", Response, touchpoint=touchpoint, scale="csat", value=value, given_on=TODAY)

    def map(self) -> JourneyMap:
        about = replace(About(key="map", title=self.title), **self.about)
        lists: dict[str, Any] = {name: tuple(notes) for name, notes in self.notes.items()}
        return JourneyMap(about=about, participants=self.participants, as_of=TODAY, **lists)
