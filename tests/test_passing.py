"""Whoever does not do a step feels nothing there: what was felt before that is said counts nowhere, and is kept."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from journeybot.comparison import compared_personas
from journeybot.drawing import compare
from journeybot.exports import FORMATS
from journeybot.figures import felt_by, figures
from journeybot.journey import JourneyMap
from journeybot.story import apart_in_words, story, summary
from journeybot.wording import Wording
from tests.pictures.build import Builder

WORDS = Wording()
MARTA, NOOR = "persona-1", "persona-2"


def way(*, felt_in_passing: bool) -> JourneyMap:
    """Marta passes by the search, where her best feeling was; Noor does not."""
    b = Builder("A repair", participants=1)
    marta, noor = b.persona("Marta"), b.persona("Noor")
    b.stage("It breaks")
    breaks, finds, waits = b.touchpoint("Drum stops"), b.touchpoint("Finds our number"), b.touchpoint("Waits")
    for who, values in ((marta, "-2 -1"), (noor, "-1 0")):
        for point, value in zip((breaks, waits), values.split(), strict=True):
            b.moment(who, point, f"at {point}", scores=value)
    b.moment(noor, finds, "Looks it up", scores="-2")
    if felt_in_passing:
        b.moment(marta, finds, scores="2")
        b.notes["moments"].pop()
    b.absent(marta, finds)
    return b.map()


def in_slides(deck: bytes) -> dict[str, bytes]:
    """What is in a presentation, without the tables behind its charts: these hold the hour at which they were made."""
    with ZipFile(BytesIO(deck)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if not name.endswith(".xlsx")}


TOLD: dict[str, Callable[[JourneyMap], object]] = {
    "figures": figures,
    "story": lambda journey: story(journey, WORDS),
    "summary": lambda journey: summary(journey, WORDS),
    "differences": lambda journey: apart_in_words(journey, MARTA, NOOR, WORDS),
    "comparison": lambda journey: compared_personas(journey, MARTA, NOOR).shifts,
    "picture of both": lambda journey: compare(journey, format="svg").data,
    "slides": lambda journey: in_slides(FORMATS["pptx"].make(journey)),
    **{name: FORMATS[name].make for name in ("svg", "md", "html", "mermaid", "ojf")},
}


@pytest.mark.parametrize("told", TOLD)
def test_what_was_felt_in_passing_is_told_nowhere(told: str) -> None:
    assert TOLD[told](way(felt_in_passing=True)) == TOLD[told](way(felt_in_passing=False))


def test_who_passes_by_has_no_point_there_but_others_have() -> None:
    journey = way(felt_in_passing=True)
    assert felt_by(journey, "persona-1").typical == {"touchpoint-1": -2, "touchpoint-3": -1}
    assert felt_by(journey, "persona-2").typical["touchpoint-2"] == -2
    assert len(journey.scores) == 6, "it is kept"


def test_a_step_that_is_done_after_all_has_its_feelings_again() -> None:
    journey = way(felt_in_passing=True)
    there = replace(journey, moments=tuple(replace(moment, absent=False) for moment in journey.moments))
    assert felt_by(there, "persona-1").typical["touchpoint-2"] == 2
