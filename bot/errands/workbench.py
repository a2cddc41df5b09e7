"""The work that the easel's process does; what is imported here is imported there, never in the bot's own process."""

from journeybot.journey import JourneyMap, Key


def warm_up() -> None:
    """Draw something small, so that fonts and caches are ready before anybody waits."""
    from journeybot.drawing import draw  # noqa: PLC0415  # only over there
    from journeybot.journey import About, Persona, Stage  # noqa: PLC0415

    about = About(key="warm", title="Warm")
    draw(JourneyMap(about=about, personas=(Persona(key="p", name="P"),), stages=(Stage(key="s", name="S"),)))


def picture(journey: JourneyMap, format: str, persona: Key | None) -> tuple[bytes, str]:  # noqa: A002  # as draw calls it
    """The map drawn: (bytes, text alternative)."""
    from journeybot.drawing import draw  # noqa: PLC0415

    drawn = draw(journey, format=format, persona=persona)  # type: ignore[arg-type]
    return drawn.data, drawn.alt


def document(journey: JourneyMap, format: str) -> bytes:  # noqa: A002  # as exports calls it
    """The map in a file format."""
    from journeybot.exports import FORMATS  # noqa: PLC0415

    return FORMATS[format].make(journey)
