"""In every language the words of the pictures stand where they belong: nothing is cut, covered or off the page."""

from dataclasses import replace

import pytest

from journeybot.comparison import compared_personas
from journeybot.drawing.alt import alt
from journeybot.drawing.comparing import comparison_layout
from journeybot.drawing.layout import layout
from journeybot.drawing.strip import progress_layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.drawing.weighing import matrix_layout
from journeybot.journey import JourneyMap
from journeybot.prompt_files import languages
from journeybot.wording import Wording
from journeybot.workshop import STEPS, Place, Workshop
from tests.drawing.geometry import all_holds, legend, written
from tests.pictures.shelter import shelter


def spoken(language: str) -> JourneyMap:
    journey = shelter()
    return replace(journey, about=replace(journey.about, language=language))


@pytest.mark.parametrize("language", languages())
def test_every_word_of_the_pictures_has_its_place(language: str) -> None:
    journey = spoken(language)
    first, second = (persona.key for persona in journey.personas[:2])
    compared = compared_personas(journey, first, second)
    drawings = [
        layout(journey, LIGHT, measure=Fonts()),
        matrix_layout(journey, LIGHT, measure=Fonts()),
        comparison_layout(compared, LIGHT, measure=Fonts()),
    ]
    for drawing in drawings:
        all_holds(drawing)
        assert "…" not in legend(drawing)
    words = {word for run in drawings[0].runs for word in run.text.split()}
    lanes = Wording(language).words("picture.lanes")
    for lane in ("actions", "emotions", "challenges", "improvements", "measures"):
        assert {*lanes[lane].split()} <= words, "no word is broken"
    assert {*Wording(language).say("picture.head.need").split()} <= words


@pytest.mark.parametrize("language", languages())
def test_every_step_of_the_strip_is_named_in_full(language: str) -> None:
    about = spoken(language).about
    for step in STEPS:
        drawing = progress_layout(
            Workshop(key="w", place=Place("T1", "C1"), about=about, step=step), LIGHT, measure=Fonts()
        )
        all_holds(drawing)
        words = {run.text for run in drawing.runs}
        assert {Wording(language).say(f"picture.progress.{one}") for one in STEPS} <= words


def test_a_german_map_is_german_and_tells_so_without_the_picture() -> None:
    journey = spoken("de-AT")
    said = written(layout(journey, LIGHT, measure=Fonts()))
    assert "Wieessichanfühlt" in said
    assert "Whattheydo" not in said
    assert alt(journey).startswith("Journey Map „")
    assert "Die tiefsten Punkte sind" in alt(journey)
