"""A dialog beside the steps: a number that is watched over time, at a stage, a touchpoint or the whole map."""

import re
from dataclasses import replace
from typing import Literal

from journeybot.forms import Answers, Field, Kind, Unusable, lines
from journeybot.journey import Measure
from journeybot.prompt_files import ENGLISH
from journeybot.steps.desk import Desk, Dialog, Written, anywhere, asked, options, text, where
from journeybot.typed import meanings, written

_VALUE = re.compile(r"(\S+)[\s:;|]+([+-]?\d+(?:[.,]\d+)?)")
WHEN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-?[QHqh][1-4])?")
"""A year, a month, a day, a quarter or half a year."""

_TARGET = "target"


def _old(desk: Desk) -> Measure:
    return desk.old if isinstance(desk.old, Measure) else Measure(key=desk.subject, author=desk.person, name="")


def _fields(desk: Desk) -> tuple[Field, ...]:
    old = _old(desk)
    return (
        asked(desk, "measures.name", required=True, initial=old.name or None, longest=120),
        asked(
            desk,
            "measures.where",
            Kind.CHOICE,
            refers=True,
            options=anywhere(desk),
            initial=old.touchpoint or old.stage,
        ),
        asked(desk, "measures.unit", initial=old.unit or None, longest=40),
        asked(
            desk, "measures.better", Kind.SCALE, options=options(desk, "measures.better.options"), initial=old.better
        ),
        asked(
            desk,
            "measures.values",
            Kind.LINES,
            required=True,
            initial=as_lines(old, desk.words.language) or None,
            longest=3000,
        ),
        asked(desk, "measures.source", initial=old.source or None, longest=500),
    )


def as_lines(measure: Measure, language: str = ENGLISH) -> str:
    """The series and the target as the dialog takes them: one `when value` a line."""
    rows = [f"{when} {value:.12g}" for when, value in measure.series]
    if measure.target is not None:
        rows.append(f"{written('lines', _TARGET, language)} {measure.target:.12g}")
    return "\n".join(rows)


def _take(desk: Desk, answers: Answers) -> Written:
    series, target = _read(text(answers["values"]))
    place = where(desk, answers["where"], at="where")
    better: Literal["higher", "lower"] = "lower" if answers["better"] == "lower" else "higher"
    said = replace(
        _old(desk),
        name=text(answers["name"]),
        unit=text(answers["unit"]),
        source=text(answers["source"]),
        stage=place["stage"],
        touchpoint=place["touchpoint"],
        better=better,
        series=series,
        target=target,
    )
    return Written(put=(said,))


def _read(typed: str) -> tuple[tuple[tuple[str, float], ...], float | None]:
    series: list[tuple[str, float]] = []
    target = None
    for number_, line in enumerate(lines(typed), start=1):
        found = _VALUE.fullmatch(line)
        if found is None:
            raise Unusable({"values": ("not_a_value", {"number": number_, "line": line[:40]})})
        value = float(found[2].replace(",", "."))
        if meanings("lines").get(found[1].casefold().rstrip(":")) == _TARGET:
            target = value
        elif WHEN.fullmatch(when := found[1].rstrip(":")):
            series.append((when, value))
        else:
            raise Unusable({"values": ("not_a_time", {"number": number_, "when": when[:20]})})
    return tuple(sorted(series)), target


DIALOGS = (Dialog(name="measure", step=None, kind=Measure, fields=_fields, take=_take, words="measures.measure"),)
