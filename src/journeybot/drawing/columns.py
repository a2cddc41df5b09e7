"""Shares the width of the sheet among stages and touchpoints, by how much text each of them holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from journeybot.drawing import theme
from journeybot.drawing.readings import whereabouts
from journeybot.drawing.shapes import Style
from journeybot.drawing.wrapping import MOST, clean
from journeybot.journey import JourneyMap, Key, Stage, Touchpoint

MARGIN = 28.0
LABEL = 118.0
LEAST_SHEET = 1200.0
LEAST, MOST_WISHED = 92.0, 190.0
STAGE_LEAST = 118.0
GUTTER = 16.0
STAGE_GAP = 8.0

Wide = Callable[[str, Style], float]


@dataclass(frozen=True, slots=True)
class Column:
    """The room of one touchpoint, or of a stage that has none."""

    touchpoint: Touchpoint | None
    x: float
    width: float

    @property
    def centre(self) -> float:
        """Its middle."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Span:
    """The room of one stage."""

    stage: Stage
    x: float
    width: float
    columns: tuple[Column, ...]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Grid:
    """All stages from left to right; `left` and `right` bound them, `sheet` is the width of the whole."""

    spans: tuple[Span, ...]
    left: float
    right: float
    sheet: float

    @property
    def width(self) -> float:
        """Of all stages together."""
        return self.right - self.left

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those with a touchpoint, in the order of the journey."""
        return tuple(c for span in self.spans for c in span.columns if c.touchpoint)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How wide something must be, and how wide it would like to be."""

    least: float
    wished: float


def grid(journey: JourneyMap, wide: Wide) -> Grid:
    """Lay the columns out; the sheet grows where the narrowest columns would not fit."""
    wishes = _wishes(journey, wide)
    left = MARGIN + LABEL
    gaps = STAGE_GAP * max(0, len(journey.stages) - 1)
    room = LEAST_SHEET - left - MARGIN - gaps
    widths = iter(_shared([wish for of in wishes for wish in of], room))
    spans: list[Span] = []
    x = left
    for stage in journey.stages:
        spans.append(_span(stage, journey.touchpoints_of(stage.key), x, widths=widths))
        x = spans[-1].right + STAGE_GAP
    right = spans[-1].right if spans else LEAST_SHEET - MARGIN
    return Grid(tuple(spans), left, right, max(LEAST_SHEET, right + MARGIN))


def _span(stage: Stage, touchpoints: tuple[Touchpoint, ...], x: float, *, widths: Iterator[float]) -> Span:
    columns: list[Column] = []
    for touchpoint in touchpoints or (None,):
        columns.append(Column(touchpoint, columns[-1].right if columns else x, next(widths)))
    return Span(stage, x, columns[-1].right - x, tuple(columns))


def _shared(wishes: list[_Wish], room: float) -> list[float]:
    least, wished = sum(w.least for w in wishes), sum(w.wished for w in wishes)
    if not wishes or least >= room:
        return [wish.least for wish in wishes]
    if wished >= room:
        share = (room - least) / (wished - least)
        return [w.least + (w.wished - w.least) * share for w in wishes]
    return [wish.wished * room / wished for wish in wishes]


def _wishes(journey: JourneyMap, wide: Wide) -> list[list[_Wish]]:
    """One list for each stage, one wish for each of its columns."""
    texts = _texts(journey)
    cards = _cards(journey)
    found = []
    for stage in journey.stages:
        columns = [_column(t, texts.get(t.key, []), wide) for t in journey.touchpoints_of(stage.key)]
        found.append(_stretched(columns or [_Wish(LEAST, LEAST)], _stage(stage, cards.get(stage.key, []), wide)))
    return found


def _texts(journey: JourneyMap) -> dict[Key, list[str]]:
    """What is written in the column of each touchpoint."""
    texts: dict[Key, list[str]] = {t.key: [t.context] for t in journey.touchpoints}
    for moment in journey.moments:
        texts.setdefault(moment.touchpoint, []).append(f"{moment.action} {moment.thought}")
    return texts


def _cards(journey: JourneyMap) -> dict[Key, list[str]]:
    """The texts of the cards under each stage."""
    places = whereabouts(journey)
    cards: dict[Key, list[str]] = {}
    texts = {note.key: note.text for note in journey.challenges} | {
        note.key: note.text for note in journey.improvements
    }
    for key, text in texts.items():
        if key in places:
            cards.setdefault(places[key], []).append(text)
    return cards


def _column(touchpoint: Touchpoint, texts: list[str], wide: Wide) -> _Wish:
    room = sum(wide(clean(text)[:MOST], theme.BODY) for text in texts) / 5 + 14
    name = max((wide(term, theme.NAME) for term in clean(touchpoint.name).split()), default=0.0) + GUTTER + 18
    least = min(max(LEAST, name), 130)
    return _Wish(least, max(least, min(room, MOST_WISHED)))


def _stage(stage: Stage, cards: list[str], wide: Wide) -> _Wish:
    name = max((wide(term, theme.STAGE) for term in clean(stage.name).split()), default=0.0) + 44
    room = sum(wide(clean(text)[:MOST], theme.BODY) + 80 for text in cards) / 12
    least = min(max(STAGE_LEAST, name), 220)
    return _Wish(least, max(least, min(room, 2 * MOST_WISHED)))


def _stretched(columns: list[_Wish], stage: _Wish) -> list[_Wish]:
    """The wishes of a stage's columns, grown evenly until their stage is content too."""
    least = max(0.0, stage.least - sum(c.least for c in columns)) / len(columns)
    wished = max(0.0, stage.wished - sum(c.wished for c in columns)) / len(columns)
    return [_Wish(c.least + least, max(c.wished + wished, c.least + least)) for c in columns]
