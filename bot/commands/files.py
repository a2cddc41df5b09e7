"""`journeybot draw`, `export` and `schema`: journey files in, pictures and files out; without Slack or a database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from journeybot.drawing import Picture
    from journeybot.exports import Format
from journeybot.journey import JourneyMap

KINDS = "png, svg, pdf, pdf-a3, pptx, xlsx, html, csv, json, md, mermaid, ojf"
"""For --help, which shall not have to load them all; a test holds it against them."""

File = Annotated[
    Path,
    typer.Argument(
        help="A journey: what export gives as json (journeybot/1), csv, ojf or mermaid; or journey-example/1."
    ),
]

Language = Annotated[str, typer.Option(help="In which language, such as de; else in that of the journey.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    app.command()(draw)
    app.command()(export)
    app.command()(sheet)
    app.command()(schema)


def draw(
    file: File,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to draw it: .png, .svg or .pdf.")],
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    persona: Annotated[str, typer.Option(help="Only this persona, by name or key.")] = "",
    picture: Annotated[str, typer.Option(help="map, matrix or compare (the first two personas).")] = "map",
    language: Language = "",
) -> None:
    """Draw a journey as a picture."""
    kind = out.suffix.lstrip(".").lower()
    for name, value, known in (("theme", theme, LOOKS), ("picture", picture, PICTURES)):
        if value not in known:
            _refuse(f"--{name} {value}: there are {', '.join(known[:-1])} and {known[-1]}.")
    if kind not in {"png", "svg", "pdf"}:
        _refuse(f"{out.name}: the name of the picture must end in .png, .svg or .pdf.")
    journey = in_language(language, journey_from(file))
    _write_pages(out, _drawn(journey, picture, kind, theme, _persona(journey, persona)))


def _write_pages(out: Path, drawn: tuple[Picture, ...]) -> None:
    for number, page in enumerate(drawn, 1):
        path = out if len(drawn) == 1 else out.with_stem(f"{out.stem}-{number}")
        write(path, page.data)
        typer.echo(f"{path}: {page.alt}")


LOOKS, PICTURES = ("light", "dark"), ("map", "matrix", "compare")


def _drawn(journey: JourneyMap, which: str, kind: Any, theme: Any, persona: str | None) -> tuple[Picture, ...]:
    """The picture asked for, page by page."""
    from journeybot.drawing import compare, draw_pages, matrix  # noqa: PLC0415

    if which == "matrix":
        return (matrix(journey, format=kind, theme=theme),)
    if which == "map":
        return draw_pages(journey, format=kind, theme=theme, persona=persona)
    if len(journey.personas) < 2:
        _refuse("--picture compare: this takes a journey of two personas or more.")
    return (compare(journey, format=kind, theme=theme),)


def sheet(
    file: File,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file: .pdf or .png to print, .md or .txt as text.")],
    persona: Annotated[str, typer.Option(help="Only for this persona, by name or key.")] = "",
    language: Language = "",
) -> None:
    """Make a sheet to write on by hand or, as text, its lines to fill in and paste."""
    kind: Any = out.suffix.lstrip(".").lower()
    if kind not in {"pdf", "png", "md", "txt"}:
        _refuse(f"{out.name}: the name of the sheet must end in .pdf, .png, .md or .txt.")
    journey = in_language(language, journey_from(file))
    whose = _persona(journey, persona)
    if kind in {"md", "txt"}:
        _write_lines(out, journey, whose)
        return
    from journeybot.drawing import worksheet  # noqa: PLC0415

    _write_pages(out, worksheet(journey, format=kind, persona=whose))


def _write_lines(out: Path, journey: JourneyMap, persona: str | None) -> None:
    from journeybot.paper import as_text  # noqa: PLC0415
    from journeybot.wording import Wording  # noqa: PLC0415

    write(out, as_text(journey, Wording().spoken_in(journey.about.language), persona=persona).encode())
    typer.echo(f"{out}: fill it in, or a part of it, and paste it into /journey paste")


def export(
    file: File,
    *,
    to: Annotated[str, typer.Option(help=f"Which format: {KINDS}, or all.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write, or the folder with --to all.")],
    persona: Annotated[str, typer.Option(help="Only this persona, by name or key; as png, svg, pdf or pdf-a3.")] = "",
    language: Language = "",
) -> None:
    """Write a journey in another format."""
    from journeybot.exports import FORMATS, PICTURES  # noqa: PLC0415

    if to != "all" and to not in FORMATS:
        _refuse(f"--to {to}: there are {', '.join(FORMATS)} and all.")
    if to != "all" and out.suffix and out.suffix.lower() != FORMATS[to].ending:
        _refuse(f"{out.name}: the name of a {to} file must end in {FORMATS[to].ending}.")
    if persona and to not in {"all", *PICTURES}:
        _refuse(f"--persona {persona}: --to {to} is always the whole map; of one there are {', '.join(PICTURES)}.")
    journey = in_language(language, journey_from(file))
    whose = _persona(journey, persona)
    if to != "all":
        _export(journey, FORMATS[to], out, whose=whose)
        return
    for name in PICTURES if whose else FORMATS:
        _export(journey, FORMATS[name], out / FORMATS[name].named(file.stem), whose=whose)


def _export(journey: JourneyMap, kind: Format, out: Path, *, whose: str | None) -> None:
    from journeybot.wording import Wording  # noqa: PLC0415

    write(out, kind.drawn(journey, whose) if kind.drawn and whose else kind.make(journey))
    typer.echo(f"{out}{f': {Wording().say(kind.loses)}' if kind.loses else ''}")


def schema() -> None:
    """Print the JSON Schema of our own format."""
    from journeybot.exports import schema as of_documents  # noqa: PLC0415

    typer.echo(json.dumps(of_documents(), indent=2, ensure_ascii=False))


def journey_from(file: Path) -> JourneyMap:
    """The journey in a file, or one clear line and the end."""
    from journeybot.exports import Unreadable, read_journey  # noqa: PLC0415

    try:
        return read_journey(file.read_bytes())
    except Unreadable as error:
        _refuse(f"{file}: {error}")
    except OSError as error:
        _refuse(f"{file}: {error.strerror or error}.")


def must_be_writable(folder: Path) -> None:
    """Make the folder and see that files can be put into it; or one clear line and the end."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        _refuse(f"{folder}: {error.strerror or error}.")


