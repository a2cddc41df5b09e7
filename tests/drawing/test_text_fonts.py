"""The fonts that travel with us: those that were fetched, all there, and no font of the machine."""

import hashlib
import subprocess
import sys

import pytest

from journeybot.drawing.fonts.fetch import NOTO as FETCHED
from journeybot.drawing.text_fonts import NOTO, OURS, of_script

STARTED = """
import journeybot.drawing.text, sys
from journeybot.drawing.text import Fonts
from journeybot.drawing.shapes import Style
rare = {"icu4py", "emoji", "fontTools"}
print(Fonts().width("Ana compares prices", Style(10)) > 0, *(rare & set(sys.modules)))
"""


def test_the_files_are_those_that_were_fetched() -> None:
    lines = (OURS / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in map(str.split, lines)}
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in OURS.glob("*.ttf")}
    assert found == listed


def test_they_stay_small_and_say_whose_they_are() -> None:
    assert sum(file.stat().st_size for file in OURS.glob("*.ttf")) < 6_000_000
    for licence in ("LICENSE-Noto.txt", "LICENSE-Twemoji.md"):
        assert "SIL OPEN FONT LICENSE" in (OURS / licence).read_text(encoding="utf-8").upper()
        assert licence in (OURS / "NOTICE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", NOTO)
def test_each_script_has_its_font_and_a_bold_of_its_own_or_an_emboldened_one(script: str) -> None:
    regular, bold = of_script(script, "regular"), of_script(script, "bold")
    assert regular
    assert bold
    assert regular.path.endswith(f"{NOTO[script]}-Regular.ttf")
    assert bold.path.endswith("Bold.ttf") == (not bold.emboldened) == ("Bold" in FETCHED[NOTO[script]])


def test_a_latin_text_loads_nothing_that_only_other_scripts_need() -> None:
    done = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
