"""Sixteen maps that break pictures: nothing on them is cut, covered or missing; and the README shows what is drawn."""

import re
from pathlib import Path

import pytest

from journeybot.drawing.layout import layout
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from tests.drawing.geometry import all_holds, keys
from tests.pictures.gallery import FOLDER, GALLERY
from tests.pictures.hard_cases import CASES

README = Path(__file__).resolve().parents[2] / "README.md"
SMALL = 400 * 1024


@pytest.mark.parametrize("name", CASES)
def test_a_hard_case_holds_like_any_other(name: str) -> None:
    journey = CASES[name]()
    drawing = layout(journey, LIGHT, measure=Fonts())
    all_holds(drawing)
    assert sorted(map(str, keys(drawing, "touchpoint"))) == sorted(note.key for note in journey.touchpoints)


def test_there_are_sixteen() -> None:
    assert len(CASES) == 16


def test_the_gallery_of_the_readme_is_what_is_drawn_and_loads_quickly() -> None:
    shown = set(re.findall(r"docs/pictures/([a-z-]+)\.png", README.read_text("utf-8")))
    assert shown == {*GALLERY, "hard-cases"}
    assert shown == {path.stem for path in FOLDER.glob("*.png")}
    assert all((FOLDER / f"{name}.png").stat().st_size < SMALL for name in GALLERY)
