"""Where cards go in the room of their stage: each beneath its touchpoint, as far as there is room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from journeybot.drawing.blocks import Block
from journeybot.drawing.shapes import Box
from journeybot.journey import Key

GAP = 8.0
WISHED = 150.0
WIDEST = 300.0
"""Of one card, in points."""

Maker = Callable[[float], Block]
"""Makes a card of a given width."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A card to be made, and the touchpoint (or stage) that it belongs to."""

    make: Maker
    spot: Key


@dataclass(frozen=True, slots=True)
class Pile:
    """Cards under each other, from a place on."""

    x: float
    cards: tuple[Block, ...]

    @property
    def height(self) -> float:
        """Of all of them, with the gaps between."""
        return sum(card.height + GAP for card in self.cards) - GAP


def piles(cards: Sequence[Pending], room: Box, anchors: Mapping[Key, float]) -> list[Pile]:
    """Cards in piles beside each other: those of one touchpoint together, in the order of the journey, and as near to
    its left edge, which `anchors` tells, as the other piles allow."""
    if not cards:
        return []
    across = max(1, min(int((room.width + GAP) // (WISHED + GAP)), len(cards)))
    each = min(WIDEST, (room.width - GAP * (across - 1)) / across)
    groups = _fewer(_together(cards, anchors, start=room.x), across)
    shares = _shares([len(makers) for _, makers in groups], across)
    wanted: list[tuple[float, list[Block]]] = []
    for (anchor, makers), columns in zip(groups, shares, strict=True):
        stacks = _stacked([make(each) for make in makers], columns)
        wanted += [(anchor + at * (each + GAP), stack) for at, stack in enumerate(stacks)]
    places = _apart([x for x, _ in wanted], room, each)
    return [Pile(x, tuple(stack)) for x, (_, stack) in zip(places, wanted, strict=True)]


Group = tuple[float, list[Maker]]
"""Where its touchpoint begins, and the cards."""


def _together(cards: Sequence[Pending], anchors: Mapping[Key, float], *, start: float) -> list[Group]:
    found: dict[float, list[Maker]] = {}
    for card in cards:
        found.setdefault(anchors.get(card.spot, start), []).append(card.make)
    return sorted(found.items(), key=lambda group: group[0])


def _fewer(groups: list[Group], most: int) -> list[Group]:
    """No more groups than piles: neighbours share one."""
    shared: dict[int, Group] = {}
    for at, (anchor, makers) in enumerate(groups):
        pile = at * most // len(groups) if len(groups) > most else at
        first, before = shared.get(pile, (anchor, []))
        shared[pile] = first, before + makers
    return [*shared.values()]


def _shares(sizes: list[int], across: int) -> list[int]:
    """How many piles each group has: one, and what is left goes where most cards would stand on each other."""
    shares = [1] * len(sizes)
    for _ in range(across - len(sizes)):
        shares[max(range(len(sizes)), key=lambda at: sizes[at] / shares[at])] += 1
    return shares


def _stacked(cards: Sequence[Block], columns: int) -> list[list[Block]]:
    """Cards in piles of about equal height, in reading order."""
    stacks: list[list[Block]] = [[] for _ in range(columns)]
    heights = [0.0] * columns
    for card in cards:
        shortest = heights.index(min(heights))
        stacks[shortest].append(card)
        heights[shortest] += card.height + GAP
    return [stack for stack in stacks if stack]


def _apart(wanted: Sequence[float], room: Box, each: float) -> list[float]:
    """Where piles stand that overlap nowhere and stay in the room."""
    places: list[float] = []
    for x in wanted:
        places.append(max(x, places[-1] + each + GAP) if places else max(x, room.x))
    limit = room.right - each
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], limit)
        limit = places[at] - each - GAP
    return places
