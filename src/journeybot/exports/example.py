"""Holds a whole workshop's journey to look at and to play with, in our own format."""

from pathlib import Path

from journeybot.exports.reading import read_journey
from journeybot.journey import JourneyMap

_EXAMPLES = {path.stem: path for path in (Path(__file__).resolve().parent / "examples").glob("*.json")}


def example_journey(language: str = "en") -> JourneyMap:
    """The example of a language; that in English where there is none."""
    return read_journey(_EXAMPLES.get(language, _EXAMPLES["en"]).read_bytes())
