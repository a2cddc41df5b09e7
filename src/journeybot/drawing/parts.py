"""Divides a journey that is too long for one page into parts of about equal width, stage by stage."""

from collections.abc import Iterator, Sequence
from math import ceil

from journeybot.drawing.legs import WIDEST_LEAST, Leg

ONE = 1800.0
"""Points of stages that still go on one page: about 4,000 pixels with margins and names, 12 stages."""
EACH = 1560.0
"""Points that a page holds at most where there are several."""
STEP = 20

Part = tuple[Leg, ...]


def divided(legs: Sequence[Leg], *, one: float = ONE, each: float = EACH) -> tuple[Part, ...]:
    """The parts in order, at least one; a stage too long for a page goes on on the next. `one` and `each`: what goes on
    a single page, and on each of several."""
    if sum(leg.least for leg in legs) <= one:
        return (tuple(legs),)
    pieces = [piece for leg in legs for piece in (leg.cut(int(each // WIDEST_LEAST)) if leg.least > each else [leg])]
    count = len(list(_filled(pieces, each)))
    even = sum(piece.least for piece in pieces) / count
    for limit in range(ceil(even), int(each), STEP):
        parts = tuple(_filled(pieces, limit))
        if len(parts) == count:
            return parts
    return tuple(_filled(pieces, each))


def _filled(pieces: Sequence[Leg], limit: float) -> Iterator[Part]:
    """Parts as full as `limit` allows."""
    part: list[Leg] = []
    for piece in pieces:
        if part and sum(leg.least for leg in part) + piece.least > limit:
            yield tuple(part)
            part = []
        part.append(piece)
    yield tuple(part)
