"""The work that the easel's process does; what is imported here is imported there, never in the bot's own process."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from journeybot.journey import About, JourneyMap, Key, Persona, Stage

if TYPE_CHECKING:
    from journeybot.analytics import Analysis, Asked, Uncountable

Beside = JourneyMap | tuple[Key, Key] | None
"""What a comparison holds a map against: an earlier one, or two of its personas with each other."""


def warm_up() -> None:
    """Draw something small, so that fonts and caches are ready before anybody waits."""
    try_out()


def try_out() -> int:
    """Draw something small; returns how many bytes it came to."""
    from journeybot.drawing import draw  # noqa: PLC0415  # only over there

    persona, stage = Persona(key="persona", name="Somebody"), Stage(key="stage", name="Somewhere")
    about = About(key="trial", title="A trial")
    return len(draw(JourneyMap(about=about, personas=(persona,), stages=(stage,))).data)


def picture(
    journey: JourneyMap,
    format: str,  # noqa: A002  # as draw calls it
    persona: Key | None,
    which: str = "map",
    beside: Beside = None,
) -> tuple[bytes, str]:
    """The map drawn, or another picture of it: (bytes, text alternative)."""
    from journeybot.drawing import compare, draw, matrix, worksheet  # noqa: PLC0415

    wanted: Any = format
    if which == "compare":
        earlier, people = (beside, None) if isinstance(beside, JourneyMap) else (None, beside)
        compared = compare(journey, earlier, personas=people, format=wanted)
        return compared.data, compared.alt
    if which == "sheet":
        drawn = worksheet(journey, format=wanted, persona=persona)[0]
    else:
        drawn = matrix(journey, format=wanted) if which == "matrix" else draw(journey, format=wanted, persona=persona)
    return drawn.data, drawn.alt


def document(journey: JourneyMap, format: str, persona: Key | None = None) -> bytes:  # noqa: A002  # as exports calls it
    """The map in a file format; one persona's way alone where it can be drawn so."""
    from journeybot.exports import FORMATS  # noqa: PLC0415

    kind = FORMATS[format]
    return kind.drawn(journey, persona) if kind.drawn and persona else kind.make(journey)


def code(address: str, question: str, place: str, language: str) -> bytes:
    """The code that leads to an address, as a picture with what it asks and where."""
    from journeybot.drawing.code import code as drawn  # noqa: PLC0415

    return drawn(address, question, place=place, language=language)


def figures(log: str, asked: "Asked", journey: JourneyMap) -> "Analysis | Uncountable":
    """What an event log comes to, or why it cannot be counted."""
    from journeybot.analytics import Uncountable, analyse  # noqa: PLC0415

    with TemporaryDirectory(prefix="journeybot-") as folder:
        path = Path(folder) / "log.csv"
        path.write_text(log, "utf-8", newline="")
        try:
            return analyse(path, asked, journey=journey)
        except Uncountable as error:
            return error
