"""Step 3, touchpoints: per stage, where the customer meets us, on which channel and device, in what context."""

from dataclasses import replace

from journeybot.forms import Answers, Field, Kind, Option, Unusable, cells, digest, lines
from journeybot.journey import JourneyMap, Phase, Stage, Touchpoint
from journeybot.stage_templates import StageTemplate, TemplateStage, named
from journeybot.steps.desk import Desk, Dialog, Written, asked, at_touchpoint, number, options, several, text
from journeybot.steps.naming import is_taken, must_differ
from journeybot.workshop import Step

LONGEST_NAME = 200


def _many(desk: Desk) -> tuple[Field, ...]:
    stages = desk.choices(Stage, lambda stage: Option(stage.key, stage.name))
    typical = _typical(desk) if desk.asking else ()
    fields = [
        asked(
            desk,
            "touchpoints.stage",
            Kind.CHOICE,
            required=True,
            refers=True,
            options=stages,
            initial=_first(desk, stages),
        ),
        asked(desk, "touchpoints.lines", Kind.LINES, longest=3000),
        asked(desk, "touchpoints.channel", longest=60),
        asked(desk, "touchpoints.device", longest=60),
        asked(desk, "touchpoints.context", longest=500),
    ]
    if typical or not desk.asking:
        fields.insert(1, asked(desk, "touchpoints.typical", Kind.CHOICES, refers=True, options=typical))
    return tuple(fields)


def _first(desk: Desk, stages: tuple[Option, ...]) -> str | None:
    """The stage asked for, else the first that has no touchpoint yet, else the first."""
    if not stages:
        return None
    if desk.about in {stage.value for stage in stages}:
        return desk.about
    taken = {touchpoint.stage for touchpoint in desk.every(Touchpoint)}
    return next((stage.value for stage in stages if stage.value not in taken), stages[0].value)


def _typical(desk: Desk) -> tuple[Option, ...]:
    have = {(t.stage, t.name) for t in desk.every(Touchpoint)}
    return tuple(
        Option(f"{stage.key}/{at}", f"{one.name} ({one.channel})" if one.channel else one.name, stage.name)
        for place, stage in enumerate(desk.every(Stage))
        for at, one in enumerate(_template_stage(desk, stage, place).touchpoints)
        if (stage.key, one.name) not in have
    )


def _template_stage(desk: Desk, stage: Stage, place: int) -> TemplateStage:
    """The stage of the template that a stage began as: by its name or, while there are as many as in the template, by
    its place; else none."""
    stages = _template(desk).stages
    named_so = [s for s in stages if stage.name in {s.name, s.customer_words}]
    in_place = stages[place : place + 1] if len(stages) == desk.workshop.counts.get("stage") else ()
    return next(iter([*named_so, *in_place]), TemplateStage(name="", phase=Phase.DURING))


def _template(desk: Desk) -> StageTemplate:
    return named(desk.workshop.template or "empty", desk.language)


def _take_many(desk: Desk, answers: Answers) -> Written:
    stage = desk.must_find(answers["stage"], Stage, at="stage")
    shared = {name: text(answers.get(name)) for name in ("channel", "device", "context")}
    typed = tuple(
        _read(line, f"{desk.subject}.{at}", stage.key, shared, desk.person)
        for at, line in enumerate(lines(answers.get("lines")))
    )
    picked = _picked(desk, several(answers.get("typical")))
    if not typed and not picked:
        raise Unusable({"lines": ("nothing_written", {"typical": bool(_typical(desk))})})
    _must_be_new(desk, stage, typed, beside=picked, at="lines")
    return Written(put=(*picked, *typed))


def _must_be_new(
    desk: Desk, stage: Stage, typed: tuple[Touchpoint, ...], *, beside: tuple[Touchpoint, ...] = (), at: str
) -> None:
    """What is typed must be called otherwise than all else at its stage."""
    own = {one.key for one in typed}
    others = [one.name for one in (*desk.every(Touchpoint), *beside) if one.stage == stage.key and one.key not in own]
    for one in typed:
        if is_taken(one.name, others):
            raise Unusable({at: ("touchpoint_there", {"name": one.name, "stage": stage.name})})
    must_differ([one.name for one in typed], at=at)


def _read(line: str, key: str, stage: str, shared: dict[str, str], author: str) -> Touchpoint:
    """One line: name | channel | device | context; what a line leaves out is taken from the fields below."""
    name, *rest = cells(line)
    if not name:
        raise Unusable({"lines": ("line_without_name", {"line": line[:40]})})
    if len(name) > LONGEST_NAME:
        raise Unusable({"lines": ("line_too_long", {"line": name[:40], "longest": LONGEST_NAME, "length": len(name)})})
    own = {part: value for part, value in zip(("channel", "device", "context"), rest, strict=False) if value}
    return Touchpoint(key=key, author=author, stage=stage, name=name, **{**shared, **own})  # type: ignore[arg-type]


