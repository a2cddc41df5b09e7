"""The map itself, part after part: stages as arrows, under them the lanes, on as many slides as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import BOTTOM, MARGIN, TOP, WIDE, Board, Para
from journeybot.exports.deck.curve import curve
from journeybot.exports.deck.lanes import CURVE, GAP, LEAST_CURVE, Column, Lane, lanes
from journeybot.exports.deck.opening import chevrons
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.journey import Stage

LABEL = 92.0
BETWEEN = 8.0
STAGES = 40.0
MOST_COLUMNS = 6
AIR = 9.0


def way(deck: Deck, topic: Topic) -> None:
    """The whole way, on as many slides as it needs."""
    for part in _parts(topic):
        stages = list(dict.fromkeys(column.stage for column in part))
        title = " – ".join(dict.fromkeys(topic.short(stage.name, 40) for stage in (stages[0], stages[-1])))
        notes, left, slides = topic.chapters(stages), _squeezed(lanes(topic, part), _width(part)), 1
        while left:
            head = title if slides == 1 else topic.words.say("exports.deck.continued", title=title, number=slides)
            left = _slide(deck.slide(head, notes=notes), topic, part, left=left)
            slides, notes = slides + 1, ""


def _parts(topic: Topic) -> Iterator[list[Column]]:
    """The columns of each slide: whole stages where they fit."""
    part: list[Column] = []
    for stage in topic.journey.stages:
        touchpoints = topic.journey.touchpoints_of(stage.key) or (None,)
        columns = [Column(stage, touchpoint, number == 0) for number, touchpoint in enumerate(touchpoints)]
        if part and len(part) + len(columns) > MOST_COLUMNS:
            yield part
            part = []
        part += columns
        while len(part) > MOST_COLUMNS:
            yield part[:MOST_COLUMNS]
            part = part[MOST_COLUMNS:]
    if part:
        yield part


def _slide(board: Board, topic: Topic, part: Sequence[Column], *, left: list[Lane]) -> list[Lane]:
    """Draw as many lanes as fit; returns those that are left."""
    width = _width(part)
    chevrons(board, topic, _stages(part), Box(MARGIN + LABEL, TOP - 4, width * len(part), STAGES))
    top, drawn = TOP + STAGES + AIR, False
    while left:
        here, rest = left[0].cut(width - BETWEEN, BOTTOM - top, least=not drawn)
        if here is None:
            break
        top = _lane(board, topic, part, lane=here, top=top, width=width) + AIR
        drawn, left = True, [*([rest] if rest else []), *left[1:]]
        if rest:
            break
    return left


def _width(part: Sequence[Column]) -> float:
    return (WIDE - 2 * MARGIN - LABEL) / max(len(part), 3)


def _squeezed(whole: list[Lane], width: float) -> list[Lane]:
    """The lanes with a lower curve, if then they fit one slide: a second one for a last card reads badly."""
    room = BOTTOM - TOP - STAGES - AIR
    over = sum(lane.height(width - BETWEEN) + AIR for lane in whole) - AIR - room
    if not 0 < over <= CURVE - LEAST_CURVE:
        return whole
    return [replace(lane, high=CURVE - over) if lane.curve else lane for lane in whole]


def _stages(part: Sequence[Column]) -> list[tuple[Stage, float]]:
    return [(stage, float(len(list(columns)))) for stage, columns in groupby(part, key=lambda column: column.stage)]


def _lane(board: Board, topic: Topic, part: Sequence[Column], *, lane: Lane, top: float, width: float) -> float:
    height = lane.height(width - BETWEEN)
    board.rule(MARGIN, top - AIR / 2, LABEL + width * len(part))
    board.write(Box(MARGIN, top, LABEL - 10, height), [Para(lane.name, 11, lane.colour, bold=True)])
    if lane.curve:
        keys = [column.touchpoint for column in part]
        curve(board, topic, keys, box=Box(MARGIN + LABEL, top, width * len(part), height))
        return top + height
    for number, blocks in enumerate(lane.columns):
        y = top
        for block in blocks:
            high = block.height(width - BETWEEN)
            box = Box(MARGIN + LABEL + number * width + BETWEEN / 2, y, width - BETWEEN, high)
            if block.edge:
                board.card(box, block.paras, fill=block.fill, edge=block.edge)
            else:
                board.panel(box, block.paras, fill=LIGHT.ground)
            y += high + GAP
    return top + height
