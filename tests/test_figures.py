"""The figures of a map are those that anybody would count by hand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from journeybot.exports import example_journey, read_journey
from journeybot.figures import Figures, figures
from journeybot.journey import (
    About,
    Basis,
    Challenge,
    Evidence,
    Improvement,
    JourneyMap,
    Measure,
    Persona,
    Score,
    Stage,
    Status,
    Touchpoint,
    Vote,
)
from tests.examples import examples
from tests.exports import journeys
from tests.exports.maps import maps


@pytest.mark.parametrize("path", journeys.every())
def test_figures_are_those_of_the_file(path: Path) -> None:
    expected = journeys.told(path)["expected"]
    counted = figures(read_journey(path.read_bytes()))
    found = as_in_the_file(counted)
    assert {name: found[name] for name in expected} == expected


def as_in_the_file(counted: Figures) -> dict[str, Any]:
    counts = {
        name: counted.counts[name] for name in ("stages", "touchpoints", "personas", "challenges", "improvements")
    }
    return {
        **counts,
        "kpis": counted.counts["values"],
        "moments_of_truth": list(counted.moments_of_truth),
        "challenges_without_improvement": list(counted.unanswered),
        "channels": list(counted.channels),
        "emotion_by_persona": {persona: felt_in_the_file(counted, persona) for persona in counted.felt},
        "quick_wins_impact>=4_effort<=2": list(counted.quick_wins),
    }


def felt_in_the_file(counted: Figures, persona: str) -> dict[str, Any]:
    felt = counted.felt[persona]
    assert felt.lowest
    assert felt.highest
    return {
        "scored": felt.scored,
        "gaps": list(felt.gaps),
        "mean": felt.mean,
        "lowest": {"score": felt.lowest.score, "touchpoints": list(felt.lowest.touchpoints)},
        "highest": {"score": felt.highest.score, "touchpoints": list(felt.highest.touchpoints)},
        "biggest_drop": [felt.biggest_drop.start, felt.biggest_drop.end, felt.biggest_drop.by]
        if felt.biggest_drop
        else None,
    }


def a_map(*scores: tuple[int, ...], **more: Any) -> JourneyMap:
    """One persona, one touchpoint per tuple of scores, each by another participant."""
    touchpoints = tuple(Touchpoint(key=f"t{n}", stage="s", name=f"Step {n}") for n, _ in enumerate(scores, 1))
    given_scores = tuple(
        Score(key=f"{n}-{who}", author=f"U{who}", persona="p", touchpoint=f"t{n}", value=value)
        for n, values in enumerate(scores, 1)
        for who, value in enumerate(values)
    )
    return JourneyMap(
        about=About(key="m", title="A map"),
        personas=(Persona(key="p", name="Ada"),),
        stages=(Stage(key="s", name="All of it"),),
        touchpoints=touchpoints,
        scores=given_scores,
        **more,
    )


def test_the_typical_score_is_the_median_and_not_the_mean() -> None:
    felt = figures(a_map((-2, 2, 2), (1, 2), (0,))).felt["p"]
    assert felt.typical == {"t1": 2, "t2": 1.5, "t3": 0}
    assert felt.mean == 1.17


def test_a_journey_that_only_rises_has_no_drop() -> None:
    assert figures(a_map((-1,), (0,), (0,), (2,))).felt["p"].biggest_drop is None


def test_a_drop_reaches_over_a_touchpoint_without_a_score() -> None:
    drop = figures(a_map((2,), (), (-1,))).felt["p"].biggest_drop
    assert drop
    assert (drop.start, drop.end, drop.by) == ("t1", "t3", -3)


def test_the_most_contested_are_those_with_the_widest_range_all_of_them() -> None:
    contested = figures(a_map((-2, 1), (0, 0), (2, -1), (1, 2))).contested
    assert contested
    assert (contested.range, contested.at) == (3, (("p", "t1"), ("p", "t3")))


def test_nothing_is_contested_where_all_agree() -> None:
    assert figures(a_map((1, 1), (2,))).contested is None


def improving(*improvements: Improvement, votes: tuple[str, ...] = ()) -> Figures:
    dots = tuple(Vote(key=f"v{n}", on=on) for n, on in enumerate(votes))
    challenges = (Challenge(key="c1", text="Slow", touchpoint="t1"), Challenge(key="c2", text="Dear", touchpoint="t2"))
    return figures(a_map((0,), (0,), challenges=challenges, improvements=improvements, votes=dots))


def test_quick_wins_put_impact_before_effort_and_the_end_of_the_journey_before_its_beginning() -> None:
    counted = improving(
        Improvement(key="early", text="a", challenges=("c1",), impact=4, effort=2),
        Improvement(key="late", text="b", challenges=("c2",), impact=4, effort=2),
        Improvement(key="easier", text="c", challenges=("c1",), impact=4, effort=1),
        Improvement(key="stronger", text="d", challenges=("c1",), impact=5, effort=2),
        Improvement(key="too hard", text="e", impact=5, effort=3),
        Improvement(key="too little", text="f", impact=3, effort=1),
        Improvement(key="unrated", text="g", impact=5),
    )
    assert counted.quick_wins == ("stronger", "easier", "late", "early")


def test_what_is_done_or_dropped_is_no_quick_win_and_a_dropped_one_answers_nothing() -> None:
    counted = improving(
        Improvement(key="done", text="a", challenges=("c1",), impact=5, effort=1, status=Status.DONE),
        Improvement(key="dropped", text="b", challenges=("c2",), impact=5, effort=1, status=Status.DROPPED),
    )
    assert counted.quick_wins == ()
    assert counted.start_with is None
    assert counted.unanswered == ("c2",)


def test_the_team_begins_with_what_it_voted_for_and_else_with_a_quick_win() -> None:
    quick = Improvement(key="quick", text="a", impact=4, effort=1)
    big = Improvement(key="big", text="b", impact=5, effort=5)
    assert improving(big, quick).start_with == "quick"
    assert improving(big, quick, votes=("big", "quick", "big")).start_with == "big"


def test_nothing_speaks_for_beginning_anywhere_without_impact_and_votes() -> None:
    assert improving(Improvement(key="i", text="a")).start_with is None


def test_what_was_heard_or_measured_is_no_longer_assumed() -> None:
    journey = a_map(
        (0,),
        (0,),
        challenges=(Challenge(key="c", text="Slow", touchpoint="t1"),),
        evidence=(Evidence(key="e1", on="c", basis=Basis.HEARD), Evidence(key="e2", on="t1", basis=Basis.ASSUMED)),
        measures=(Measure(key="m", name="Minutes", touchpoint="t2", series=(("2026", 4.0),)),),
    )
    assumed = figures(journey).assumed
    assert (assumed.count, assumed.of) == (1, 3)


def test_the_example_has_something_of_everything_worth_counting() -> None:
    counted = figures(example_journey())
    assert counted.counts["participants"] == 5
    assert counted.counts["stages"] == 6
    assert counted.counts["touchpoints"] == 14
    assert [bool(felt.gaps) for felt in counted.felt.values()] == [False, True]
    assert counted.contested
    assert counted.quick_wins
    assert counted.unanswered
    assert 0 < counted.assumed.count < counted.assumed.of


@examples(15)
@given(maps())
def test_figures_of_any_map_agree_with_its_scores(journey: JourneyMap) -> None:
    counted = figures(journey)
    travelled = [t.key for t in journey.travelled()]
    for persona, felt in counted.felt.items():
        values = [s.value for s in journey.scores if s.persona == persona and s.touchpoint in travelled]
        assert [*felt.typical] == [key for key in travelled if key not in felt.gaps]
        assert (felt.mean is None) == (not values)
        if values:
            assert felt.lowest
            assert felt.highest
            assert min(values) <= felt.lowest.score <= (felt.mean or 0) + 0.01
            assert (felt.mean or 0) - 0.01 <= felt.highest.score <= max(values)
    assert sum(counted.votes.values()) == len(journey.votes)
    assert counted.assumed.count <= counted.assumed.of
