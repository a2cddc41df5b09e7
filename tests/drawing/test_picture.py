"""The finished files: readable by others, the same bytes every time, with their words in them."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from journeybot.drawing import compare, draw, draw_pages, matrix, progress
from journeybot.drawing.theme import THEMES
from journeybot.workshop import Place, Workshop
from tests.drawing.maps import HOSTILE
from tests.drawing.test_pages import many
from tests.pictures.build import Builder
from tests.pictures.shelter import shelter

FORMATS: tuple[Literal["png", "svg", "pdf"], ...] = ("png", "svg", "pdf")
SVG = "{http://www.w3.org/2000/svg}"
HASHES = """
from tests.drawing.test_picture import hashes
print(*hashes())
"""


def hashes() -> list[str]:
    """What the map comes to in every format, and every other kind of picture in the one that is read."""
    journey, earlier = shelter(), replace(shelter(), stages=shelter().stages[:4])
    workshop = Workshop(key="w", place=Place("T", "C"), about=journey.about)
    pictures = [*(draw(journey, format=name) for name in FORMATS), matrix(journey, format="svg")]
    pictures += [*draw_pages(many(9, 3), format="svg"), compare(journey, earlier, format="svg")]
    return [hashlib.sha256(one.data).hexdigest() for one in (*pictures, progress(workshop, format="svg"))]


def test_a_png_opens_and_is_as_large_as_it_says() -> None:
    picture = draw(shelter())
    image = Image.open(BytesIO(picture.data))
    image.load()
    assert image.format == "PNG"
    assert image.size == (picture.width, picture.height)
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert 2300 < picture.width < 2600
    assert len(image.getcolors(maxcolors=1 << 20) or []) > 100, "not an empty page"


def test_the_dark_theme_is_dark() -> None:
    pixel = Image.open(BytesIO(draw(shelter(), theme="dark").data)).getpixel((2, 2))
    assert isinstance(pixel, tuple)
    assert max(pixel) < 40


def test_an_svg_holds_its_words_as_text_and_says_what_it_shows() -> None:
    picture = draw(shelter(), format="svg")
    root = ET.fromstring(picture.data)
    written = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "I adopt a dog from the shelter" in written
    assert "Alone with a howling dog at night" in written
    assert root.findtext(f"{SVG}title") == picture.alt


def test_an_svg_brings_its_fonts_and_asks_for_nothing_from_outside() -> None:
    text = draw(shelter(), format="svg").data.decode()
    assert text.count("@font-face") == 4
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert len(text) < 300_000


def test_a_pdf_has_one_page_and_its_fonts() -> None:
    data = draw(shelter(), format="pdf").data
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page/") == 1
    assert data.count(b"/Subtype /Type3") == data.count(b"/ToUnicode") >= 1
    assert b"CreationDate" not in data


def test_the_same_map_gives_the_same_bytes_in_another_process() -> None:
    there = subprocess.run([sys.executable, "-c", HASHES], capture_output=True, text=True, check=True).stdout.split()
    assert there == hashes()


def test_pictures_drawn_side_by_side_do_not_disturb_each_other() -> None:
    alone = {theme: draw(shelter(), theme=theme).data for theme in THEMES}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda theme: draw(shelter(), theme=theme).data, list(THEMES) * 3))
    assert together == list(alone.values()) * 3


def test_a_picture_of_one_persona_shows_that_persona_only() -> None:
    picture = draw(shelter(), format="svg", persona="persona-3")
    text = picture.data.decode()
    assert "Henrik Vos" in text
    assert "Mira Solberg" not in text
    assert "Cannot tell which dogs" not in text, "a challenge of others"
    assert "Filter and icons" not in text, "what helps only others"
    assert "Two-page form" in text
    assert "1 persona," in picture.alt


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_people_type_stops_a_picture(name: Literal["png", "svg", "pdf"]) -> None:
    b = Builder(HOSTILE[0])
    b.stage(HOSTILE[1])
    for text in HOSTILE:
        b.challenge(text, b.touchpoint(text, text))
    data = draw(b.map(), format=name).data
    assert len(data) > 10_000
    if name == "svg":
        ET.fromstring(data)


def test_a_character_that_no_font_has_is_logged_once_and_drawn_as_a_box(caplog: pytest.LogCaptureFixture) -> None:
    b = Builder("Ogham \u1681\u1681 and \U00013000")
    draw(b.map())
    draw(b.map())
    assert [record.getMessage() for record in caplog.records if "U+13000" in record.getMessage()] == [
        "No font of ours has U+13000; the picture shows a box for it"
    ]


def test_matplotlib_is_not_loaded_before_a_picture_needs_it() -> None:
    code = "import sys, journeybot.drawing; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_sentence_tells_what_is_on_the_picture() -> None:
    assert draw(shelter(), format="svg").alt == (
        "Journey map “I adopt a dog from the shelter”: 6 stages, 11 touchpoints, 3 personas, 8 challenges, "
        "6 improvements. The lowest points are “Fill in the form” and “Ask at night” at −2."
    )
    assert draw(Builder("New").map(), format="svg").alt == "Journey map “New”: nothing on it yet."


def alt_of(*levels: str) -> str:
    b = Builder("Low")
    who = b.persona("Ana")
    b.stage("One")
    for name, level in zip("ABCDEF", levels, strict=False):
        b.moment(who, b.touchpoint(name), scores=level)
    return draw(b.map(), format="svg").alt.split(". ", 1)[-1]


def test_the_sentence_names_all_lowest_points_or_counts_them() -> None:
    assert alt_of("1", "-1") == "The lowest point is “B” at −1."
    assert alt_of("-1", "0", "-1") == "The lowest points are “A” and “C” at −1."
    assert alt_of("-1", "0", "-1", "-1", "-1") == "The lowest points are “A”, “C” and 2 more at −1."
    assert "lowest" not in alt_of("-1") + alt_of("0", "0"), "one alone is not lower than others"
