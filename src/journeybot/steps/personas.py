"""Step 1, personas: who travels. The name is enough to begin; the rest can be filled in later."""

from dataclasses import replace

from journeybot.forms import Answers, Field, Kind, Unusable, lines
from journeybot.journey import JourneyMap, Persona
from journeybot.steps.desk import Desk, Dialog, Written, asked, number, text
from journeybot.steps.naming import is_taken
from journeybot.workshop import Step

LISTS = ("goals", "needs", "desires", "expectations", "behaviour")


def _old(desk: Desk) -> Persona:
    return desk.old if isinstance(desk.old, Persona) else Persona(key=desk.subject, author=desk.person, name="")


def _line(desk: Desk, name: str, **rest: object) -> Field:
    value = getattr(_old(desk), name)
    return asked(desk, f"personas.{name}", initial=str(value) if value else None, longest=120, **rest)


def _lines(desk: Desk, name: str) -> Field:
    return asked(
        desk, f"personas.{name}", Kind.LINES, initial="\n".join(getattr(_old(desk), name)) or None, longest=1000
    )


def _persona(desk: Desk) -> tuple[Field, ...]:
    age = _old(desk).age
    quote = asked(desk, "personas.quote", initial=_old(desk).quote or None, longest=300)
    return (
        _line(desk, "name", required=True),
        asked(desk, "personas.age", Kind.NUMBER, initial=None if age is None else str(age), least=0, most=120),
        _line(desk, "occupation"),
        quote,
        _lines(desk, "goals"),
        _lines(desk, "needs"),
    )


def _background(desk: Desk) -> tuple[Field, ...]:
    return tuple(_line(desk, name) for name in ("gender", "status", "residence", "category"))


def _outlook(desk: Desk) -> tuple[Field, ...]:
    return tuple(_lines(desk, name) for name in ("desires", "expectations", "behaviour"))


def _take(desk: Desk, answers: Answers) -> Written:
    given: dict[str, object] = {
        name: lines(value) if name in LISTS else number(value) if name == "age" else text(value)
        for name, value in answers.items()
    }
    if desk.old is None and not given.get("name"):
        desk.must_find(desk.subject, Persona, at=next(iter(given)))
    if "name" in given and given["name"] != _old(desk).name:
        others = [one.name for one in desk.every(Persona) if one.key != desk.subject]
        if is_taken(str(given["name"]), others):
            raise Unusable({"name": ("persona_there", {"name": given["name"]})})
    return Written(put=(replace(_old(desk), **given),))  # type: ignore[arg-type]  # each field is of its own type


def missing(journey: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What the step still lacks: one persona."""
    return [] if journey.personas else [("personas.missing", {})]


def so_far(journey: JourneyMap, _shown: JourneyMap) -> list[tuple[str, dict[str, object]]]:
    """What is in so far: every persona in one line."""
    return [("personas.line", {"name": p.name, "age": p.age, "occupation": p.occupation}) for p in journey.personas]


def _whose(desk: Desk) -> dict[str, object]:
    return {"name": _old(desk).name}


DIALOGS = (
    Dialog(name="persona", step=Step.PERSONAS, kind=Persona, fields=_persona, take=_take, words="personas.persona"),
    Dialog(
        name="background",
        step=Step.PERSONAS,
        kind=Persona,
        fields=_background,
        take=_take,
        told=_whose,
        words="personas.background",
    ),
    Dialog(
        name="outlook",
        step=Step.PERSONAS,
        kind=Persona,
        fields=_outlook,
        take=_take,
        told=_whose,
        words="personas.outlook",
    ),
)
