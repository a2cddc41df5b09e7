"""Every format there is makes a file of its kind, and those in words need no drawing."""

import subprocess
import sys

import pytest

from journeybot.exports import FORMATS, example_journey
from journeybot.journey import About, JourneyMap, Stage, Touchpoint
from journeybot.wording import Wording

BEGINS = {
    "png": b"\x89PNG\r\n",
    "svg": b"<",
    "pdf": b"%PDF-",
    "pptx": b"PK",
    "xlsx": b"PK",
    "pdf-a3": b"%PDF-",
    "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbfkind,",
    "json": b'{\n  "format"',
    "md": b"# My washing machine",
    "mermaid": b"journey\n",
    "ojf": b'{\n  "version": "1.0"',
}


SMALL = JourneyMap(
    about=About(key="m", title="My washing machine"),
    stages=(Stage(key="s", name="It stops"),),
    touchpoints=(Touchpoint(key="t", stage="s", name="Error code", channel="product"),),
)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_of_its_kind(name: str) -> None:
    assert FORMATS[name].make(SMALL).startswith(BEGINS[name])
    assert FORMATS[name].ending == {"mermaid": ".mmd", "pdf-a3": ".pdf"}.get(name, f".{name}")


@pytest.mark.parametrize("name", ["json", "md"])
def test_the_same_map_is_the_same_file(name: str) -> None:
    assert FORMATS[name].make(example_journey()) == FORMATS[name].make(example_journey())


def test_what_a_format_loses_is_said_in_words() -> None:
    assert "140 characters" in Wording().say(FORMATS["png"].loses)
    assert "cannot be read back" in Wording().say(FORMATS["md"].loses)
    assert FORMATS["json"].loses == ""


def test_words_need_no_drawing() -> None:
    program = (
        "import sys; from journeybot.exports import FORMATS, example_journey;"
        "[FORMATS[name].make(example_journey()) for name in ('json', 'md')];"
        "sys.exit('matplotlib' in sys.modules or 'journeybot.drawing' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_format_has_a_name_and_a_sentence_on_what_it_is() -> None:
    for known in (Wording().words("exports.what"), Wording().words("exports.label")):
        assert {*known} == {*FORMATS}
