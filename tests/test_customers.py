"""What customers answered, on the scale of emotions, beside what the team believes."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from journeybot.customers import gaps, on_scale, said
from journeybot.drawing.alt import alt
from journeybot.exports import FORMATS
from journeybot.journey import Response
from journeybot.results import SCALES
from tests.pictures.build import Builder


def asked(*scores: str, answers: list[int], scale: Any = "csat", of: int = 0) -> Builder:
    """A touchpoint, the scores that a team gave it for each persona, and what customers answered there."""
    b = Builder("Asked")
    b.stage("One")
    at = b.touchpoint("Checkout")
    for number, given_ in enumerate(scores):
        b.moment(b.persona(f"Persona {number + of}"), at, scores=given_)
    for value in answers:
        b.add("response", Response, touchpoint=at, scale=scale, value=value)
    return b


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        ("csat", {1: -2, 2: -1, 3: 0, 4: 1, 5: 2}),
        ("ces", {1: -2, 4: 0, 7: 2}),
        ("nps", {0: -2, 6: -0.4, 7: -0.133, 8: 0.4, 9: 1.2, 10: 2}),
    ],
)
def test_each_answer_has_its_place_on_the_scale_of_emotions(scale: Any, values: dict[int, float]) -> None:
    for value, level in values.items():
        found = on_scale(Response(key="r", touchpoint="t", scale=scale, value=value))
        assert found == pytest.approx(level, abs=0.001)


@given(st.sampled_from(["csat", "nps", "ces"]), st.lists(st.integers(0, 10), min_size=5, max_size=40))
@settings(max_examples=60)
def test_the_mean_lies_within_its_interval_and_that_on_the_scale(scale: Any, values: list[int]) -> None:
    lowest, highest = SCALES[scale]
    answers = [min(highest, max(lowest, value)) for value in values]
    (found,) = said(asked(answers=answers, scale=scale).map()).values()
    assert -2 <= found.low <= found.level <= found.high <= 2
    assert found.low < found.high, "a few answers that are all alike prove nothing for certain"
    assert found.answers == len(values)


def test_fewer_than_five_say_nothing_and_neither_do_they_on_two_scales() -> None:
    few = asked("1", answers=[1, 1, 1, 1])
    few.add("response", Response, touchpoint="touchpoint-1", scale="nps", value=0)
    assert said(few.map()) == {}
    assert gaps(few.map()) == ()


def test_the_gap_is_told_in_the_words_of_both() -> None:
    journey = asked("1 1 2", answers=[2] * 38).map()
    assert "We think “Checkout” is at +1; 38 customers say −1." in alt(journey)
    of_five = alt(replace(journey, five_point=True))
    assert "We think “Checkout” is at 4; 38 customers say 2." in of_five


def test_customers_may_be_anywhere_between_two_personas() -> None:
    assert gaps(asked("2 2", "-2 -2", answers=[3] * 20).map()) == ()
    (gap,) = gaps(asked("2 2", "1 1", answers=[2] * 20).map())
    assert (gap.lowest, gap.highest, gap.by) == (1, 2, -2)


def test_what_chance_explains_is_no_gap() -> None:
    assert gaps(asked("1", answers=[1, 1, 5, 5, 3]).map()) == (), "a mean of 0 that may be anything"
    assert gaps(asked("1", answers=[2, 3] * 30).map()) != ()


def test_the_files_hold_what_enough_customers_say_and_nothing_of_fewer() -> None:
    enough = asked("1", answers=[2] * 6).map()
    slides = Presentation(BytesIO(FORMATS["pptx"].make(enough))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert any(
        series.name == "Customers" and -1 in series.values for chart in charts for series in chart.plots[0].series
    )
    assert "What customers say: −1 on average of 6 answers" in FORMATS["md"].make(enough).decode()
    assert "6 customers say" in FORMATS["html"].make(enough).decode()
    few = asked("1", answers=[2] * 4).map()
    for name in ("md", "html"):
        assert "ustomers" not in FORMATS[name].make(few).decode()
