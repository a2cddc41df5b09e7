"""For any map that can be made: nothing leaves its place, nothing covers anything, and nothing is missing."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given

from journeybot.drawing.layout import layout, layouts
from journeybot.drawing.shapes import Drawing
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.drawing.wrapping import MOST, clean
from journeybot.journey import JourneyMap
from tests.drawing.geometry import all_holds, keys, words_in, written
from tests.drawing.maps import maps
from tests.examples import examples
from tests.pictures.build import Builder
from tests.pictures.shelter import shelter

FEW = examples(10)
SHOWN = {
    "persona": "personas",
    "stage": "stages",
    "touchpoint": "touchpoints",
    "challenge": "challenges",
    "improvement": "improvements",
    "measure": "measures",
}
ONCE = ("touchpoint", "challenge", "improvement", "measure")


def drawn(journey: JourneyMap) -> Drawing:
    return layout(journey, LIGHT, measure=Fonts())


@FEW
@given(maps())
def test_everything_holds_for_any_map(journey: JourneyMap) -> None:
    pages = layouts(journey, LIGHT, measure=Fonts())
    for page in pages:
        all_holds(page)
    every_note_is_there_once_with_its_words(journey, pages)
    if len(pages) > 1:
        folded = drawn(journey)
        all_holds(folded)
        every_note_is_there_once_with_its_words(journey, [folded])


def every_note_is_there_once_with_its_words(journey: JourneyMap, pages: Sequence[Drawing]) -> None:
    for kind, notes in SHOWN.items():
        places = Counter(key for page in pages for key in keys(page, kind))
        for note in getattr(journey, notes):
            said = clean(getattr(note, "text", "") or getattr(note, "name", ""))
            expected = "".join(said[: MOST - 70].split())
            assert any(expected in words_in(page, kind, note.key) for page in pages), note
            assert places[note.key] == 1 if kind in ONCE else places[note.key] >= 1, note


def test_every_word_of_a_moment_is_on_the_picture() -> None:
    journey = shelter()
    words = written(drawn(journey))
    for moment in journey.moments:
        assert "".join(moment.action.split()) in words
        assert "".join(moment.thought.split()) in words


def test_a_long_text_says_where_the_rest_is() -> None:
    b = Builder("Long")
    b.stage("One")
    key = b.challenge("many words " * 50, b.touchpoint("Here"))
    shown = words_in(drawn(b.map()), "challenge", key)
    assert shown.endswith("...(intheexport)")
    assert len(shown) < MOST + 20


def test_an_ordinary_map_is_as_wide_as_a_screen() -> None:
    assert drawn(shelter()).width == pytest.approx(1250, abs=60)


def test_lanes_without_content_are_left_out() -> None:
    b = Builder("Bare")
    b.stage("One")
    b.touchpoint("Here", "app")
    b.stage("Two")
    b.touchpoint("There", "app")
    words = {run.text for run in drawn(b.map()).runs}
    assert {"Bare", "One", "Two", "Here", "There", "app"} <= words
    assert not words & {"What they do", "How it feels", "Challenges", "Improvements", "Measures"}


def test_an_empty_map_says_so() -> None:
    assert "Nothing is on this map yet." in {run.text for run in drawn(Builder("New").map()).runs}


def test_a_lane_is_as_low_as_its_nodes_allow() -> None:
    b = Builder("Low")
    b.stage("One")
    for channel in ("app", "web", "phone", "mail", "chat", "store", "person", "post"):
        b.touchpoint("Short name", channel)
    lanes = [cell.box.height for cell in drawn(b.map()).cells if cell.kind == "channel"]
    assert len(lanes) == 8
    assert max(lanes) < 50, "two lines of a name and their padding"
