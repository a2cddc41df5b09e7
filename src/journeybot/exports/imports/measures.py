"""Reads a table of measures: a row for each value, with its name and when it was taken; and writes one."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO

from journeybot.exports.guarding import guarded
from journeybot.exports.imports.brought import Brought, File
from journeybot.exports.imports.cells import Cells
from journeybot.exports.imports.columns import columns_of, meant
from journeybot.exports.imports.known import Known, with_map
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import JourneyMap, Key, Measure
from journeybot.measures import UNKNOWN, time_of
from journeybot.measures import in_order as ordered
from journeybot.paper.places import same

KIND = "measures"

Places = dict[tuple[str, Key | None, Key | None], Measure]


def fits(file: File) -> bool:
    """Whether the headings are those of measures."""
    return {"measure", "when", "value"} <= meant(file.headings, KIND)


def read(file: File, into: JourneyMap) -> Brought:
    """The measures, the values of each in the order of their times."""
    columns, known, troubles = columns_of(file.headings, KIND), with_map(into), list[Unreadable]()
    found: Places = {}
    rows: dict[Key, int] = {}
    for line in file.table.lines:
        for measure in _told(Cells(line, columns, troubles), known):
            place = (same(measure.name), measure.stage, measure.touchpoint)
            found[place] = joined(found[place], measure) if place in found else measure
            rows.setdefault(found[place].key, line.number)
    whole = JourneyMap(about=into.about, measures=tuple(map(in_order, found.values())))
    values = sum(len(one.series) for one in whole.measures)
    remark = ("import.remarks.values", dict[str, object](values=values, measures=len(whole.measures)))
    return Brought(journey=whole, troubles=tuple(troubles), rows=rows, remarks=(remark,))


def joined(first: Measure, more: Measure) -> Measure:
    """One measure with the values of both; what a later row says of it besides holds where the first said nothing."""
    return replace(
        first,
        series=(*first.series, *more.series),
        unit=first.unit or more.unit,
        source=first.source or more.source,
        target=first.target if more.target is None else more.target,
        better=more.better if first.better == UNKNOWN else first.better,
    )


def in_order(measure: Measure) -> Measure:
    """The measure with its values in the order of their times."""
    return replace(measure, series=ordered(measure.series))


HEADINGS = ("measure", "when", "value", "unit", "better", "source", "stage", "touchpoint")


def as_table(measures: Iterable[Measure], journey: JourneyMap) -> bytes:
    """Measures of a map as a table that `read` takes, a row for each value."""
    stages = {stage.key: stage.name for stage in journey.stages}
    steps = {step.key: step for step in journey.touchpoints}
    text = StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(HEADINGS)
    for one in measures:
        step = steps.get(one.touchpoint or "")
        place = (stages.get((step.stage if step else one.stage) or "", ""), step.name if step else "")
        for when, value in one.series:
            told = (one.name, when, repr(value), one.unit, one.better, one.source, *place)
            lines.writerow([cell if cell == repr(value) else guarded(cell) for cell in told])
    return text.getvalue().encode()


def _told(cells: Cells, known: Known) -> Iterator[Measure]:
    name, when, value = cells.text("measure"), cells.text("when"), cells.number("value")
    for column in ("measure", "when", "value"):
        if not cells.text(column):
            cells.wrong("cell_empty", column)
    if when and not time_of(when):
        cells.wrong("cell_not_a_time", "when", found=when)
    better = cells.text("better").casefold()
    if better not in {"", "higher", "lower", "unknown"}:
        cells.wrong("cell_not_offered", "better", found=better, expected="higher, lower")
    stage, touchpoint = known.place(cells)
    if name and time_of(when) and value is not None:
        yield Measure(
            key=f"measure-{cells.row}",
            name=name,
            unit=cells.text("unit"),
            stage=None if touchpoint else stage,
            touchpoint=touchpoint,
            series=((time_of(when), value),),
            target=cells.number("target"),
            better="lower" if better == "lower" else "higher" if better == "higher" else "unknown",
            source=cells.text("source"),
        )
