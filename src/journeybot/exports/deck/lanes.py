"""The lanes of a part of the journey: in each column blocks of text, which can be cut where a slide ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from journeybot.drawing.theme import LIGHT
from journeybot.exports.contents import marked, still_helping
from journeybot.exports.deck.board import PAD, Para, height_of
from journeybot.exports.deck.topic import Topic
from journeybot.journey import Challenge, Improvement, Key, Pain, Persona, Stage, Touchpoint

GAP = 6.0
CURVE, LEAST_CURVE = 112.0, 60.0
"""How high the curve is, and how low it may get where all the rest then fits."""


@dataclass(frozen=True, slots=True)
class Column:
    """The room of a touchpoint, or of a stage that has none; `first` if the stage begins here."""

    stage: Stage
    touchpoint: Touchpoint | None
    first: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text; on a card if it has an edge."""

    paras: tuple[Para, ...]
    fill: str = ""
    edge: str = ""

    def height(self, width: float) -> float:
        """In a column so wide."""
        return height_of(self.paras, width - 2 * PAD - 4) + 2 * min(PAD, 5)


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: blocks by column; the curve has none and is drawn as a chart."""

    name: str
    columns: tuple[tuple[Block, ...], ...]
    colour: str = LIGHT.muted
    curve: bool = False
    high: float = CURVE

    def height(self, width: float) -> float:
        """With columns so wide."""
        return self.high if self.curve else max((stacked(blocks, width) for blocks in self.columns), default=0.0)

    def cut(self, width: float, room: float, *, least: bool) -> tuple["Lane | None", "Lane | None"]:
        """What fits into the room, and what is left; with `least`, at least one block of each column."""
        if self.height(width) <= room:
            return self, None
        if self.curve:
            return (self, None) if least else (None, self)
        counts = [max(fitting(blocks, width, room), 1 if least else 0) for blocks in self.columns]
        if not any(counts):
            return None, self
        here = tuple(blocks[:count] for blocks, count in zip(self.columns, counts, strict=True))
        rest = tuple(blocks[count:] for blocks, count in zip(self.columns, counts, strict=True))
        return replace(self, columns=here), replace(self, columns=rest) if any(rest) else None


def stacked(blocks: Sequence[Block], width: float) -> float:
    """Height of blocks under each other."""
    return sum(block.height(width) for block in blocks) + GAP * max(0, len(blocks) - 1)


def fitting(blocks: Sequence[Block], width: float, room: float) -> int:
    """How many of the blocks fit."""
    return next((n for n in range(len(blocks), 0, -1) if stacked(blocks[:n], width) <= room), 0)


def lanes(topic: Topic, part: Sequence[Column]) -> list[Lane]:
    """The lanes of a part that have something in them."""
    whole, rows = topic.journey, topic.words.words("exports.lanes")
    made = [Lane(rows["touchpoints"], tuple(_met(topic, column) for column in part), LIGHT.flow)]
    for persona in whole.personas:
        blocks = tuple(_done(topic, column, persona) for column in part)
        made.append(Lane(topic.short(persona.name, 40), blocks, topic.colours[persona.key]))
    if _felt(topic, part):
        made.append(Lane(rows["feels"], (), curve=True))
    made.append(Lane(rows["hurts"], _notes(topic, part, whole.challenges), LIGHT.pain_edge))
    made.append(Lane(rows["helps"], _notes(topic, part, still_helping(whole.improvements)), LIGHT.help_edge))
    return [lane for lane in made if lane.curve or any(lane.columns)]


def _met(topic: Topic, column: Column) -> tuple[Block, ...]:
    """The touchpoint of a column, as a card."""
    touchpoint = column.touchpoint
    if touchpoint is None:
        return ()
    star = "★ " if touchpoint.moment_of_truth else ""
    paras = [Para(f"{topic.numbers[touchpoint.key]}  {star}{topic.short(touchpoint.name, 80)}", 11, bold=True)]
    where = ", ".join(filter(None, (touchpoint.channel, touchpoint.device)))
    paras += [Para(topic.short(where, 60), 10, LIGHT.muted)] if where else []
    paras += [Para(topic.short(touchpoint.context, 120), 10, LIGHT.muted, italic=True)] if touchpoint.context else []
    edge = LIGHT.truth if touchpoint.moment_of_truth else LIGHT.flow
    return (Block(tuple(paras), LIGHT.panel, edge),)


def _done(topic: Topic, column: Column, persona: Persona) -> tuple[Block, ...]:
    """What a persona does and thinks there."""
    moment = topic.it.moment(persona, column.touchpoint) if column.touchpoint else None
    if moment is None:
        return ()
    paras = [Para(topic.short(moment.action, 160), 10.5)] if moment.action else []
    if moment.thought:
        thought = str(topic.p.said(topic.short(moment.thought, 120)))
        paras.append(Para(thought, 10.5, topic.colours[persona.key], italic=True))
    if moment.absent:
        paras.append(Para(topic.headings["does_not"], 10, LIGHT.muted))
    return (Block(tuple(paras)),) if paras else ()


def _felt(topic: Topic, part: Sequence[Column]) -> bool:
    here = {column.touchpoint.key for column in part if column.touchpoint}
    return any(here & {*topic.it.felt(persona).typical} for persona in topic.journey.personas)


def _notes(
    topic: Topic, part: Sequence[Column], notes: Iterable[Challenge | Improvement]
) -> tuple[tuple[Block, ...], ...]:
    """The cards under each column: of its touchpoint, and of its stage where that begins."""
    found: dict[Key, list[Block]] = {}
    for note in notes:
        found.setdefault(topic.spots.get(note.key, ""), []).append(_card(topic, note))
    columns = []
    for column in part:
        own = found.get(column.touchpoint.key, []) if column.touchpoint else []
        columns.append((*(found.get(column.stage.key, []) if column.first else []), *own))
    return tuple(columns)


def _card(topic: Topic, note: Challenge | Improvement) -> Block:
    votes = topic.figures.votes.get(note.key, 0)
    if isinstance(note, Challenge):
        text, more = marked(note), ""
        fill, edge = (LIGHT.help, LIGHT.help_edge) if note.pain is Pain.HELPED else (LIGHT.pain, LIGHT.pain_edge)
    else:
        text, fill, edge = note.text, LIGHT.help, LIGHT.help_edge
        more = note.owner
    paras = [Para(topic.short(text, 170), 10.5)]
    paras += [Para(f"● {votes}", 10, edge, bold=True)] if votes else []
    paras += [Para(topic.short(more, 40), 10, LIGHT.muted)] if more else []
    return Block(tuple(paras), fill, edge)
