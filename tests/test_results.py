"""The figures of the questionnaire, held against tables and against what chance does."""

import random
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeybot.customers import said
from journeybot.journey import About, JourneyMap, Response
from journeybot.results import ENOUGH, SCALES, Scale, results, student, without_small_groups


def answers(scale: Scale, values: list[int], *, at: str = "till", comment: str = "") -> tuple[Response, ...]:
    return tuple(
        Response(key=f"{at}{scale}{n}", position=n, touchpoint=at, scale=scale, value=value, comment=comment)
        for n, value in enumerate(values, start=1)
    )


def told(*given: Response) -> JourneyMap:
    return JourneyMap(about=About(key="map", title="Bread"), responses=given)


def test_satisfied_customers_are_a_share_with_wilsons_interval() -> None:
    (found,) = results(told(*answers("csat", [5, 4, 4, 5, 4, 4, 4, 5, 2, 1])), "till")
    assert (found.n, found.score, found.mean) == (10, 80, 3.8)
    assert found.sure is not None
    # The Wilson interval of 8 in 10 as published tables have it: 0.4902 to 0.9433.
    assert (round(found.sure.low, 1), round(found.sure.high, 1)) == (49.0, 94.3)


def test_promoters_less_detractors() -> None:
    (found,) = results(told(*answers("nps", [10] * 5 + [9] * 5 + [8] * 5 + [7] * 2 + [6, 5, 0])), "till")
    assert found.score == 35
    assert found.sure is not None
    # (10.75 - 3.75) / 23 = 0.3043; the variance (14.5 / 23 - 0.3043²) / 23 = 0.02338; 1.96 times its root is 0.2997.
    assert (round(found.sure.low, 1), round(found.sure.high, 1)) == (0.5, 60.4)


def test_effort_is_a_mean_with_students_interval() -> None:
    (found,) = results(told(*answers("ces", [5, 6, 7, 6, 6])), "till")
    assert found.score == 6
    assert found.sure is not None
    # Of 5, 6, 7, 6, 6 and the ends 1 and 7 the deviation is 2.0702; 2.7764 times that / sqrt(5) is 2.57.
    assert (round(found.sure.low, 2), found.sure.high) == (3.43, 7)


@pytest.mark.parametrize(("freedom", "tabled"), [(4, 2.7764), (9, 2.2622), (29, 2.0452), (1000, 1.9623)])
def test_students_points_are_those_of_the_tables(freedom: int, tabled: float) -> None:
    assert isclose(student(freedom), tabled, abs_tol=0.001)


def test_of_four_answers_nothing_is_told_but_that_there_are_four() -> None:
    few, many = answers("csat", [5, 5, 5, 1], comment="Loud"), answers("nps", [9] * 5, comment="Fine")
    of_few, of_many = results(told(*few, *many), "till")
    assert (of_few.n, of_few.score, of_few.sure, of_few.mean, of_few.comments) == (4, None, None, None, ())
    assert (of_many.score, len(of_many.comments)) == (100, 5)
    assert without_small_groups(told(*few, *many)).responses == many


def test_comments_come_newest_first_and_of_this_touchpoint_only() -> None:
    here, there = answers("ces", [4] * 5, comment="Here"), answers("ces", [4] * 9, at="shop", comment="There")
    (found,) = results(told(*here, *there), "till")
    assert [(one.position, one.comment) for one in found.comments] == [(n, "Here") for n in (5, 4, 3, 2, 1)]


def test_where_all_agree_chance_still_has_its_part() -> None:
    (effort,) = results(told(*answers("ces", [7] * 5)), "till")
    (satisfied,) = results(told(*answers("csat", [5] * 5)), "till")
    (promoters,) = results(told(*answers("nps", [10] * 5)), "till")
    assert effort.sure is not None
    assert effort.sure.low < 5
    assert satisfied.sure is not None
    assert satisfied.sure.low < 60
    assert promoters.sure is not None
    assert promoters.sure.low < 80


@given(st.sampled_from(sorted(SCALES)), st.data())
@settings(max_examples=60)
def test_an_interval_holds_its_score_and_stays_on_its_scale(scale: Scale, data: st.DataObject) -> None:
    values = data.draw(st.lists(st.integers(*SCALES[scale]), min_size=ENOUGH, max_size=40))
    (found,) = results(told(*answers(scale, values)), "till")
    low, high = {"csat": (0, 100), "nps": (-100, 100), "ces": (1, 7)}[scale]
    assert found.score is not None
    assert low <= found.score <= high
    if found.sure:
        assert low <= found.sure.low <= found.sure.high <= high
        assert found.sure.low - 1e-9 <= found.score <= found.sure.high + 1e-9


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_nineteen_of_twenty_intervals_hold_the_truth(scale: Scale) -> None:
    """Of 400 samples of 25 customers each; 92 of 100 would be a wrong formula, as chance is within 3 of 95."""
    chance, held = random.Random(7), 0
    low, high = SCALES[scale]
    odds = {value: 1 + (value - low) ** 2 for value in range(low, high + 1)}
    total = sum(odds.values())
    truth = {
        "csat": 100 * sum(odds[v] for v in (4, 5) if v in odds) / total,
        "nps": 100 * (sum(odds.get(v, 0) for v in (9, 10)) - sum(odds.get(v, 0) for v in range(7))) / total,
        "ces": sum(v * odd for v, odd in odds.items()) / total,
    }[scale]
    for _ in range(400):
        (found,) = results(told(*answers(scale, chance.choices([*odds], [*odds.values()], k=25))), "till")
        held += bool(found.sure and found.sure.low <= truth <= found.sure.high)
    assert 0.92 <= held / 400 <= 0.985


def test_the_curve_and_the_results_are_sure_of_the_same() -> None:
    journey = told(*answers("ces", [5, 6, 7, 6, 6, 2]))
    (found,) = results(journey, "till")
    curve = said(journey)["till"]
    assert found.sure is not None
    assert isclose(4 + 1.5 * curve.low, found.sure.low)
    assert isclose(4 + 1.5 * curve.high, found.sure.high)
