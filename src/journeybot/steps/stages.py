"""Step 2, stages: the parts of the way, one a line; from a template, then renamed, added, removed, put in order."""

from collections.abc import Iterable
from dataclasses import replace

from journeybot.forms import Answers, Field, Kind, Option, Unusable, as_cells, cells, digest, lines
from journeybot.journey import Challenge, JourneyMap, Phase, Stage, Touchpoint
from journeybot.prompt_files import ENGLISH, spoken
from journeybot.stage_templates import every, named
from journeybot.steps.desk import Desk, Dialog, Written, asked
from journeybot.steps.naming import must_differ
from journeybot.typed import meanings, written
from journeybot.workshop import Step

FEWEST, MOST = 2, 12
LONGEST_NAME = 80
EMPTY_MARK = "empty"


def _stages(desk: Desk) -> tuple[Field, ...]:
    stages = desk.every(Stage)
    listed = asked(
        desk,
        "stages.lines",
        Kind.LINES,
        required=bool(stages),
        initial="\n".join(as_line(stage, desk.words.language) for stage in stages) or None,
        longest=3000,
    )
    if stages:
        return (listed,)
    templates = tuple(Option(t.name, t.title) for t in every(desk.words.language) if t.stages)
    return (asked(desk, "stages.template", Kind.CHOICE, options=templates), listed)


def as_line(stage: Stage, language: str = ENGLISH) -> str:
    """A stage as one line of the dialog: name | phase | milestone | empty."""
    phase = written("lines", stage.phase, language) if stage.phase else ""
    parts = [stage.name, phase, stage.milestone, written("lines", EMPTY_MARK, language) if stage.empty else ""]
    return as_cells(part for part in parts if part)


def _read(line: str, key: str, old: Stage | None) -> Stage:
    name, *rest = cells(line)
    phase, milestone, empty = None, "", False
    for part in filter(None, rest):
        meant = meanings("lines").get(part.casefold())
        if meant in set(Phase):
            phase = Phase(meant)
        elif meant == EMPTY_MARK:
            empty = True
        else:
            milestone = part
    return replace(old or Stage(key=key, name=name), name=name, phase=phase, milestone=milestone, empty=empty)


def _take(desk: Desk, answers: Answers) -> Written:
    typed = lines(answers.get("lines"))
    if not typed and answers.get("template"):
        return Written(put=from_template(str(answers["template"]), desk))
    _check(typed)
    old = desk.every(Stage)
    if desk.seen.get("shown") != _shown(old):
        raise Unusable({"lines": ("stages_changed", {"names": [stage.name for stage in old]})})
    must_differ([cells(line)[0] for line in typed], [stage.name for stage in old], at="lines")
    kept = _matched(typed, old)
    put = _in_order(_read(line, f"{desk.subject}.{at}", kept.get(at)) for at, line in enumerate(typed))
    held = {stage.key for stage in put}
    dropped = tuple(stage for stage in old if stage.key not in held)
    _nothing_hangs_on(dropped, desk)
    return Written(put=put, drop=tuple(stage.key for stage in dropped))


def _in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """In the order of the lines. A place that fits already is kept, gaps and all: closing them would be a change, to be
    taken back, that nobody sees."""
    placed: list[Stage] = []
    for stage in stages:
        after = placed[-1].position + 1 if placed else 1
        placed.append(replace(stage, position=max(after, stage.position)))
    return tuple(placed)


def _shown(stages: tuple[Stage, ...]) -> str:
    return digest("\n".join(map(as_line, stages)))


def _check(typed: tuple[str, ...]) -> None:
    if not FEWEST <= len(typed) <= MOST:
        raise Unusable({"lines": ("stage_count", {"fewest": FEWEST, "most": MOST, "count": len(typed)})})
    names = [cells(line)[0] for line in typed]
    if not all(names):
        raise Unusable({"lines": ("stage_without_name", {"number": names.index("") + 1})})
    longest = max(names, key=len)
    if len(longest) > LONGEST_NAME:
        raise Unusable({"lines": ("stage_too_long", {"name": longest[:20], "longest": LONGEST_NAME})})


def _matched(typed: tuple[str, ...], old: tuple[Stage, ...]) -> dict[int, Stage]:
    """Which old stage each line means: the one of that name; lines with new names take, in order, the stages that no
    line names (that is a renaming)."""
    free = list(old)
    found: dict[int, Stage] = {}
    for at, line in enumerate(typed):
        name = cells(line)[0]
        same = next((stage for stage in free if stage.name == name), None)
        if same is not None:
            found[at] = same
            free.remove(same)
    for at in range(len(typed)):
        if at not in found and free:
            found[at] = free.pop(0)
    return found


def _nothing_hangs_on(dropped: tuple[Stage, ...], desk: Desk) -> None:
    if not dropped:
        return
    busy = {t.stage for t in desk.every(Touchpoint)} | {c.stage for c in desk.every(Challenge)}
    for stage in dropped:
        if stage.key in busy:
            raise Unusable({"lines": ("stage_in_use", {"name": stage.name})})


def from_template(name: str, desk: Desk) -> tuple[Stage, ...]:
    """The stages of a template, as new notes."""
    return tuple(
        Stage(key=f"{desk.subject}.{at}", position=at + 1, name=s.name, phase=s.phase, milestone=s.milestone)
        for at, s in enumerate(named(name, desk.language).stages)
    )


def is_untouched(journey: JourneyMap, template: str) -> bool:
    """Whether a map has the stages of its template, as they came, and nothing else."""
    here = [(stage.name, stage.phase, stage.milestone, stage.empty) for stage in journey.stages]
    known = every(spoken(journey.about.language))
    came = [(s.name, s.phase, s.milestone, False) for one in known if one.name == template for s in one.stages]
    return bool(here) and here == came and len([*journey.notes()]) == len(here)


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: two stages."""
    return [] if len(journey.stages) >= FEWEST else [("stages.missing", {"count": len(journey.stages)})]


def so_far(journey: JourneyMap, _shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: the stages, in order."""
    return [("stages.line", {"names": [s.name for s in journey.stages]})] if journey.stages else []


def _remember(desk: Desk) -> dict[str, str]:
    """What the stages were when the dialog opened: who worked on older ones is told, instead of undoing the others."""
    return {**desk.seen, "shown": _shown(desk.every(Stage))}


DIALOGS = (
    Dialog(
        name="stages",
        step=Step.STAGES,
        kind=Stage,
        fields=_stages,
        take=_take,
        words="stages.stages",
        remember=_remember,
    ),
)
