"""What the bot says, as Slack messages: everything that was to be said is in them, in as many as it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.slack.buttons import actions, element
from bot.slack.fitting import ELLIPSIS, pieces
from bot.slack.limits import Most, length
from bot.slack.parts import DIVIDER, FULL, Block, marked, section, sections
from journeybot.replies import Row, Say

Message = dict[str, Any]
"""`text`, which screen readers and notifications read, and `blocks`."""

ROOM = 3600
"""Characters in one message: its `text` can then hold every word; Slack refuses to update more than 4,000."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks that stay together, and the words in them."""

    blocks: Sequence[Block]
    text: str = ""


def messages(say: Say) -> list[Message]:
    """All of it: one message or, where Slack's limits are reached, several, to be sent in this order."""
    return [_message(page) for page in _pages(list(_said(say)))]


def row_pieces(row: Row, numbers: Iterator[int], *, beside: bool = True) -> Iterator[Piece]:
    """A row: a single button stands `beside` its text or, as several do, below it; a long text is several pieces."""
    *before, last = pieces(row.text, FULL) or [""]
    yield from (Piece([section(marked(text))], text) for text in before)
    if last and beside and len(row.buttons) == 1:
        single = element(row.buttons[0], next(numbers))
        yield Piece([{**section(marked(last)), "accessory": single}], last)
    else:
        yield from _over_buttons(last, actions(row.buttons, numbers))


def _over_buttons(text: str, below: Sequence[Block]) -> Iterator[Piece]:
    if text or below:
        yield Piece([*sections(text), *below[:1]], text)
    yield from (Piece([block]) for block in below[1:])


def _said(say: Say) -> Iterator[Piece]:
    numbers = count()
    yield from (Piece([section(marked(text))], text) for text in pieces(say.text, FULL))
    beside = all(len(row.buttons) <= 1 for row in say.rows)  # one place for the buttons of a whole list
    for row in say.rows:
        yield from row_pieces(row, numbers, beside=beside)
    line = [DIVIDER] if say.buttons and any(row.buttons for row in say.rows) else []
    yield from (Piece([block]) for block in [*line, *actions(say.buttons, numbers)])


def _pages(said: list[Piece]) -> list[list[Piece]]:
    pages: list[list[Piece]] = [[]]
    for piece in said:
        page = [*pages[-1], piece]
        if len(page) > 1 and (_blocks(page) > Most.BLOCKS_IN_MESSAGE or length(_text(page)) > ROOM):
            pages.append([piece])
        else:
            pages[-1] = page
    return pages


def _blocks(page: Sequence[Piece]) -> int:
    return sum(len(piece.blocks) for piece in page)


def _text(page: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in page if piece.text)


def _message(page: Sequence[Piece]) -> Message:
    return {
        "text": _text(page) or ELLIPSIS,
        "blocks": [block for piece in page for block in piece.blocks] or sections(ELLIPSIS),
    }
