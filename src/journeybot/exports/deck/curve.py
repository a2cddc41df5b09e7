"""How it feels, as a native line chart: a line for each persona, exactly over the columns it belongs to."""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from journeybot.drawing.page import seated
from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import Board, Para, colour
from journeybot.exports.deck.topic import Topic
from journeybot.journey import HIGHEST, LOWEST, Touchpoint

MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.TRIANGLE)
WHOLE, NAMED = (0.0, 1.0), (0.09, 0.82)
"""Where the plot begins in its frame and how high it is: the whole of it, or with room for a legend and for numbers."""
MARGIN = 0.4
"""Room above and below the ends of the scale, in scores."""
ABOVE, BELOW = XL_LABEL_POSITION.ABOVE, XL_LABEL_POSITION.BELOW
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RUNS = re.compile(r"[={+\-@]|\w+:", re.ASCII)


def curve(
    board: Board, topic: Topic, touchpoints: Sequence[Touchpoint | None], *, box: Box, named: bool = False
) -> None:
    """Draw the curves of all personas over these touchpoints; a gap where nobody scored. With `named`, touchpoints
    stand below by number, and a legend above."""
    journey = topic.journey
    plot = NAMED if named else WHOLE
    _grounds(board, Box(box.x, box.y + plot[0] * box.height, box.width, plot[1] * box.height))
    data = CategoryChartData(number_format="0.0")
    data.categories = [str(topic.numbers[t.key]) if t else " " for t in touchpoints]
    for persona in journey.personas:
        typical = topic.it.felt(persona).typical
        scores = [typical.get(t.key) if t else None for t in touchpoints]
        data.add_series(
            harmless(topic.short(persona.name, 40)), [None if s is None else journey.shown(s) for s in scores]
        )
    customers = [topic.it.said.get(t.key) if t else None for t in touchpoints]
    if any(customers):
        name = topic.words.say("picture.emotions.end")
        data.add_series(name, [None if of is None else journey.shown(round(of.level, 1)) for of in customers])
    at = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    frame = board.slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *at, data)
    told = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001 -- the library has no text alternative
    told.set("descr", topic.words.say("exports.deck.curve"))
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(10), colour(LIGHT.muted)
    chart.has_title = False  # a chart of one line would be called after it
    _axes(chart, journey.shown(LOWEST), journey.shown(HIGHEST), named=named)
    lines = list(chart.plots[0].series)
    for (key, seat), series in zip(seated(journey.personas).items(), lines, strict=False):
        _line(series, topic.colours[key], seat)
    for series in lines[len(journey.personas) :]:
        _line_of_customers(series, len(journey.personas))
    _apart(chart, lines[: len(journey.personas)])
    chart.has_legend = named and len(lines) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _lay_out(chart, *plot)
    if not named:
        _ends(board, topic, box, asked=any(customers))


def harmless(name: str) -> str:
    """A name for the table behind a chart, in which no program sees a formula or a link."""
    return f"“{name}”" if _RUNS.match(name) else name or " "


def _axes(chart: Any, lowest: float, highest: float, *, named: bool) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale, value.major_unit = lowest - MARGIN, highest + MARGIN, 1
    value.visible = False
    value.has_major_gridlines = False  # they would begin at the end of the axis, not at a score
    category.visible = named
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = colour(LIGHT.rule)


def _line(series: Any, of: str, number: int) -> None:
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour(of), Pt(2.5)
    series.marker.style, series.marker.size = MARKERS[number % len(MARKERS)], 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(of)
    series.marker.format.line.color.rgb = colour(LIGHT.ground)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0.#;−0.#;0", False
    labels.position = ABOVE
    labels.font.size, labels.font.bold = Pt(10), True
    labels.font.color.rgb = colour(of)


def _apart(chart: Any, lines: Sequence[Any]) -> None:
    """Where several curves come by, the number of the highest stands above it, that of the lowest below it, and all
    others beside theirs, so that none lies on another."""
    for at in range(len(chart.plots[0].categories)):
        here = sorted((line for line in lines if line.values[at] is not None), key=lambda line: -line.values[at])
        for place, line in enumerate(here):
            side = ABOVE if place == 0 else BELOW if place == len(here) - 1 else XL_LABEL_POSITION.RIGHT
            if side is not ABOVE:
                _label(line, at, side)


def _label(series: Any, at: int, side: XL_LABEL_POSITION) -> None:
    """Put the number of one point elsewhere; on its own a label knows nothing of how those of its line look."""
    label, like = series.points[at].data_label, series.data_labels
    label.font.size, label.font.bold, label.font.color.rgb = like.font.size, True, like.font.color.rgb
    label.position = side
    told = label._dLbl  # noqa: SLF001 -- the library gives a single label no format
    told.insert(1, etree.Element(f"{_CHART}numFmt", formatCode=like.number_format, sourceLinked="0"))


def _line_of_customers(series: Any, number: int) -> None:
    """Dashed, in the colour of the text and with hollow markers, as on the picture."""
    _line(series, LIGHT.ink, number)
    series.format.line.dash_style, series.format.line.width = MSO_LINE.DASH, Pt(1.75)
    series.marker.style = XL_MARKER_STYLE.TRIANGLE
    series.marker.format.fill.fore_color.rgb = colour(LIGHT.ground)
    series.marker.format.line.color.rgb = colour(LIGHT.ink)


def _lay_out(chart: Any, top: float, height: float) -> None:
    """Let the plot fill its frame across, so that every point stands over the middle of its column."""
    area = chart._chartSpace.find(f".//{_CHART}plotArea")  # noqa: SLF001 -- the library lays no plot out
    for old in area.findall(f"{_CHART}layout"):
        area.remove(old)
    layout = etree.Element(f"{_CHART}layout")
    manual = etree.SubElement(layout, f"{_CHART}manualLayout")
    told = {
        "layoutTarget": "inner",
        "xMode": "edge",
        "yMode": "edge",
        "x": "0",
        "y": f"{top}",
        "w": "1",
        "h": f"{height}",
    }
    for name, value in told.items():
        etree.SubElement(manual, f"{_CHART}{name}", val=value)
    area.insert(0, layout)


def _grounds(board: Board, box: Box) -> None:
    """The better half of the scale and the worse one, in the tints of the picture, and a line for each score."""
    half = box.height / 2
    board.panel(Box(box.x, box.y, box.width, half), fill=LIGHT.good_tint)
    board.panel(Box(box.x, box.y + half, box.width, half), fill=LIGHT.bad_tint)
    for score in range(LOWEST, HIGHEST + 1):
        board.rule(box.x, box.y + half * (1 - score / (HIGHEST + MARGIN)), box.width)


def _ends(board: Board, topic: Topic, box: Box, *, asked: bool) -> None:
    """Name both ends of the scale beside the chart, and between them whose the hollow points are."""
    ends = ((topic.p.feel(HIGHEST), box.y + 18), (topic.p.feel(LOWEST), box.bottom - 18))
    for word, y in ends:
        board.write(Box(36, y, 82, 14), [Para(f"{word}", 10, LIGHT.muted)], align="right")
    if asked:
        whose = Para(f"△ {topic.words.say('picture.emotions.end')}", 10, LIGHT.ink, bold=True)
        board.write(Box(36, box.y + box.height / 2 - 7, 82, 14), [whose], align="right")
