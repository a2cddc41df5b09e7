"""Arrows lead to what comes next, in whatever lane, and never through a node on their way."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from journeybot.drawing.lanes.flow import routes, steps
from journeybot.drawing.layout import layout
from journeybot.drawing.shapes import Box, Point
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.journey import JourneyMap
from tests.pictures.build import Builder


def journey(channels: list[str], follows: dict[int, int]) -> JourneyMap:
    """One touchpoint for each channel; `follows` names, by number from 1, what comes next where it is not the next."""
    b = Builder("Flow")
    b.stage("One")
    for at, channel in enumerate(channels, 1):
        b.touchpoint("Step", channel, next=f"touchpoint-{follows[at]}" if at in follows else None)
    return b.map()


def test_without_a_word_the_next_in_order_comes_next_and_after_the_last_nothing() -> None:
    assert steps(journey(["app", "store", "app"], {})) == [
        ("touchpoint-1", "touchpoint-2"),
        ("touchpoint-2", "touchpoint-3"),
    ]


def test_a_touchpoint_may_lead_back_or_ahead_but_not_to_itself_or_nowhere() -> None:
    found = dict(steps(journey(["app"] * 4, {1: 3, 2: 2, 4: 1})))
    assert found == {
        "touchpoint-1": "touchpoint-3",
        "touchpoint-2": "touchpoint-3",
        "touchpoint-3": "touchpoint-4",
        "touchpoint-4": "touchpoint-1",
    }
    assert dict(steps(journey(["app"] * 2, {1: 9}))) == {"touchpoint-1": "touchpoint-2"}


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether a level or upright piece runs through the inside of a box."""
    piece = Box(
        min(start[0], end[0]) - 0.5, min(start[1], end[1]) - 0.5, abs(end[0] - start[0]) + 1, abs(end[1] - start[1]) + 1
    )
    return piece.meets(Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2))


@given(
    st.lists(st.sampled_from(["app", "store", "phone"]), min_size=2, max_size=9),
    st.dictionaries(st.integers(1, 9), st.integers(1, 9)),
)
def test_no_arrow_runs_through_a_node(channels: list[str], follows: dict[int, int]) -> None:
    mapped = journey(channels, follows)
    drawing = layout(mapped, LIGHT, measure=Fonts())
    nodes = {cell.of: cell.box for cell in drawing.cells if cell.kind == "touchpoint" and cell.of}
    lanes = {cell.box.y: cell.box for cell in drawing.cells if cell.kind == "channel"}
    placed = {
        key: (box, next(lane for lane in lanes.values() if lane.y <= box.y <= lane.bottom))
        for key, box in nodes.items()
    }
    for course in routes(mapped, placed).values():
        for start, end in pairwise(course):
            assert start[0] == end[0] or start[1] == end[1]
            assert not any(crosses(start, end, box) for box in nodes.values()), course