def _picked(desk: Desk, values: tuple[str, ...]) -> tuple[Touchpoint, ...]:
    if not values:
        return ()
    offered = {option.value for option in _typical(desk)}
    places = {stage.key: (at, stage) for at, stage in enumerate(desk.every(Stage))}
    found = []
    for value in values:
        key, _, index = value.rpartition("/")
        if value not in offered or key not in places:
            continue  # somebody else took it meanwhile: it is on the map already
        at, stage = places[key]
        one = _template_stage(desk, stage, at).touchpoints[int(index)]
        made = Touchpoint(key=f"{desk.subject}.{digest(key)}.{index}", author=desk.person, stage=key, name=one.name)
        found.append(replace(made, channel=one.channel, device=one.device))
    return tuple(found)


def _then(desk: Desk, _written: Written) -> str | None:
    """On with the next stage that has nothing yet."""
    taken = {touchpoint.stage for touchpoint in desk.every(Touchpoint)}
    return next((s.key for s in desk.every(Stage) if s.key not in taken and not s.empty), None)


def _old(desk: Desk) -> Touchpoint:
    if isinstance(desk.old, Touchpoint):
        return desk.old
    raise Unusable({"name": ("gone", {})})


def _one(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    stages = desk.choices(Stage, lambda stage: Option(stage.key, stage.name))
    rest = tuple(
        asked(desk, f"touchpoints.{name}", longest=longest, initial=getattr(old, name) or None)
        for name, longest in (("channel", 60), ("device", 60), ("context", 500))
    )
    return (
        asked(desk, "touchpoints.name", required=True, initial=old.name, longest=LONGEST_NAME),
        asked(desk, "touchpoints.stage", Kind.CHOICE, required=True, refers=True, options=stages, initial=old.stage),
        *rest,
    )


def _take_one(desk: Desk, answers: Answers) -> Written:
    stage = desk.must_find(answers["stage"], Stage, at="stage")
    given = {name: text(answers.get(name)) for name in ("name", "channel", "device", "context")}
    old = _old(desk)
    written = replace(old, stage=stage.key, **given)  # type: ignore[arg-type]
    if (written.stage, written.name) != (old.stage, old.name):
        _must_be_new(desk, stage, (written,), at="name")
    return Written(put=(written,))


def _weigh(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    following = tuple(option for option in at_touchpoint(desk) if option.value != old.key) if desk.asking else ()
    return (
        asked(
            desk,
            "touchpoints.importance",
            Kind.SCALE,
            options=options(desk, "touchpoints.importance.options"),
            initial=str(old.importance) if old.importance else None,
        ),
        asked(
            desk,
            "touchpoints.truth",
            Kind.TICKS,
            options=options(desk, "touchpoints.truth.options"),
            initial=("yes",) if old.moment_of_truth else None,
        ),
        asked(desk, "touchpoints.next", Kind.CHOICE, refers=True, options=following, initial=old.next),
    )


def _take_weigh(desk: Desk, answers: Answers) -> Written:
    following = answers.get("next")
    after = desk.must_find(following, Touchpoint, at="next").key if following else None
    weighed = replace(
        _old(desk), importance=number(answers.get("importance")), moment_of_truth=bool(answers.get("truth")), next=after
    )
    return Written(put=(weighed,))


def _offered(desk: Desk) -> dict[str, object]:
    return {"typical": bool(desk.asking and _typical(desk))}


def _whose(desk: Desk) -> dict[str, object]:
    return {"name": _old(desk).name}


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: every stage has a touchpoint, or is said to be empty."""
    taken = {touchpoint.stage for touchpoint in journey.touchpoints}
    bare = [stage.name for stage in journey.stages if stage.key not in taken and not stage.empty]
    return [("touchpoints.missing", {"names": bare})] if bare else []


def so_far(journey: JourneyMap, _shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: the touchpoints, stage by stage."""
    found = [(stage.name, [t.name for t in journey.touchpoints_of(stage.key)]) for stage in journey.stages]
    return [("touchpoints.line", {"stage": stage, "names": names}) for stage, names in found if names]


DIALOGS = (
    Dialog(
        name="touchpoints",
        step=Step.TOUCHPOINTS,
        kind=Touchpoint,
        fields=_many,
        take=_take_many,
        then=_then,
        told=_offered,
        words="touchpoints.touchpoints",
    ),
    Dialog(
        name="touchpoint",
        step=Step.TOUCHPOINTS,
        kind=Touchpoint,
        fields=_one,
        take=_take_one,
        words="touchpoints.touchpoint",
    ),
    Dialog(
        name="weigh",
        step=Step.TOUCHPOINTS,
        kind=Touchpoint,
        fields=_weigh,
        take=_take_weigh,
        told=_whose,
        words="touchpoints.weigh",
    ),
)
