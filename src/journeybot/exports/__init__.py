"""Takes a journey away and brings it back: every format there is, each a function from a map to the bytes of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from journeybot.exports.document import to_json
from journeybot.exports.example import example_journey
from journeybot.exports.markdown import MARKDOWN, to_markdown
from journeybot.exports.reading import read_journey
from journeybot.exports.schema import schema
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import JourneyMap

__all__ = ["FORMATS", "MARKDOWN", "Format", "Unreadable", "example_journey", "read_journey", "schema", "to_json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file. `ending` is that of its name, like `.png`; `make` turns a map into its bytes; `loses` names the
    sentence (for `Wording.say`) of what is not in it, and is empty if everything is."""

    name: str
    ending: str
    mimetype: str
    make: Callable[[JourneyMap], bytes]
    loses: str = ""


def _picture(kind: Literal["png", "svg", "pdf"]) -> Callable[[JourneyMap], bytes]:
    def make(journey: JourneyMap) -> bytes:
        from journeybot.drawing import draw  # noqa: PLC0415 - Matplotlib takes a second; json and md can do without

        return draw(journey, format=kind).data

    return make


_ON_PAPER = "exports.loses.picture"

FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(name="png", ending=".png", mimetype="image/png", make=_picture("png"), loses=_ON_PAPER),
        Format(name="svg", ending=".svg", mimetype="image/svg+xml", make=_picture("svg"), loses=_ON_PAPER),
        Format(name="pdf", ending=".pdf", mimetype="application/pdf", make=_picture("pdf"), loses=_ON_PAPER),
        Format(name="json", ending=".json", mimetype="application/json", make=to_json),
        Format(name="md", ending=".md", mimetype="text/markdown", make=to_markdown, loses="exports.loses.md"),
    )
}
"""Every format by its name, in the order in which they are offered."""
