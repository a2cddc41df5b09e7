"""A dialog of step 4: private scores, one stage after another; nobody sees them before the reveal."""

from collections.abc import Iterator

from journeybot.forms import AT_MOST, Answers, Field, Kind
from journeybot.journey import Key, Moment, Persona, Score, Stage, Touchpoint
from journeybot.steps.desk import ABSENT, Desk, Dialog, Written, feelings, text
from journeybot.workshop import Secret, Step

Part = tuple[Persona, Stage, tuple[Touchpoint, ...]]
"""What one dialog scores: a persona at the touchpoints of a stage, at most as many as a dialog takes."""


def _parts(desk: Desk) -> Iterator[Part]:
    """Every dialog there is to fill in, persona after persona, stage after stage; looking back, all stages in one."""
    stages, touchpoints = desk.every(Stage), desk.every(Touchpoint)
    absent = {(moment.persona, moment.touchpoint) for moment in desk.every(Moment) if moment.absent}
    for persona in desk.every(Persona):
        for together in [stages] if desk.workshop.looks_back else [(stage,) for stage in stages]:
            on_the_way = (t for stage in together for t in touchpoints if t.stage == stage.key)
            here = tuple(t for t in on_the_way if (persona.key, t.key) not in absent)
            for start in range(0, len(here), AT_MOST):
                yield persona, together[0], here[start : start + AT_MOST]


def _name(part: Part) -> str:
    persona, _, touchpoints = part
    return f"{persona.key}/{touchpoints[0].key}"


def _asked(desk: Desk) -> Part | None:
    """The part that the dialog was opened at, by any of its touchpoints; else the first (of the persona
    asked for) with something not scored."""
    parts = list(_parts(desk))
    named = [part for part in parts if any(f"{part[0].key}/{t.key}" == desk.about for t in part[2])]
    of_persona = [part for part in parts if part[0].key == desk.about] or parts
    return next(iter([*named, *_unscored(desk, of_persona), *of_persona]), None)


def _unscored(desk: Desk, parts: list[Part]) -> list[Part]:
    scored = {(score.persona, score.touchpoint) for score in desk.given(Score, desk.workshop.feels)}
    return [part for part in parts if any((part[0].key, t.key) not in scored for t in part[2])]


def _fields(desk: Desk) -> tuple[Field, ...]:
    part = _asked(desk)
    if part is None:
        return ()
    persona, _, touchpoints = part
    given = desk.given(Score, desk.workshop.feels) if desk.asking else ()
    mine = {(score.persona, score.touchpoint): score.value for score in given}
    scale = tuple(option for option in feelings(desk) if option.value != ABSENT)
    return tuple(
        Field(
            name=t.key,
            label=_label(desk, t),
            kind=Kind.CHOICE,
            options=scale,
            initial=_initial(mine, persona.key, t.key),
        )
        for t in touchpoints
    )


def _label(desk: Desk, touchpoint: Touchpoint) -> str:
    """Where a dialog asks about the whole way, the stage is said, too."""
    stage = desk.find(touchpoint.stage, Stage) if desk.workshop.looks_back else None
    return f"{stage.name}: {touchpoint.name}" if stage else touchpoint.name


def _initial(mine: dict[tuple[Key, Key], int], persona: Key, touchpoint: Key) -> str | None:
    value = mine.get((persona, touchpoint))
    return None if value is None else str(value)


def _intro(desk: Desk) -> dict[str, object]:
    part = _asked(desk)
    told = {"persona": part[0].name, "stage": part[1].name} if part else {"persona": "", "stage": ""}
    return {**told, "hidden": desk.workshop.hides(Secret.SCORES)}


def _remember(desk: Desk) -> dict[str, str]:
    part = _asked(desk)
    return {**desk.seen, "about": _name(part)} if part else dict(desk.seen)


def _take(desk: Desk, answers: Answers) -> Written:
    persona = desk.must_find(desk.about.partition("/")[0], Persona, at=next(iter(answers))).key
    given = [(key, int(text(value))) for key, value in answers.items() if value is not None]
    alias = desk.alias(desk.workshop.feels)
    emptied = {key for key, value in answers.items() if value is None}
    mine = desk.given(Score, desk.workshop.feels) if emptied else ()
    return Written(
        drop=tuple(score.key for score in mine if score.persona == persona and score.touchpoint in emptied),
        put=tuple(
            Score(
                key=desk.score_key(persona, touchpoint, alias=alias),
                author=desk.person,
                persona=persona,
                touchpoint=desk.must_find(touchpoint, Touchpoint, at=touchpoint).key,
                value=value,
                review=desk.workshop.round,
            )
            for touchpoint, value in given
        ),
    )


def _then(desk: Desk, _written: Written) -> str | None:
    """On with the next part; one that was left out is not asked about again."""
    names = [_name(part) for part in _parts(desk)]
    after = names.index(desk.about) + 1 if desk.about in names else len(names)
    left = {_name(part) for part in _unscored(desk, list(_parts(desk)))}
    return next((name for name in names[after:] if name in left), None)


DIALOGS = (
    Dialog(
        name="score",
        step=Step.MOMENTS,
        kind=Score,
        fields=_fields,
        take=_take,
        then=_then,
        remember=_remember,
        told=_intro,
        counts_for=lambda desk: desk.workshop.feels,
        words="moments.score",
        promise=("anonymous.promise.feelings", "anonymous.who.feelings"),
        by_code=Score,
    ),
)
