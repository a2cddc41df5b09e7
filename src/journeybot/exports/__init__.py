"""Takes a journey away and brings it back: every format there is, each a function from a map to the bytes of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from journeybot.exports.document import to_json
from journeybot.exports.example import example_journey
from journeybot.exports.markdown import MARKDOWN, to_markdown
from journeybot.exports.names import file_stem
from journeybot.exports.reading import read_journey
from journeybot.exports.schema import schema
from journeybot.exports.unreadable import Unreadable
from journeybot.journey import JourneyMap, Key

__all__ = [
    "FORMATS",
    "MARKDOWN",
    "PICTURES",
    "Format",
    "Unreadable",
    "example_journey",
    "file_stem",
    "read_journey",
    "schema",
    "to_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file. `ending` is that of its name, like `.png`; `make` turns a map into its bytes; `loses` names the
    sentence (for `Wording.say`) of what is not in it, and is empty if everything is; `without` says the same in words
    of `exports.without`, what is missed most first. `mark` tells its name from that of another format with the same
    ending. `drawn` makes it of one persona's way alone; None where it is no picture."""

    name: str
    ending: str
    mimetype: str
    make: Callable[[JourneyMap], bytes]
    loses: str = ""
    without: tuple[str, ...] = ()
    mark: str = ""
    drawn: "Drawn | None" = None

    def named(self, stem: str) -> str:
        """The name of a file of this kind."""
        return f"{stem}{self.mark}{self.ending}"


class Drawn(Protocol):
    """Draws a map, or one persona's way through it."""

    def __call__(self, journey: JourneyMap, /, persona: Key | None = None) -> bytes:
        """The bytes of the file."""


def _picture(kind: Literal["png", "svg", "pdf"]) -> Drawn:
    def make(journey: JourneyMap, /, persona: Key | None = None) -> bytes:
        from journeybot.drawing import draw  # noqa: PLC0415 - Matplotlib takes a second; json and md can do without

        return draw(journey, format=kind, persona=persona).data

    return make


def _paper(journey: JourneyMap, /, persona: Key | None = None) -> bytes:
    from journeybot.drawing import draw_paper  # noqa: PLC0415 - as above

    return draw_paper(journey, persona=persona).data


def _pptx(journey: JourneyMap) -> bytes:
    from journeybot.exports.deck import to_pptx  # noqa: PLC0415 - as above

    return to_pptx(journey)


def _xlsx(journey: JourneyMap) -> bytes:
    from journeybot.exports.workbook import to_xlsx  # noqa: PLC0415 - its library and the theme are needed by no other

    return to_xlsx(journey)


def _html(journey: JourneyMap) -> bytes:
    from journeybot.exports.page import to_html  # noqa: PLC0415 - it draws

    return to_html(journey)


def _csv(journey: JourneyMap) -> bytes:
    from journeybot.exports.csv_file import to_csv  # noqa: PLC0415 - the bot itself never makes one, its easel does

    return to_csv(journey)


def _mermaid(journey: JourneyMap) -> bytes:
    from journeybot.exports.mermaid import to_mermaid  # noqa: PLC0415 - as above

    return to_mermaid(journey)


def _ojf(journey: JourneyMap) -> bytes:
    from journeybot.exports.ojf import to_ojf  # noqa: PLC0415 - as above

    return to_ojf(journey)


_ON_PAPER = ("long", "scores", "evidence", "comments", "became")
_IN_WORDS = ("scores",)
_BARE = (
    "evidence",
    "measures",
    "comments",
    "scores",
    "votes",
    "became",
    "personas",
    "inside",
    "flow",
    "colours",
    "last",
)

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(
            name="png",
            ending=".png",
            mimetype="image/png",
            make=_picture("png"),
            drawn=_picture("png"),
            loses="exports.loses.one_picture",
            without=(*_ON_PAPER, "inside"),
        ),
        Format(
            name="svg",
            ending=".svg",
            mimetype="image/svg+xml",
            make=_picture("svg"),
            drawn=_picture("svg"),
            loses="exports.loses.one_picture",
            without=(*_ON_PAPER, "inside"),
        ),
        Format(
            name="pdf",
            ending=".pdf",
            mimetype="application/pdf",
            make=_picture("pdf"),
            drawn=_picture("pdf"),
            loses="exports.loses.picture",
            without=_ON_PAPER,
        ),
        Format(
            name="pdf-a3",
            ending=".pdf",
            mark="-a3",
            mimetype="application/pdf",
            make=_paper,
            drawn=_paper,
            loses="exports.loses.picture",
            without=_ON_PAPER,
        ),
        Format(
            name="pptx",
            ending=".pptx",
            mimetype=_SLIDES,
            make=_pptx,
            loses="exports.loses.pptx",
            without=("comments", "scores", "inside", "flow"),
        ),
        Format(
            name="xlsx", ending=".xlsx", mimetype=_SHEET, make=_xlsx, loses="exports.loses.xlsx", without=("inside",)
        ),
        Format(
            name="html", ending=".html", mimetype="text/html", make=_html, loses="exports.loses.html", without=_IN_WORDS
        ),
        Format(
            name="csv",
            ending=".csv",
            mimetype="text/csv",
            make=_csv,
            loses="exports.loses.csv",
            without=("inside", "colours", "last"),
        ),
        Format(name="json", ending=".json", mimetype="application/json", make=to_json),
        Format(
            name="md",
            ending=".md",
            mimetype="text/markdown",
            make=to_markdown,
            loses="exports.loses.md",
            without=(*_IN_WORDS, "colours"),
        ),
        Format(
            name="mermaid",
            ending=".mmd",
            mimetype="text/plain",
            make=_mermaid,
            loses="exports.loses.mermaid",
            without=("moments", "challenges", "improvements", *_BARE, "long"),
        ),
        Format(
            name="ojf", ending=".ojf", mimetype="application/json", make=_ojf, loses="exports.loses.ojf", without=_BARE
        ),
    )
}
"""Every format by its name, in the order in which they are offered."""

PICTURES = tuple(kind.name for kind in FORMATS.values() if kind.drawn)
"""Those that can show one persona alone."""
