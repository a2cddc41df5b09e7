"""A card stands beneath the touchpoint that it belongs to, wherever there is room beside the others."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journeybot.drawing.blocks import Block
from journeybot.drawing.lanes.beneath import Pending, piles
from journeybot.drawing.layout import layout
from journeybot.drawing.shapes import Box, Drawing
from journeybot.drawing.sheet import Sheet
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.journey import JourneyMap, Status
from tests.drawing.geometry import all_holds, words_in
from tests.pictures.build import TODAY, Builder

YESTERDAY = TODAY - timedelta(days=1)


def washing_machine(*, due: date | None = None, status: Status = Status.OPEN) -> JourneyMap:
    """One stage with two touchpoints; two improvements answer what hurts at the first, one what hurts at the second."""
    b = Builder("A broken washing machine")
    b.stage("During")
    hotline, home = b.touchpoint("Calls the hotline"), b.touchpoint("Waits at home")
    cut, window = b.challenge("Cut off after 47 minutes", hotline), b.challenge("Nobody comes", home)
    b.improvement("We call back within ten minutes, and whoever calls is told so", cut, impact=5, effort=2)
    b.improvement("A live map", window)
    b.improvement("A podcast instead of Vivaldi", cut, due=due, status=status)
    return b.map()


def drawn(journey: JourneyMap) -> Drawing:
    drawing = layout(journey, LIGHT, measure=Fonts())
    all_holds(drawing)
    return drawing


def box(drawing: Drawing, kind: str, at: int) -> Box:
    return next(cell.box for cell in drawing.cells if cell.kind == kind and cell.of == f"{kind}-{at}")


def beneath(drawing: Drawing, card: Box) -> list[int]:
    """The touchpoints that a card reaches under."""
    spots = ((at, box(drawing, "touchpoint", at)) for at in (1, 2))
    return [at for at, spot in spots if card.x < spot.right and spot.x < card.right]


def test_what_answers_a_challenge_stands_beneath_the_touchpoint_where_it_hurts() -> None:
    drawing = drawn(washing_machine())
    assert [beneath(drawing, box(drawing, "improvement", at)) for at in (1, 2, 3)] == [[1], [2], [1]]


def test_a_lone_card_of_the_last_touchpoint_does_not_stand_under_the_first() -> None:
    b = Builder("A broken washing machine")
    b.stage("During")
    b.touchpoint("Calls the hotline")
    b.challenge("Nobody comes", b.touchpoint("Waits at home"))
    drawing = drawn(b.map())
    assert beneath(drawing, box(drawing, "challenge", 1)) == [2]


def test_what_is_overdue_says_so() -> None:
    assert "overdue" in words_in(drawn(washing_machine(due=YESTERDAY)), "improvement", "improvement-3")
    assert "overdue" not in words_in(drawn(washing_machine(due=TODAY)), "improvement", "improvement-3")
    done = drawn(washing_machine(due=YESTERDAY, status=Status.DONE))
    assert "overdue" not in words_in(done, "improvement", "improvement-3")


class Plain:
    """A card of a given size."""

    def __init__(self, width: float) -> None:
        self.width, self.height = width, 20.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Nothing is drawn."""


def plain(width: float) -> Block:
    return Plain(width)


@given(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=12), st.floats(90, 1600))
def test_piles_lose_no_card_overlap_nowhere_and_stay_in_their_stage(spots: list[str], width: float) -> None:
    anchors = {name: 40 + at * width / 4 for at, name in enumerate("abcd")}
    found = piles([Pending(plain, spot) for spot in spots], Box(40, 0, width, 0), anchors)
    assert sum(len(pile.cards) for pile in found) == len(spots)
    edges = [edge for pile in found for edge in (pile.x, pile.x + pile.cards[0].width)]
    assert edges == sorted(edges)
    assert all(40 - 0.001 <= edge <= 40 + width + 0.001 for edge in edges)
