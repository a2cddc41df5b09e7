"""On paper: every note once, nothing leaves its place, and every page is as large as the paper."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from journeybot.drawing import draw, draw_paper
from journeybot.drawing.paging import HIGH, SQUEEZED, paged
from journeybot.drawing.text import Fonts
from journeybot.drawing.theme import LIGHT
from journeybot.exports import example_journey
from journeybot.journey import JourneyMap
from tests.drawing.geometry import all_holds, keys
from tests.drawing.maps import maps
from tests.drawing.test_layout import every_note_is_there_once_with_its_words


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(maps())
def test_everything_holds_for_any_map(journey: JourneyMap) -> None:
    pages = paged(journey, LIGHT, measure=Fonts())
    for page in pages:
        all_holds(page)
    every_note_is_there_once_with_its_words(journey, pages)


def test_the_stages_of_a_part_stand_on_top_of_each_of_its_pages() -> None:
    pages = paged(example_journey(), LIGHT, measure=Fonts())
    assert len(pages) > 2
    assert all([*keys(page, "stage")] for page in pages)
    assert all(page.height <= HIGH * SQUEEZED for page in pages)


def _pages(file: bytes, folder: Path) -> list[tuple[float, float]]:
    """The sizes of the pages, as another program sees them."""
    path = folder / "map.pdf"
    path.write_bytes(file)
    told = subprocess.run(["pdfinfo", "-l", "99", path], capture_output=True, text=True, check=True).stdout
    sizes = [
        line.split("size:")[1].split() for line in told.splitlines() if line.startswith("Page ") and "size" in line
    ]
    return [(float(width), float(height)) for width, _, height, *_ in sizes]


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="there is no pdfinfo (poppler-utils)")
def test_every_page_is_a3_and_the_picture_is_one_page(tmp_path: Path) -> None:
    journey = example_journey()
    longer = replace(journey, challenges=journey.challenges * 3)
    assert {*_pages(draw_paper(longer).data, tmp_path)} == {(1190.55, 841.89)}
    assert len(_pages(draw(journey, format="pdf").data, tmp_path)) == 1


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext (poppler-utils)")
def test_what_stands_on_paper_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(draw_paper(example_journey()).data)
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "The technician looks at it" in " ".join(text.split())
