"""Curves pass through their points and never beyond them; medians, gaps and bands stand where the scores say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybot.drawing.curves import sampled, smooth
from journeybot.drawing.lanes.curve import STEP
from journeybot.drawing.layout import layout
from journeybot.drawing.markers import ABSENT, CUSTOMERS, GAP
from journeybot.drawing.readings import feelings, said_by_customers, turning_points
from journeybot.drawing.shapes import CUBIC, MOVE, Box, Drawing, Layer
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.journey import JourneyMap
from tests.drawing.geometry import legend
from tests.pictures.build import Builder

heights = st.lists(st.floats(-2, 2), min_size=2, max_size=12)


@given(heights)
def test_between_two_points_a_curve_stays_between_their_heights(levels: list[float]) -> None:
    points = [(10.0 * at, level) for at, level in enumerate(levels)]
    course = list(sampled(points))
    for (x, y), (to_x, to_y) in pairwise(points):
        between = [level for at, level in course if x <= at <= to_x]
        assert min(between) >= min(y, to_y) - 1e-9
        assert max(between) <= max(y, to_y) + 1e-9


@given(heights)
def test_a_curve_passes_through_every_point(levels: list[float]) -> None:
    points = [(10.0 * at, level) for at, level in enumerate(levels)]
    outline = smooth(points)
    assert outline.points[::3] == tuple(points)
    assert outline.codes == (MOVE, *(CUBIC,) * (3 * len(points) - 3))


def scored(*scores: str, customers: tuple[int, ...] = ()) -> JourneyMap:
    """One persona, one touchpoint for each group of scores; "-" is a step that it does not do."""
    b = Builder("Scored")
    who = b.persona("Ana")
    b.stage("One")
    for group in scores:
        at = b.touchpoint("Step", "app")
        if group == "-":
            b.absent(who, at)
        else:
            b.moment(who, at, scores=group)
    b.responses("touchpoint-1", customers)
    return b.map()


def drawn(journey: JourneyMap) -> Drawing:
    return layout(journey, LIGHT, measure=Fonts())


def points_of(drawing: Drawing) -> dict[str | None, float]:
    return {cell.of: cell.box.y for cell in drawing.cells if cell.kind == "point"}


def test_points_stand_at_the_median_and_not_at_the_mean() -> None:
    points = points_of(drawn(scored("2 2 2 2 -2", "0", "-2 -1", "1 2")))
    zero = points["touchpoint-2"]
    assert points["touchpoint-1"] == pytest.approx(zero - 2 * STEP)
    assert points["touchpoint-3"] == pytest.approx(zero + 1.5 * STEP)
    assert points["touchpoint-4"] == pytest.approx(zero - 1.5 * STEP)


def curve_parts(drawing: Drawing) -> int:
    """Lines drawn: each begins with one move."""
    return sum(p.outline.codes.count(MOVE) for p in drawing.shapes if p.ink.layer == Layer.CURVE)


def test_a_step_that_is_not_done_or_not_scored_is_a_gap() -> None:
    assert curve_parts(drawn(scored("1", "2", "-", "0", "1"))) == 2
    assert curve_parts(drawn(scored("1", "2", "", "0", "1"))) == 2
    assert curve_parts(drawn(scored("1", "2", "1", "0", "1"))) == 1
    assert "touchpoint-3" not in points_of(drawn(scored("1", "2", "-", "0", "1")))


def test_a_score_left_over_from_before_a_step_was_called_absent_does_not_count() -> None:
    b = Builder("Changed")
    who = b.persona("Ana")
    b.stage("One")
    at = b.touchpoint("Step")
    b.moment(who, at, scores="-2")
    b.absent(who, at)
    assert feelings(b.map()) == {}


@pytest.mark.parametrize(("scores", "bands"), [("-2 2", 0), ("-1 0 2", 1), ("1 1 1", 0)])
def test_a_disagreement_shows_only_where_three_scored_and_differ(scores: str, bands: int) -> None:
    shapes = [p for p in drawn(scored(scores)).shapes if p.ink.opacity < 1]
    assert len(shapes) == bands


def test_a_band_reaches_from_the_lowest_to_the_highest_score() -> None:
    drawing = drawn(scored("-2 0 1", "0"))
    zero = points_of(drawing)["touchpoint-2"]
    (band,) = (p.outline for p in drawing.shapes if p.ink.opacity < 1)
    ys = [y for _, y in band.points]
    assert min(ys) == pytest.approx(zero - STEP)
    assert max(ys) == pytest.approx(zero + 2 * STEP)


def test_what_customers_answered_is_drawn_beside_what_the_team_believes() -> None:
    journey = scored("0", "1", customers=(1, 1, 1, 1, 1))
    assert said_by_customers(journey)["touchpoint-1"].middle == -2
    assert {"What customers say (5 answers)", "Customers"} <= {run.text for run in drawn(journey).runs}


def test_what_fewer_than_five_customers_answered_is_not_drawn() -> None:
    assert drawn(scored("0", "1", customers=(1, 1, 1, 1))) == drawn(scored("0", "1"))


def test_customers_are_told_apart_without_colour() -> None:
    asked = drawn(scored("0", "1", customers=(3, 4, 5, 4, 3, 2)))
    assert {p.ink.dash for p in asked.shapes if p.ink.layer == Layer.CURVE} == {(), CUSTOMERS}
    assert [p for p in asked.shapes if p.ink.layer == Layer.MARK and p.ink.fill == LIGHT.ground], "hollow points"
    bar = max(
        (p.outline.points for p in asked.shapes if p.ink.layer == Layer.LINE and p.ink.stroke == LIGHT.ink),
        key=lambda points: abs(points[0][1] - points[1][1]),
    )
    of = said_by_customers(scored("0", customers=(3, 4, 5, 4, 3, 2)))["touchpoint-1"]
    assert bar[0][1] - bar[1][1] == pytest.approx((of.highest - of.lowest) * STEP)


def test_customers_have_their_name_where_they_end_amid_the_others_and_the_widest_gap_is_marked() -> None:
    b = Builder("Asked in the middle")
    ana = b.persona("Ana")
    b.stage("One")
    steps = [b.touchpoint("Step", "app") for _ in range(7)]
    for at, score in zip(steps, ("0", "1", "1", "1", "0", "-1", "0"), strict=True):
        b.moment(ana, at, scores=score)
    b.responses(steps[1], [4] * 9)
    without = drawn(b.map())
    b.responses(steps[3], [1] * 9)
    drawing = drawn(b.map())
    (name,) = (run for run in drawing.runs if run.text == "Customers")
    point = [cell.box for cell in drawing.cells if cell.kind == "point" and cell.of == steps[3]][-1]
    assert abs(name.x - point.x) < 80
    assert abs(name.baseline - point.y) < 60
    assert [run.text for run in drawing.runs if run.text.startswith("widest gap")] == ["widest gap: 3"]
    heights = {
        abs(p.outline.points[1][1] - p.outline.points[2][1]) for p in drawing.shapes if len(p.outline.points) == 4
    }
    assert any(height == pytest.approx(3 * STEP) for height in heights), "a bracket of three levels"
    assert not [run for run in without.runs if run.text.startswith("widest gap")]


def test_the_names_of_curves_at_their_ends_do_not_cover_each_other() -> None:
    b = Builder("Four of one mind")
    people = [b.persona(f"{name}, who travels") for name in ("Ana", "Ben", "Caroline", "Dimitri")]
    b.stage("One")
    for _ in range(3):
        at = b.touchpoint("Step", "app")
        for who in people:
            b.moment(who, at, scores="2")
        b.responses(at, [5] * 9)
    ends = [cell.box for cell in drawn(b.map()).cells if cell.kind == "ending"]
    assert len(ends) == 5
    assert all(one.bottom <= other.y + 0.01 for one, other in pairwise(sorted(ends, key=lambda box: box.y)))


def test_peaks_and_valleys() -> None:
    journey = scored("0", "2", "2", "-1", "0", "-", "-2")
    (felt,) = feelings(journey).values()
    turns = turning_points(felt, journey.travelled())
    assert turns == {
        "touchpoint-1": False,
        "touchpoint-2": True,
        "touchpoint-4": False,
        "touchpoint-5": True,
        "touchpoint-7": False,
    }


def test_thin_dots_lead_over_a_gap_and_the_legend_says_so() -> None:
    drawing = drawn(scored("1", "-", "2", "-", "0"))
    bridges = [p.outline.points for p in drawing.shapes if p.ink.dash == GAP and p.ink.stroke != LIGHT.muted]
    felt = points_of(drawing)
    assert [(start[1], end[1]) for start, end in bridges] == [
        (felt["touchpoint-1"], felt["touchpoint-3"]),
        (felt["touchpoint-3"], felt["touchpoint-5"]),
    ]
    assert "nobody scored it" in legend(drawing)
    assert "nobody scored it" not in legend(drawn(scored("1", "2")))


def test_what_the_only_persona_does_not_come_to_stands_in_a_dashed_box_with_dashed_arrows() -> None:
    drawing = drawn(scored("1", "-", "2"))
    boxes = {cell.of: cell.box for cell in drawing.cells if cell.kind == "touchpoint"}
    dashed = [p.outline.points for p in drawing.shapes if p.ink.dash == ABSENT]
    inside = [key for key, box in boxes.items() for points in dashed if all(box.holds(Box(*p, 0, 0)) for p in points)]
    assert inside == ["touchpoint-2"]
    assert len(dashed) == 4, "its box, two arrows and the legend"
    assert "not there" in legend(drawing)
