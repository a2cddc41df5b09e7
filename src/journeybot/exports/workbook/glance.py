"""The map in one sheet, stages across and lanes down, and the curve as a chart that can be edited."""

from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from journeybot.drawing.page import colours_of
from journeybot.drawing.theme import LIGHT
from journeybot.exports.contents import Contents
from journeybot.exports.guarding import legal
from journeybot.exports.matrix import Lane, lanes
from journeybot.exports.workbook.inks import Inks
from journeybot.exports.workbook.sheets import height, to_paper, write
from journeybot.journey import HIGHEST, LOWEST, Key
from journeybot.story import Phrases
from journeybot.wording import Wording

LABELS, STAGE = 18, 34
"""Widths of columns, in characters."""


def glance(sheet: Worksheet, it: Contents, words: Wording, *, inks: Inks) -> None:
    """Write the whole map as one table."""
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, len(it.journey.stages), STAGE)
    sheet.set_row(0, 30)
    sheet.write_blank(0, 0, None, inks.on(LIGHT.stage[""]))
    for column, stage in enumerate(it.journey.stages, 1):
        write(sheet, (0, column), stage.name, inks=inks, text=inks.on(LIGHT.stage[stage.phase or ""]))
    names = words.words("exports.lanes")
    for row, lane in enumerate(lanes(it, Phrases(words, five_point=it.journey.five_point)), 1):
        label = "\n".join(filter(None, (names[lane.name], legal(lane.whose))))
        sheet.write_string(row, 0, label, inks.lane)
        cells = [_cell(lane, column) for column, _ in enumerate(it.journey.stages)]
        for column, cell in enumerate(cells, 1):
            write(sheet, (row, column), cell, inks=inks)
        sheet.set_row(row, height([(label, LABELS), *((cell, STAGE) for cell in cells)]))
    sheet.freeze_panes(1, 1)
    to_paper(sheet, across=True)


def _cell(lane: Lane, column: int) -> str:
    lines = [f"{about}: {says}" if about else says for about, says in lane.cells[column]]
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def curve(book: xlsxwriter.Workbook, it: Contents, words: Wording, *, inks: Inks) -> None:
    """Write the typical score of every touchpoint for every persona and what customers say, and draw the curves."""
    name = words.say("exports.sheets.curve")
    sheet = book.add_worksheet(name)
    heads = [words.say("exports.columns.stage"), words.say("exports.columns.touchpoint")]
    lines = [*((persona.name, it.felt(persona).typical) for persona in it.journey.personas), *_customers(it, words)]
    for column, head in enumerate([*heads, *(whose for whose, _ in lines)]):
        write(sheet, (0, column), head, inks=inks, text=inks.on(LIGHT.stage[""]))
    travelled = it.journey.travelled()
    for row, touchpoint in enumerate(travelled, 1):
        write(sheet, (row, 0), it.names[touchpoint.stage], inks=inks)
        write(sheet, (row, 1), touchpoint.name, inks=inks)
        for column, (_, levels) in enumerate(lines, 2):
            score = levels.get(touchpoint.key)
            write(sheet, (row, column), None if score is None else it.journey.shown(score), inks=inks)
    sheet.set_row(0, 32)
    sheet.set_column(0, 1, 30)
    last = len(lines) + 1
    sheet.set_column(2, last, 16)
    sheet.conditional_format(1, 2, len(travelled), last, _shades(it))
    sheet.freeze_panes(1, 2)
    sheet.insert_chart(1, last + 2, _chart(book, it, name))
    to_paper(sheet, across=True)


def _customers(it: Contents, words: Wording) -> list[tuple[str, Mapping[Key, float]]]:
    """The column of customers, if they say something."""
    levels = {key: round(of.level, 2) for key, of in it.said.items()}
    return [(words.say("picture.emotions.end"), levels)] if levels else []


def _shades(it: Contents) -> dict[str, Any]:
    """Each cell in the colour that its score has on the picture."""
    points = zip(("min", "mid", "max"), (LOWEST, 0, HIGHEST), (0, 2, -1), strict=True)
    told: dict[str, Any] = {"type": "3_color_scale"}
    for point, score, face in points:
        told |= {f"{point}_type": "num", f"{point}_value": it.journey.shown(score), f"{point}_color": LIGHT.faces[face]}
    return told


def _chart(book: xlsxwriter.Workbook, it: Contents, name: str) -> Any:
    chart, rows = book.add_chart({"type": "line"}), len(it.journey.travelled())
    marks = ("circle", "square", "diamond", "triangle")
    for at, colour in enumerate(colours_of(it.journey.personas, LIGHT).values()):
        chart.add_series(
            {
                "name": [name, 0, at + 2],
                "categories": [name, 1, 1, rows, 1],
                "values": [name, 1, at + 2, rows, at + 2],
                "line": {"color": colour, "width": 2.5},
                "marker": {"type": marks[at % 4], "size": 8, "fill": {"color": colour}, "border": {"color": "#ffffff"}},
            }
        )
    if it.said:
        at = len(it.journey.personas) + 2
        ink = {"color": LIGHT.ink}
        chart.add_series(
            {
                "name": [name, 0, at],
                "categories": [name, 1, 1, rows, 1],
                "values": [name, 1, at, rows, at],
                "line": {**ink, "width": 1.75, "dash_type": "dash"},
                "marker": {"type": "triangle", "size": 8, "fill": {"color": "#ffffff"}, "border": ink},
            }
        )
    grid = {"visible": True, "line": {"color": LIGHT.rule}}
    ends = {"min": it.journey.shown(LOWEST), "max": it.journey.shown(HIGHEST)}
    chart.set_y_axis({**ends, "crossing": ends["min"], "major_unit": 1, "major_gridlines": grid})
    chart.set_x_axis({"label_position": "low"})
    chart.set_title({"none": True})
    chart.set_legend({"position": "top"})
    chart.set_size({"width": max(720, 48 * rows), "height": 420})
    chart.show_blanks_as("gap")
    return chart
