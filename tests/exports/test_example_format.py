"""Journeys in the neutral format come in whole, also those that nobody here has seen."""

from typing import Any

import pytest

from journeybot.exports import Unreadable
from journeybot.exports.example_format import from_example
from journeybot.journey import JourneyMap, MapState, Pain, Status, Strategy
from tests.exports import journeys


def named(name: str) -> JourneyMap:
    return from_example(journeys.told(journeys.HERE / f"{name}.json"))


@pytest.fixture(scope="module")
def museum() -> JourneyMap:
    return named("museum_evening")


@pytest.mark.parametrize("path", journeys.every())
def test_nothing_that_is_written_in_a_file_is_lost(path: Any) -> None:
    told = journeys.told(path)
    read = from_example(told)
    steps = [step for stage in told["stages"] for step in stage["touchpoints"]]
    holders = [*told["stages"], *steps]
    assert [stage.name for stage in read.stages] == [stage["name"] for stage in told["stages"]]
    assert [step.name for step in read.travelled()] == [step["name"] for step in steps]
    for kind, notes in (("challenges", read.challenges), ("improvements", read.improvements)):
        texts = [one["text"] for holder in holders for one in holder.get(kind, [])]
        assert sorted(note.text for note in notes) == sorted(texts)
    assert {m.action for m in read.moments if m.action} == {step["action"] for step in steps if step.get("action")}


def test_a_state_is_said_in_our_words(museum: JourneyMap) -> None:
    assert museum.about.state is MapState.FUTURE
    assert named("hostile").about.state is MapState.CURRENT


def test_what_is_not_said_of_an_age_is_kept_as_a_category(museum: JourneyMap) -> None:
    assert [(p.age, p.category) for p in museum.personas] == [(34, ""), (None, ""), (None, "six and a half")]


def test_who_does_not_do_a_step_is_absent_there_and_has_no_score(museum: JourneyMap) -> None:
    tickets = {m.persona: m for m in museum.moments if m.touchpoint == "t2"}
    assert [tickets[who].absent for who in ("p1", "p2", "p3")] == [False, True, True]
    assert (tickets["p1"].action, tickets["p2"].action) == ("Buys three tickets", "")
    assert [s.persona for s in museum.scores if s.touchpoint == "t2"] == ["p1"]


def test_what_is_told_of_a_step_that_nobody_does_is_kept(museum: JourneyMap) -> None:
    assert {m.action for m in museum.moments if m.touchpoint == "t7"} == {"Nobody signs up"}


def test_every_score_is_one_participants(museum: JourneyMap) -> None:
    assert {score.author for score in museum.scores} == {"participant 1"}
    assert museum.participants == 1


def test_a_stage_without_touchpoints_is_said_to_be_empty(museum: JourneyMap) -> None:
    assert [stage.empty for stage in museum.stages] == [False, True, False, False, False]


def test_pains_of_a_stage_and_triggers_are_what_they_are(museum: JourneyMap) -> None:
    pains = {c.key: c for c in museum.challenges}
    assert (pains["c3"].stage, pains["c3"].touchpoint) == ("s3", None)
    assert (pains["c1"].pain, pains["c1"].personas) == (Pain.TRIGGER, ("p1", "p2"))
    assert (pains["c2"].severity, pains["c2"].need) == (3, "in and out in a minute")


def test_an_improvement_may_answer_what_hurts_elsewhere_or_nothing(museum: JourneyMap) -> None:
    helps = {i.key: i for i in museum.improvements}
    assert helps["i4"].challenges == ("c4", "c2")
    assert (helps["i3"].challenges, helps["i3"].stage) == ((), "s3")
    assert [helps[key].owner for key in ("i1", "i4")] == ["marketing", ""]


def test_rows_of_one_measure_become_its_series_in_order(museum: JourneyMap) -> None:
    visitors, waiting = museum.measures
    assert visitors.series == (("2025-09", 90.0), ("2025-11", 140.0))
    assert (visitors.stage, visitors.unit, visitors.better) == ("s4", "people", "higher")
    assert (waiting.series, waiting.target, waiting.better) == ((("2025", 12.5),), 5.0, "lower")


def test_equal_names_and_equal_ids_stay_apart() -> None:
    read = named("hostile")
    notes = [note.key for note in read.notes()]
    assert len(set(notes)) == len(notes)
    assert [t.stage for t in read.touchpoints] == [s.key for s in read.stages[:3]]
    assert [c.touchpoint for c in read.challenges] == [read.touchpoints[0].key]
    assert read.improvements[0].challenges == (read.challenges[0].key,)


def test_ids_that_are_no_keys_never_become_one() -> None:
    assert all(key.replace("-", "").isalnum() for key in (named("hostile").about.key, *keys(named("hostile"))))


def keys(read: JourneyMap) -> list[str]:
    return [note.key for note in read.notes()]


def test_long_texts_are_kept_in_full() -> None:
    read = named("hostile")
    assert len(read.challenges[0].text) > 3000
    assert read.challenges[0].text.endswith("long end")


def one_step(**step: Any) -> dict[str, Any]:
    return {
        "format": "journey-example/1",
        "title": "A visit",
        "personas": [{"id": "p1", "name": "Ada"}, {"id": "p2", "name": "Bob"}],
        "stages": [{"id": "s1", "name": "Go", "touchpoints": [{"id": "t1", "name": "Desk", **step}]}],
    }


def test_a_step_that_nobody_scored_is_done_by_everybody() -> None:
    read = from_example(one_step(action="Asks"))
    assert [(m.absent, m.action) for m in read.moments] == [(False, "Asks"), (False, "Asks")]


def test_words_for_strategy_status_and_day_are_understood() -> None:
    told = {"text": "Faster", "strategy": "simplify", "status": "doing", "due": "2026-03-01"}
    (read,) = from_example(one_step(improvements=[told])).improvements
    assert (read.strategy, read.status, str(read.due)) == (Strategy.SIMPLIFY, Status.DOING, "2026-03-01")


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"emotion": {"p1": 3}}, "$.stages[0].touchpoints[0].emotion.p1 is 3; it should be from -2 to 2"),
        ({"emotion": {"p1": 0.5}}, "emotion.p1 should be a whole number"),
        ({"emotion": {"p9": 1}}, "emotion names “p9”, which is not in the file"),
        ({"emotion": [1]}, "emotion should be an object"),
        ({"importance_to_customer": 6}, "importance_to_customer is 6"),
        ({"moment_of_truth": "no"}, "moment_of_truth should be true or false"),
        ({"improvements": [{"text": "x", "impact": 9}]}, "improvements[0].impact is 9; it should be from 1 to 5"),
        ({"challenges": [{"text": "x", "kind": "odd"}]}, "challenges[0].kind should be one of trigger, met"),
        ({"name": {"en": "Desk"}}, "$.stages[0].touchpoints[0].name should be text"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place(step: dict[str, Any], says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        from_example(one_step(**step))
    assert says in str(caught.value)
