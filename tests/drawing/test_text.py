"""The three formats say the same: as wide as measured, with all the text in it, ready to be selected."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from journeybot.drawing.pdf import to_pdf
from journeybot.drawing.shapes import CLOSE, Style
from journeybot.drawing.svg import to_svg
from journeybot.drawing.text import Fonts, letters, placed, word
from journeybot.drawing.wrapping import clean
from tests import browsers
from tests.drawing.scripts import ANY_SCRIPT, EMOJI, SENTENCES, shown
from tests.examples import examples

SVG = "{http://www.w3.org/2000/svg}"
NATURAL = """() => [...document.querySelectorAll('text')].map(line => {
  const held = +line.getAttribute('textLength');
  line.removeAttribute('textLength');
  return [line.textContent, held, line.getComputedTextLength()];
})"""
MIXED = ("「高い。」“何もしない。”", " ".join(EMOJI), "see שלום (עולם) there", "العميل (support) 3 🛒")
PAGE = [*SENTENCES.values(), *MIXED]


@examples(60)
@given(ANY_SCRIPT.map(clean), st.sampled_from(["regular", "bold"]))
def test_layout_png_and_pdf_agree_how_wide_a_line_is(text: str, weight: str) -> None:
    style = Style(10, "bold" if weight == "bold" else "regular")
    measured = Fonts().width(text, style)
    assert measured == pytest.approx(10 * sum(letter.advance for letter in letters(text, style.weight)), abs=0.01)
    ends = [10 * (x + found.advance) for x, found in placed(text, style.weight)]
    assert max(ends, default=0.0) <= measured + 0.01


@examples(20)
@given(ANY_SCRIPT)
def test_an_svg_holds_the_text_as_it_is_read_and_its_width_as_measured(text: str) -> None:
    drawing = shown([text])
    lines = list(ET.fromstring(to_svg(drawing, "")).iter(f"{SVG}text"))
    assert [float(line.get("textLength", "0")) for line in lines] == pytest.approx(
        [r.width for r in drawing.runs], abs=0.01
    )
    assert ["".join(line.itertext()) for line in lines] == [run.text.replace("\ufe0e", "") for run in drawing.runs]


@pytest.mark.browser
def test_a_browser_sets_each_line_as_wide_as_we_measured_it(browser: Browser, tmp_path: Path) -> None:
    page = browsers.windows(browser).new_page()
    for weight in ("regular", "bold"):
        file = tmp_path / f"{weight}.svg"
        file.write_bytes(to_svg(shown(PAGE, weight="bold" if weight == "bold" else "regular"), "every script"))
        page.goto(file.as_uri())
        page.wait_for_function("document.fonts.status == 'loaded'")
        lines = page.evaluate(NATURAL)
        assert len(lines) > len(PAGE)
        for text, held, natural in lines:
            assert natural == pytest.approx(held, abs=0.3), text
    page.context.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_a_pdf_gives_its_text_back(tmp_path: Path) -> None:
    texts = [text for script, text in SENTENCES.items() if script not in ("Arabic", "Persian", "Hebrew", "Signs")]
    file = tmp_path / "scripts.pdf"
    file.write_bytes(to_pdf([shown([*texts, *EMOJI])], "every script"))
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True)
    read = "".join(done.stdout.split())
    for text in (*texts, *EMOJI):
        assert "".join(clean(text).split()) in read, text
    assert "Syntax" not in done.stderr


@pytest.mark.parametrize("letter", ["\U00013000", "\ue000", "\U0001faea", "\u0378"])
def test_what_no_font_has_is_a_box_that_can_be_seen(letter: str) -> None:
    found = word(letter, "regular")
    outline = found.points[np.frombuffer(found.codes, np.uint8) != CLOSE]
    assert outline[:, 1].max() - outline[:, 1].min() > 0.5
    assert found.advance > 0.4


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "\x00",
        "\u202eabc\u202c",
        "\u2066\u2069",
        "\ufe0f",
        "\u200d",
        "\U000e0041",
        "\u0301",
        "🏽",
        "🇩",
        "\ufffe",
    ],
)
def test_what_cannot_be_seen_alone_stops_nothing_and_takes_no_strange_room(text: str) -> None:
    for drawn in (text, clean(text), f"a{text}b"):
        assert 0 <= Fonts().width(drawn, Style(10)) < 60
        list(letters(drawn, "bold"))
    assert to_svg(shown([text]), "")
    assert to_pdf([shown([text])], "")


def test_ten_thousand_characters_can_be_drawn() -> None:
    for text in ("x" * 10_000, "ש" * 10_000, "顾" * 10_000, "😀" * 10_000):
        drawing = shown([text])
        assert "".join(run.text for run in drawing.runs) == text
        assert all(run.cell.box.holds(run.box) for run in drawing.runs)
