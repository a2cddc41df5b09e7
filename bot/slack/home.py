"""A person's own page as the view of Slack's Home tab."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from bot.slack.buttons import actions
from bot.slack.limits import Most
from bot.slack.messages import Piece, row_pieces
from bot.slack.parts import DIVIDER, Block, header, sections, small
from bot.slack.words import sentence
from journeybot.replies import Home

ROOM = Most.BLOCKS_IN_VIEW - 1
BYTES = Most.VIEW_BYTES * 4 // 5


def home(shown: Home) -> dict[str, Any]:
    """The view for views.publish. What has no room any more is counted in a last line."""
    kept: list[Block] = []
    size = left = 0
    for piece in _said(shown):
        size += 0 if left else len(json.dumps(piece.blocks))
        if left or len(kept) + len(piece.blocks) > ROOM or size > BYTES:
            left += 1
        else:
            kept += piece.blocks
    if left:
        kept.append(small(sentence("more", language=shown.language, n=left)))
    return {"type": "home", "blocks": kept}


def _said(shown: Home) -> Iterator[Piece]:
    numbers = count()
    yield Piece([header(shown.heading)])
    yield from (Piece([block]) for block in [*sections(shown.text), *actions(shown.buttons, numbers)])
    for heading, rows in shown.sections:
        yield Piece([DIVIDER, header(heading)])
        beside = all(len(row.buttons) <= 1 for row in rows)
        for row in rows:
            yield from row_pieces(row, numbers, beside=beside)
