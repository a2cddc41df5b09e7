"""The map as a table: stages across, lanes down, in each cell a few lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from journeybot.exports.contents import Contents, marked, still_helping
from journeybot.journey import Persona, Stage
from journeybot.story import Phrases

Line = tuple[str, str]
"""What a line is about (may be empty), and what it says."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: `name` is that of a lane in prompts, `whose` the persona it is of or "", `cells` has one per stage."""

    name: str
    whose: str
    cells: tuple[tuple[Line, ...], ...]


def lanes(it: Contents, p: Phrases) -> list[Lane]:
    """The lanes that have something in them, from top to bottom."""
    made = [
        _lane(it, "phase", lambda stage: [("", p.phase(stage.phase) if stage.phase else "")]),
        _lane(it, "milestone", lambda stage: [("", stage.milestone)]),
        _lane(it, "touchpoints", partial(_met, it)),
        *(_lane(it, "does", partial(_done, it, one), whose=one.name) for one in it.journey.personas),
        *(_lane(it, "feels", partial(_felt, it, one, p=p), whose=one.name) for one in it.journey.personas),
        _lane(it, "hurts", lambda stage: [("", marked(c)) for c in it.challenges(stage)]),
        _lane(it, "helps", lambda stage: [("", i.text) for i in still_helping(it.improvements(stage))]),
        _lane(it, "watched", partial(_watched, it, p=p)),
    ]
    return [lane for lane in made if any(lane.cells)]


def _lane(it: Contents, name: str, lines: Callable[[Stage], Iterable[Line]], *, whose: str = "") -> Lane:
    cells = (tuple(line for line in lines(stage) if line[1]) for stage in it.journey.stages)
    return Lane(name, whose, tuple(cells))


def _met(it: Contents, stage: Stage) -> Iterator[Line]:
    for touchpoint in it.journey.touchpoints_of(stage.key):
        where = f" ({touchpoint.channel})" if touchpoint.channel else ""
        yield "", f"{'★ ' if touchpoint.moment_of_truth else ''}{touchpoint.name}{where}"


def _done(it: Contents, persona: Persona, stage: Stage) -> Iterator[Line]:
    for touchpoint in it.journey.touchpoints_of(stage.key):
        moment = it.moment(persona, touchpoint)
        yield touchpoint.name, moment.action if moment else ""


def _felt(it: Contents, persona: Persona, stage: Stage, *, p: Phrases) -> Iterator[Line]:
    typical = it.felt(persona).typical
    for touchpoint in it.journey.touchpoints_of(stage.key):
        if touchpoint.key in typical:
            yield touchpoint.name, p.score(typical[touchpoint.key])


def _watched(it: Contents, stage: Stage, *, p: Phrases) -> Iterator[Line]:
    for measure in it.measures(stage):
        when, value = measure.series[-1] if measure.series else ("", None)
        if value is not None:
            place = it.names.get(measure.touchpoint or "")
            name = f"{measure.name} ({place})" if place else measure.name
            yield name, " ".join(filter(None, (p.number(value), measure.unit, f"({when})" if when else "")))
