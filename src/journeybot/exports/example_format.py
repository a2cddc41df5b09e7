"""Reads journeys in the neutral format `journey-example/1`, in which published maps are kept for trying things out."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from journeybot.exports.document import as_exported
from journeybot.exports.told import Keyring, Told
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import (
    HIGHEST,
    LOWEST,
    About,
    Challenge,
    Improvement,
    JourneyMap,
    Key,
    MapState,
    Measure,
    Moment,
    Pain,
    Persona,
    Phase,
    Score,
    Stage,
    Status,
    Strategy,
    Touchpoint,
)

FORMAT = "journey-example/1"
SCORED_BY = "participant 1"

_STATES = {"as-is": MapState.CURRENT, "to-be": MapState.FUTURE, **{state.value: state for state in MapState}}
_PAINS = {pain.value: pain for pain in Pain}
_PHASES = {phase.value: phase for phase in Phase}
_STRATEGIES = {strategy.value: strategy for strategy in Strategy}
_STATUSES = {status.value: status for status in Status}


class Place(NamedTuple):
    """Where pains and improvements may stand: an object of the file, and the touchpoint or stage that it is."""

    told: Told
    stage: Key | None = None
    touchpoint: Key | None = None


def from_example(document: dict[str, Any]) -> JourneyMap:
    """The map that a file of the neutral format describes; its texts in full, its ids kept where they can be.

    Raises Unreadable with where and what to do.
    """
    root, keys = Told(document), Keyring()
    personas = [_persona(told, keys) for told in root.each("personas")]
    if not personas:
        raise Unreadable("nobody", where=root.where("personas"))
    stages = [(told, _stage(told, keys)) for told in root.each("stages")]
    steps = [(told, _touchpoint(told, stage.key, keys)) for at, stage in stages for told in at.each("touchpoints")]
    places = list(_places(root, stages, steps))
    challenges = [_challenge(told, on, keys) for on in places for told in on.told.each("challenges")]
    scores = [score for told, step in steps for score in _scores(told, step, keys)]
    return as_exported(
        JourneyMap(
            about=_about(root),
            personas=tuple(personas),
            stages=tuple(stage for _, stage in stages),
            touchpoints=tuple(step for _, step in steps),
            moments=tuple(moment for told, step in steps for moment in _moments(told, step, personas, keys)),
            scores=tuple(scores),
            challenges=tuple(challenges),
            improvements=tuple(_improvement(told, on, keys) for on in places for told in on.told.each("improvements")),
            measures=tuple(_measures(root.each("kpis"), keys)),
            participants=1 if scores else 0,
        )
    )


def _about(root: Told) -> About:
    return About(
        key=Keyring().take("journey", root),
        title=root.text("title") or root.text("id"),
        scenario=root.text("scenario"),
        destination=root.text("destination"),
        state=root.word("state", _STATES) or MapState.CURRENT,
        owner=root.text("owner"),
        language=root.text("locale") or "en",
    )


def _persona(told: Told, keys: Keyring) -> Persona:
    age = told.text("age")
    return Persona(
        key=keys.take("persona", told),
        name=told.text("name"),
        age=int(age) if age.isdecimal() and int(age) <= 150 else None,
        gender=told.text("gender"),
        status=told.text("status"),
        residence=told.text("residence"),
        occupation=told.text("occupation"),
        category=told.text("category") or ("" if age.isdecimal() else age),
        quote=told.text("quote"),
        goals=told.texts("goals"),
        desires=told.texts("desires"),
        expectations=told.texts("expectations"),
        needs=told.texts("needs"),
        behaviour=told.texts("behaviour_patterns"),
    )


def _stage(told: Told, keys: Keyring) -> Stage:
    return Stage(
        key=keys.take("stage", told),
        name=told.text("name"),
        phase=told.word("phase", _PHASES),
        milestone=told.text("milestone"),
        empty=not any(told.each("touchpoints")),
    )


def _touchpoint(told: Told, stage: Key, keys: Keyring) -> Touchpoint:
    return Touchpoint(
        key=keys.take("touchpoint", told),
        stage=stage,
        name=told.text("name"),
        channel=told.text("channel"),
        device=told.text("device"),
        context=told.text("context"),
        moment_of_truth=told.truth("moment_of_truth"),
        importance=told.whole("importance_to_customer", least=1, most=5),
    )


def _places(
    root: Told, stages: Iterable[tuple[Told, Stage]], steps: Iterable[tuple[Told, Touchpoint]]
) -> Iterator[Place]:
    for at, stage in stages:
        yield from (Place(told, touchpoint=step.key) for told, step in steps if step.stage == stage.key)
        yield Place(at, stage=stage.key)
    yield Place(root)


def _moments(told: Told, step: Touchpoint, personas: Iterable[Persona], keys: Keyring) -> Iterator[Moment]:
    """What the file says of a step holds for everybody who does it; if nobody does, it is still kept."""
    felt = told.inner("emotion")
    scored = {keys.find("persona", name) for name in felt.values if felt.values[name] is not None}
    for persona in personas:
        absent = bool(felt.values) and persona.key not in scored
        tells = not absent or not scored
        yield Moment(
            key=keys.fresh(f"moment-{persona.key}-{step.key}"),
            persona=persona.key,
            touchpoint=step.key,
            action=told.text("action") if tells else "",
            thought=told.text("thought") if tells else "",
            absent=absent,
        )


def _scores(told: Told, step: Touchpoint, keys: Keyring) -> Iterator[Score]:
    felt = told.inner("emotion")
    for name in felt.values:
        value = felt.whole(name, least=LOWEST, most=HIGHEST)
        if value is None:
            continue
        persona = keys.find("persona", name)
        if persona is None:
            raise Unreadable("nothing_there", where=told.where("emotion"), found=name)
        key = keys.fresh(f"score-{persona}-{step.key}")
        yield Score(key=key, author=SCORED_BY, persona=persona, touchpoint=step.key, value=value)


def _challenge(told: Told, on: Place, keys: Keyring) -> Challenge:
    personas = (keys.find("persona", name) for name in told.texts("personas"))
    return Challenge(
        key=keys.take("challenge", told),
        stage=on.stage,
        touchpoint=on.touchpoint,
        text=told.text("text"),
        personas=tuple(dict.fromkeys(key for key in personas if key)),
        pain=told.word("kind", _PAINS) or Pain.MET,
        need=told.text("need"),
        severity=told.whole("severity", least=1, most=3),
    )


def _improvement(told: Told, on: Place, keys: Keyring) -> Improvement:
    answered = (keys.find("challenge", name) for name in told.texts("addresses"))
    return Improvement(
        key=keys.take("improvement", told),
        stage=on.stage,
        touchpoint=on.touchpoint,
        text=told.text("text"),
        challenges=tuple(dict.fromkeys(key for key in answered if key)),
        strategy=told.word("strategy", _STRATEGIES),
        impact=told.whole("impact", least=1, most=5),
        effort=told.whole("effort", least=1, most=5),
        owner=told.text("owner_role") or told.text("owner"),
        due=told.day("due"),
        status=told.word("status", _STATUSES) or Status.OPEN,
    )


def _measures(rows: Iterable[Told], keys: Keyring) -> Iterator[Measure]:
    """One measure for all rows of a name at a place; its values in the order of their periods."""
    same: dict[tuple[str, str, str], list[Told]] = {}
    for row in rows:
        same.setdefault((row.text("name"), row.text("stage"), row.text("touchpoint")), []).append(row)
    for (name, stage, touchpoint), group in same.items():
        values = [(row.text("period"), value) for row in group if (value := row.number("value")) is not None]
        targets = [target for row in group if (target := row.number("target")) is not None]
        yield Measure(
            key=keys.take("measure", group[0]),
            name=name,
            unit=next((unit for row in group if (unit := row.text("unit"))), ""),
            stage=None if touchpoint else keys.find("stage", stage),
            touchpoint=keys.find("touchpoint", touchpoint),
            series=tuple(sorted(values, key=lambda value: value[0])),
            target=targets[-1] if targets else None,
            better=group[-1].word("better", {"higher": "higher", "lower": "lower"}) or "higher",
            source="; ".join(
                dict.fromkeys(text for row in group for text in (row.text("source"), row.text("note")) if text)
            ),
        )
