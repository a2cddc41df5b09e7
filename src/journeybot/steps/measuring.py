"""Dialogs beside the steps: a number that is watched over time, at a stage, a touchpoint or the whole map; its next
value."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from journeybot.forms import Answers, Field, Kind, Unusable, lines
from journeybot.journey import Measure
from journeybot.measures import UNKNOWN, in_order, is_to_come, time_of
from journeybot.people import mention, person_in
from journeybot.prompt_files import ENGLISH
from journeybot.steps.desk import Desk, Dialog, Written, anywhere, asked, options, text, where
from journeybot.typed import meanings, written
from journeybot.workshop import Step

_NUMBER = r"[+\-−]?\d+(?:[.,]\d+)?"
_VALUE = re.compile(rf"(\S+?)[\s:;|]+(?P<ahead>[^\d\s+\-−]*)\s*({_NUMBER})\s*(?P<behind>[^\d]*)")
_ALONE = re.compile(rf"(?P<ahead>[^\d+\-−]*)({_NUMBER})(?P<behind>[^\d]*)")
"""A value with its unit beside it, as people copy it: `12.5 %`, `€ 3.20`."""

LONGEST_NAME, LONGEST_UNIT = 120, 40
ANOTHER = "new"
"""What the dialog for a measure is about where no name was typed."""

_TARGET = "target"

SHOWN = 2000
"""Characters of values that the dialog takes up; of a longer series it shows the newest, and keeps the earlier ones."""

SINCE, UNTIL, DAY = "since", "until", "day"
"""What dialogs remember: from when to when the values were that they showed, and today as the measure writes it."""


def _old(desk: Desk) -> Measure:
    return (
        desk.old
        if isinstance(desk.old, Measure)
        else Measure(key=desk.subject, author=desk.person, name="", better="unknown")
    )


def _fields(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    place = old.touchpoint or old.stage
    better = options(desk, "measures.better.options")
    values = as_lines(replace(old, series=shown(old)), desk.words.language)
    return (
        asked(desk, "measures.name", required=True, initial=old.name or _named(desk) or None, longest=LONGEST_NAME),
        asked(desk, "measures.where", Kind.CHOICE, refers=True, options=anywhere(desk), initial=place),
        asked(desk, "measures.unit", initial=old.unit or None, longest=LONGEST_UNIT),
        asked(
            desk, "measures.better", Kind.SCALE, options=better, initial=None if old.better == UNKNOWN else old.better
        ),
        asked(desk, "measures.values", Kind.LINES, required=True, initial=values or None, longest=3000),
        asked(desk, "measures.source", initial=old.source or None, longest=500),
    )


def _named(desk: Desk) -> str:
    """What was typed as the name of a measure that is not there yet."""
    return "" if desk.about == ANOTHER else desk.about[:LONGEST_NAME]


def shown(measure: Measure) -> tuple[tuple[str, float], ...]:
    """The newest values, as many as a dialog takes up."""
    room, taken = SHOWN, 0
    for when, value in reversed(measure.series):
        room -= len(f"{when} {value:.12g}\n")
        if room < 0:
            break
        taken += 1
    return measure.series[len(measure.series) - taken :]


def as_lines(measure: Measure, language: str = ENGLISH) -> str:
    """The series and the target as the dialog takes them: one `when value` a line."""
    rows = [f"{when} {value:.12g}" for when, value in measure.series]
    if measure.target is not None:
        rows.append(f"{written('lines', _TARGET, language)} {measure.target:.12g}")
    return "\n".join(rows)


def _remembered(desk: Desk) -> dict[str, str]:
    now = shown(_old(desk)) if desk.asking else ()
    return {**desk.seen, **({SINCE: now[0][0], UNTIL: now[-1][0]} if now else {})}


def _take(desk: Desk, answers: Answers) -> Written:
    series, target = _read(text(answers["values"]), desk)
    old = _old(desk)
    place = where(desk, answers["where"], at="where")
    said = replace(
        old,
        name=text(answers["name"]),
        unit=text(answers["unit"]) or _unit(_VALUE, lines(text(answers["values"]))),
        source=text(answers["source"]),
        stage=place["stage"],
        touchpoint=place["touchpoint"],
        better=_better(answers),
        series=in_order({**dict(_unseen(old, desk)), **dict(series)}.items()),
        target=target,
    )
    return Written(put=(said,))


def _unit(pattern: re.Pattern[str], typed: Iterable[str]) -> str:
    """The unit that stands beside the values, if it is the same everywhere."""
    values = filter(None, map(pattern.fullmatch, typed))
    beside = [(one["behind"].strip(" .,:;|") or one["ahead"].strip(" .,:;|")) for one in values]
    units = {unit.casefold(): unit for unit in beside if unit}
    return next(iter(units.values()))[:LONGEST_UNIT] if len(units) == 1 else ""


def _better(answers: Answers) -> Literal["higher", "lower", "unknown"]:
    said = answers["better"]
    return "lower" if said == "lower" else "higher" if said == "higher" else "unknown"


def _unseen(old: Measure, desk: Desk) -> list[tuple[str, float]]:
    """The values that the dialog did not show: earlier ones than it had room for, and newer ones of somebody else."""
    times = [when for when, _ in in_order([*((when, 0.0) for when, _ in old.series)])]
    since, until = desk.seen.get(SINCE), desk.seen.get(UNTIL)
    first = times.index(since) if since in times else 0
    last = times.index(until) if until in times else len(times) - 1
    kept = {*times[:first], *times[last + 1 :]} if since else {*times}
    return [(when, value) for when, value in old.series if when in kept]


def _read(typed: str, desk: Desk) -> tuple[tuple[tuple[str, float], ...], float | None]:
    series: list[tuple[str, float]] = []
    target = None
    for number_, line in enumerate(lines(typed), start=1):
        found = _VALUE.fullmatch(line)
        if found is None:
            raise Unusable({"values": ("not_a_value", {"number": number_, "line": line[:40]})})
        value = _number(found[3])
        if meanings("lines").get(found[1].casefold().rstrip(":")) == _TARGET:
            target = value
        else:
            series.append((_time(found[1].rstrip(":"), desk, at="values", number=number_), value))
    return tuple(series), target


def _time(typed: str, desk: Desk, *, at: str, number: int = 0) -> str:
    """When a value was taken. Raises Unusable where that is no time, or one to come."""
    when = time_of(typed)
    if not when:
        raise Unusable({at: ("not_a_time", {"number": number, "when": typed[:20]})})
    if is_to_come(when, desk.today):
        raise Unusable({at: ("not_yet_measured", {"number": number, "when": typed[:20]})})
    return when


def _number(typed: str) -> float:
    return float(typed.replace(",", ".").replace("−", "-"))


def _next(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    knows = person_in(old.owner) or ("" if old.owner else old.author or desk.person)
    return (
        asked(desk, "measures.when", required=True, initial=desk.seen.get(DAY), longest=20),
        asked(desk, "measures.value", required=True, longest=40),
        asked(desk, "measures.knows", Kind.PERSON, initial=knows or None),
    )


def _newest(desk: Desk) -> dict[str, object]:
    old = _old(desk)
    when, value = old.series[-1] if old.series else ("", None)
    return {"name": old.name, "unit": old.unit, "when": when, "value": value, "target": old.target}


def _take_next(desk: Desk, answers: Answers) -> Written:
    """The series goes on with one value more; another one of the same time takes its place."""
    old = desk.must_find(desk.subject, Measure, at="value")
    typed = text(answers["value"])
    found = _ALONE.fullmatch(typed)
    if found is None:
        raise Unusable({"value": ("not_one_value", {"found": typed})})
    when = _time(text(answers["when"]), desk, at="when")
    knows = text(answers["knows"])
    in_words = "" if person_in(old.owner) else old.owner
    series = in_order({**dict(old.series), when: _number(found[2])}.items())
    unit = old.unit or _unit(_ALONE, [typed])
    return Written(put=(replace(old, series=series, unit=unit, owner=mention(knows) if knows else in_words),))


DIALOGS = (
    Dialog(
        name="measure",
        step=None,
        kind=Measure,
        fields=_fields,
        take=_take,
        words="measures.measure",
        remember=_remembered,
        counts_for=lambda desk: Step.NUMBERS if desk.workshop.review else None,
    ),
    Dialog(
        name="value",
        step=None,
        kind=Measure,
        fields=_next,
        take=_take_next,
        words="measures.next",
        told=_newest,
        counts_for=lambda desk: Step.NUMBERS if desk.workshop.review else None,
    ),
)
