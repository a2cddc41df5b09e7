"""Finds what stands where on a map: which pain in which stage, who does what at a touchpoint, what a key is called."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from journeybot.customers import Said, said
from journeybot.figures import Felt, felt_by
from journeybot.inside import opened
from journeybot.journey import (
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Key,
    Measure,
    Moment,
    Pain,
    Persona,
    Response,
    Stage,
    Status,
    Touchpoint,
)
from journeybot.results import without_small_groups
from journeybot.reviews import stale
from journeybot.story import Phrases
from journeybot.wording import Ready

_ADDRESS = re.compile(r"https?://[^\s<>\\]{1,2000}")
Placed = TypeVar("Placed", Challenge, Improvement, Measure)


def marked(challenge: Challenge) -> str:
    """A challenge where it stands among others; what helped is no pain, and a sign says so."""
    return f"+ {challenge.text}" if challenge.pain is Pain.HELPED else challenge.text


def still_helping(improvements: Iterable[Improvement]) -> list[Improvement]:
    """What is to help, or has helped: without what was dropped."""
    return [one for one in improvements if one.status is not Status.DROPPED]


class Contents:
    """One map, opened at the right page."""

    def __init__(self, journey: JourneyMap) -> None:
        self.journey = journey
        self._stage_of = {t.key: t.stage for t in journey.touchpoints}
        self._felt = {p.key: felt_by(journey, p.key) for p in journey.personas}
        self._moments = {(m.persona, m.touchpoint): m for m in journey.moments}

    @cached_property
    def names(self) -> dict[Key, str]:
        """What everything that can be pointed at is called."""
        it = self.journey
        named: dict[Key, str] = {one.key: one.name for one in it.personas}
        named |= {one.key: one.name for one in it.stages} | {one.key: one.name for one in it.touchpoints}
        return named | {one.key: one.text for one in it.challenges} | {one.key: one.text for one in it.improvements}

    @cached_property
    def stale(self) -> frozenset[Key]:
        """The touchpoints that the last reviews did not confirm."""
        return stale(self.journey)

    def called(self, keys: Iterable[Key]) -> list[str]:
        """What the things of these keys are called."""
        return [self.names[key] for key in keys]

    def felt(self, persona: Persona) -> Felt:
        """How the journey feels to a persona."""
        return self._felt[persona.key]

    def felt_by(self, persona: Key) -> Felt:
        """How the journey feels to the persona of that key."""
        return self._felt[persona]

    def stage_of(self, touchpoint: Key) -> Key:
        """The stage of the touchpoint of that key."""
        return self._stage_of[touchpoint]

    def stage_around(self, key: Key | None) -> Key | None:
        """The stage of the touchpoint of that key; None if something else is called so."""
        return self._stage_of.get(key or "")

    def moment_called(self, key: Key) -> Moment | None:
        """The moment of that key; None if something else is called so."""
        return self._moments_by_key.get(key)

    @cached_property
    def _moments_by_key(self) -> dict[Key, Moment]:
        return {moment.key: moment for moment in self.journey.moments}

    def moment(self, persona: Persona, touchpoint: Touchpoint) -> Moment | None:
        """What a persona does and thinks at a touchpoint."""
        return self._moments.get((persona.key, touchpoint.key))

    def challenges(self, stage: Stage) -> list[Challenge]:
        """What hurts in a stage, at its touchpoints or as a whole."""
        return [c for c in self.journey.challenges if self._place(c) == stage.key]

    def measures(self, stage: Stage) -> list[Measure]:
        """What is watched in a stage."""
        return [m for m in self.journey.measures if self._place(m) == stage.key]

    def improvements(self, stage: Stage) -> list[Improvement]:
        """What is to help in a stage: there, or against something that hurts there."""
        sore = {c.key for c in self.challenges(stage)}
        return [i for i in self.journey.improvements if self._place(i) == stage.key or sore & set(i.challenges)]

    def at(self, touchpoint: Touchpoint) -> list[Challenge]:
        """What hurts at a touchpoint."""
        return [c for c in self.journey.challenges if c.touchpoint == touchpoint.key]

    def inside(self, touchpoint: Touchpoint) -> JourneyMap | None:
        """The map that a touchpoint opens, if it is at hand."""
        return opened(self.journey, touchpoint)

    def evidence(self, *keys: Key) -> list[Evidence]:
        """What the statements of these keys stand on."""
        return [e for e in self.journey.evidence if e.on in keys]

    def against(self, challenge: Challenge) -> list[Improvement]:
        """What is to help against a challenge, or has helped; what was dropped does not."""
        return [i for i in still_helping(self.journey.improvements) if challenge.key in i.challenges]

    def comments(self, touchpoint: Touchpoint) -> list[Response]:
        """What customers added to their answers at a touchpoint, if enough of them answered there."""
        told = without_small_groups(self.journey).responses
        return [r for r in told if r.touchpoint == touchpoint.key and r.comment]

    @cached_property
    def said(self) -> dict[Key, Said]:
        """What customers say, by touchpoint."""
        return said(self.journey)

    def is_address(self, typed: str) -> bool:
        """Whether this is a web address and nothing else."""
        return _ADDRESS.fullmatch(typed) is not None

    def link(self, address: str, p: Phrases) -> str:
        """A web address as a link; anything else as text."""
        return Ready(f"<{address}>") if self.is_address(address) else p.text(address)

    def _place(self, note: Placed) -> Key | None:
        return self._stage_of.get(note.touchpoint or "") or note.stage
