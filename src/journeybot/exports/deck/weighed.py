"""Impact against effort: a field of native shapes, the improvements as numbered discs, and beside it what they are."""

from collections import defaultdict

from journeybot.drawing.shapes import Box
from journeybot.drawing.theme import LIGHT
from journeybot.exports.deck.board import BOTTOM, MARGIN, TOP, WIDE, Board, Para
from journeybot.exports.deck.presentation import Deck
from journeybot.exports.deck.topic import Topic
from journeybot.journey import Improvement, Status

FIELD = Box(MARGIN + 80, TOP, 490, BOTTOM - TOP - 34)
LIST = Box(FIELD.right + 28, TOP, WIDE - MARGIN - FIELD.right - 28, BOTTOM - TOP)
RADIUS = 11.0


def weighed(deck: Deck, topic: Topic) -> None:
    """The matrix, if anything was weighed."""
    known = [
        (number, one)
        for number, one in enumerate(topic.journey.improvements, 1)
        if one.impact and one.effort and one.status is not Status.DROPPED
    ]
    if not known:
        return
    board = deck.slide(topic.headings["weighed"])
    _field(board, topic)
    places = defaultdict[tuple[int, int], list[int]](list)
    for number, one in known:
        places[min(5, one.effort or 1), min(5, one.impact or 1)].append(number)
    for (effort, impact), numbers in places.items():
        _discs(board, effort, impact, numbers=numbers)
    _names(board, topic, known)


def _field(board: Board, topic: Topic) -> None:
    """Four corners, each with its name, and the two axes."""
    say = topic.words.words("picture.matrix")
    half, high = FIELD.width / 2, FIELD.height / 2
    corners = (
        ("quick", 0, 0, LIGHT.help), ("big", 1, 0, LIGHT.measure),
        ("easy", 0, 1, LIGHT.panel), ("costly", 1, 1, LIGHT.pain),
    )  # fmt: skip
    for name, column, row, fill in corners:
        box = Box(FIELD.x + column * half + 1, FIELD.y + row * high + 1, half - 2, high - 2)
        board.panel(box, fill=fill)
        corner = Box(box.x + 8, box.y + 6 if row == 0 else box.bottom - 22, box.width - 16, 16)
        board.write(corner, [Para(say[name], 11, LIGHT.muted, bold=True)])
    axis = Para(f"{say['effort']} →", 12, LIGHT.ink, bold=True)
    board.write(Box(FIELD.x, FIELD.bottom + 8, FIELD.width, 18), [axis], align="centre")
    board.write(Box(MARGIN, FIELD.y, 72, 18), [Para(f"{say['impact']} ↑", 12, LIGHT.ink, bold=True)], align="right")


def _discs(board: Board, effort: int, impact: int, *, numbers: list[int]) -> None:
    """The improvements of one value of each, side by side in rows of four."""
    width, height = FIELD.width / 5, FIELD.height / 5
    x, y = FIELD.x + (effort - 1) * width, FIELD.y + (5 - impact) * height
    for at, number in enumerate(numbers):
        across, down = at % 4, at // 4
        step = 2 * RADIUS + 2
        centre = x + width / 2 + (across - (min(len(numbers), 4) - 1) / 2) * step
        board.disc(centre, y + height / 2 + 6 + down * step, RADIUS, text=str(number), fill=LIGHT.help_edge)


def _names(board: Board, topic: Topic, known: list[tuple[int, Improvement]]) -> None:
    """What the numbers stand for, as many as there is room for; all of them are in the table that follows."""
    y = LIST.y
    for number, one in known:
        begin = one.key == topic.figures.start_with
        text = f"{'★ ' if begin else ''}{topic.short(one.text, 110)}"
        para = Para(text, 10.5, LIGHT.truth if begin else LIGHT.ink, bold=begin)
        high = max(para.height(LIST.width - 32), 2 * RADIUS) + 4
        if y + high > LIST.bottom:
            return
        board.disc(LIST.x + RADIUS, y + RADIUS, RADIUS, text=str(number), fill=LIGHT.help_edge)
        board.write(Box(LIST.x + 32, y + 3, LIST.width - 32, high - 4), [para])
        y += high + 3
