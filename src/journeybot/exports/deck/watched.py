"""The measures: the last value large, the target, and a native chart of the series."""

from itertools import count

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import MARGIN, TOP, WIDE, Board, Para, colour
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.journey import Measure
from journeybot.measures import standing

ACROSS, DOWN = 3, 2
GAP = 18.0
CARD = (WIDE - 2 * MARGIN - GAP * (ACROSS - 1)) / ACROSS
HEIGHT = 202.0
LAST = 12
"""Values of a series that a small chart shows."""


def watched(deck: Deck, topic: Topic) -> None:
    """All measures, six to a slide."""
    measures = topic.journey.measures
    for at in range(0, len(measures), ACROSS * DOWN):
        board = deck.slide(topic.headings["watched"])
        for place, measure in zip(count(), measures[at : at + ACROSS * DOWN]):
            x = MARGIN + (place % ACROSS) * (CARD + GAP)
            _card(board, topic, measure, Box(x, TOP + (place // ACROSS) * (HEIGHT + GAP), CARD, HEIGHT))


def _card(board: Board, topic: Topic, measure: Measure, box: Box) -> None:
    place = topic.it.names.get(measure.touchpoint or measure.stage or "", "")
    last = topic.p.number(measure.series[-1][1]) if measure.series else "–"
    stands = standing(measure, topic.journey.as_of)
    say, number = topic.words.say, topic.p.number
    aim = measure.target
    target = "" if aim is None else say("picture.measures.target", value=number(aim), met=stands.met)
    goes = "" if stands.improves is None else say(f"picture.measures.{'better' if stands.improves else 'worse'}")
    old = say("picture.measures.old", days=stands.age) if stands.stale else ""
    ink = LIGHT.muted if stands.stale else LIGHT.measure_edge
    paras = [
        Para(topic.short(measure.name, 70), 12, bold=True),
        Para(f"{last} {topic.short(measure.unit, 30)}".strip(), 20, ink, bold=True),
        Para(topic.short(" · ".join(filter(None, (place, target, goes, old))), 70), 10, LIGHT.muted),
    ]
    board.card(box, paras, fill=LIGHT.measure, edge=LIGHT.measure_edge)
    if len(measure.series) > 1:
        used = sum(para.height(box.width - 18) for para in paras) + 14
        _chart(board, measure, Box(box.x + 6, box.y + used, box.width - 12, box.height - used - 4))


def _chart(board: Board, measure: Measure, box: Box) -> None:
    if box.height < 40:
        return
    data = CategoryChartData()
    series = measure.series[-LAST:]
    data.categories = [f" {when}" for when, _ in series]  # the blank keeps it text in the table behind the chart
    data.add_series(" ", [value for _, value in series])
    at = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    chart = board.slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *at, data).chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(10), colour(LIGHT.muted)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = colour(LIGHT.rule)
    line = chart.plots[0].series[0]
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = colour(LIGHT.measure_edge), Pt(2)
    line.marker.size = 6
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = colour(LIGHT.measure_edge)
    line.marker.format.line.color.rgb = colour(LIGHT.ground)