def write(path: Path, data: bytes) -> None:
    """Write a file, its folder made if need be; or one clear line and the end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        _refuse(f"{path}: {error.strerror or error}.")


def in_language(language: str, journey: JourneyMap) -> JourneyMap:
    """The journey, to be told in that language; what people typed stays as it is."""
    from journeybot.inside import each_map  # noqa: PLC0415
    from journeybot.prompt_files import languages  # noqa: PLC0415

    if not language:
        return journey
    if language not in languages():
        _refuse(f"--language {language}: there are {', '.join(languages())}.")
    return each_map(journey, lambda one: replace(one, about=replace(one.about, language=language)))


def _persona(journey: JourneyMap, name: str) -> str | None:
    if not name:
        return None
    asked = name.casefold()
    found = [one for one in journey.personas if asked in one.name.casefold()]
    found = [one for one in journey.personas if asked in (one.name.casefold(), one.key.casefold())] or found
    if not found:
        _refuse(f"--persona {name}: there are {', '.join(one.name for one in journey.personas) or 'none'}.")
    if len(found) > 1:
        _refuse(f"--persona {name}: which of {', '.join(f'{one.name} ({one.key})' for one in found)}?")
    return found[0].key


def _refuse(why: str) -> NoReturn:
    from bot.commands.run import refuse  # noqa: PLC0415

    refuse(why)
