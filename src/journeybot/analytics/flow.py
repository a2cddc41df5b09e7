"""The way that a map shows, as far as an event log can be held against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from journeybot.journey import JourneyMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Names of a map: its stages and its touchpoints in order, the stage of each touchpoint and how it is spelt, both
    by its name in lower case, and what comes `after` a touchpoint where the map says so."""

    stages: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    stage_of: Mapping[str, str] = field(default_factory=dict)
    spelling: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, journey: JourneyMap | None) -> "Flow":
        """The way of a map; an empty one without a map."""
        if journey is None:
            return cls()
        stages = {stage.key: stage.name for stage in journey.stages}
        place = {key: number for number, key in enumerate(stages)}
        along = sorted(journey.touchpoints, key=lambda touchpoint: place[touchpoint.stage])
        names = {touchpoint.key: touchpoint.name for touchpoint in along}
        return cls(
            stages=tuple(stages.values()),
            touchpoints=tuple(names.values()),
            stage_of={one.name.lower(): stages[one.stage] for one in along},
            spelling={name.lower(): name for name in names.values()},
            after={one.name: names[one.next] for one in along if one.next in names},
        )
