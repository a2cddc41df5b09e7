"""The legs of a journey: each stage with its touchpoints, and how wide they must be and would like to be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from journeybot.drawing import theme
from journeybot.drawing.readings import whereabouts
from journeybot.drawing.shapes import Style
from journeybot.drawing.wrapping import MOST, clean
from journeybot.journey import JourneyMap, Key, Stage, Touchpoint

LEAST, WIDEST_LEAST, MOST_WISHED = 94.0, 140.0, 200.0
STAGE_LEAST, CARDS_LEAST = 118.0, 136.0
GUTTER = 15.0
BESIDE_NAME = 36.0
"""What stands beside the name in a node: its number and its padding."""
CARD = 80.0
"""What the marks of a card ask for, as if they were so much text."""

Wide = Callable[[str, Style], float]


@dataclass(frozen=True, slots=True)
class Wish:
    """How wide something must be, and how wide it would like to be, in points."""

    least: float
    wished: float


@dataclass(frozen=True, slots=True)
class Leg:
    """A stage, or a part of one that is too long for a page (`first` and `last` tell which); one wish for each
    touchpoint, or a single one if there is none."""

    stage: Stage
    touchpoints: tuple[Touchpoint, ...]
    wishes: tuple[Wish, ...]
    first: bool = True
    last: bool = True

    @property
    def least(self) -> float:
        """How wide it must be."""
        return sum(wish.least for wish in self.wishes)

    def cut(self, most: int) -> list["Leg"]:
        """Parts of about equal size, none with more than so many touchpoints."""
        count = -(-len(self.wishes) // most)
        size = -(-len(self.wishes) // count)
        return [
            replace(
                self,
                touchpoints=self.touchpoints[at : at + size],
                wishes=self.wishes[at : at + size],
                first=at == 0,
                last=at + size >= len(self.wishes),
            )
            for at in range(0, len(self.wishes), size)
        ]


def legs(journey: JourneyMap, wide: Wide) -> tuple[Leg, ...]:
    """All stages of a map."""
    texts, cards = _texts(journey), _cards(journey)
    found = []
    for stage in journey.stages:
        touchpoints = journey.touchpoints_of(stage.key)
        columns = [_column(t, texts.get(t.key, []), wide) for t in touchpoints] or [Wish(LEAST, LEAST)]
        wishes = _stretched(columns, _stage(stage, cards.get(stage.key, []), wide))
        found.append(Leg(stage, touchpoints, tuple(wishes)))
    return tuple(found)


def _texts(journey: JourneyMap) -> dict[Key, list[str]]:
    """What is written in the column of each touchpoint."""
    texts: dict[Key, list[str]] = {t.key: [t.context] for t in journey.touchpoints}
    for moment in journey.moments:
        texts.setdefault(moment.touchpoint, []).append(f"{moment.action} {moment.thought}")
    return texts


def _cards(journey: JourneyMap) -> dict[Key, list[str]]:
    """The texts of the cards under each stage, of whichever lane has more of them."""
    places = whereabouts(journey)
    lanes: list[dict[Key, list[str]]] = []
    for notes in (journey.challenges, journey.improvements):
        lane: dict[Key, list[str]] = {}
        for note in notes:
            lane.setdefault(places.get(note.key, ""), []).append(note.text)
        lanes.append(lane)
    return {stage.key: max((lane.get(stage.key, []) for lane in lanes), key=len) for stage in journey.stages}


def _column(touchpoint: Touchpoint, texts: list[str], wide: Wide) -> Wish:
    room = sum(wide(clean(text)[:MOST], theme.BODY) for text in texts) / 5 + 14
    name = max((wide(term, theme.NAME) for term in clean(touchpoint.name).split()), default=0.0) + GUTTER + BESIDE_NAME
    least = min(max(LEAST, name), WIDEST_LEAST)
    return Wish(least, max(least, min(room, MOST_WISHED)))


def _stage(stage: Stage, cards: list[str], wide: Wide) -> Wish:
    name = max((wide(term, theme.STAGE) for term in clean(stage.name).split()), default=0.0) + 44
    room = sum(wide(clean(text)[:MOST], theme.BODY) + CARD for text in cards) / 5
    least = min(max(CARDS_LEAST if cards else STAGE_LEAST, name), 220)
    return Wish(least, max(least, min(room, 2.5 * MOST_WISHED)))


def _stretched(columns: list[Wish], stage: Wish) -> list[Wish]:
    """The wishes of a stage's columns, grown evenly until their stage is content too."""
    least = max(0.0, stage.least - sum(c.least for c in columns)) / len(columns)
    wished = max(0.0, stage.wished - sum(c.wished for c in columns)) / len(columns)
    return [Wish(c.least + least, max(c.wished + wished, c.least + least)) for c in columns]
