"""`journeybot import`: what a file holds, brought into a journey file, or told first."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.files import write

if TYPE_CHECKING:
    from journeybot.exports.imports.joining import Joined
    from journeybot.journey import JourneyMap


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command("import")(import_)


def import_(
    file: Annotated[
        Path, typer.Argument(help="A map, a table of notes, scores or measures (CSV), or a sheet's lines.")
    ],
    *,
    into: Annotated[Path | None, typer.Option(help="The journey that it is brought into; else it begins one.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The journey file to write, as JSON.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where both say something, take what the file says.")
    ] = False,
) -> None:
    """Bring what a file holds into a journey; say first what will not do, by row and column."""
    from bot.commands.run import refuse  # noqa: PLC0415

    if out is None and not dry_run:
        refuse("--out is missing: say where to write the journey, or --dry-run only to look.")
    joined, whole = _joined(file, into, theirs=theirs)
    _tell(joined)
    if out is not None and not dry_run:
        from journeybot.exports import to_json  # noqa: PLC0415

        write(out, to_json(whole))
        typer.echo(f"{out}: written")


def _joined(file: Path, into: Path | None, *, theirs: bool) -> tuple[Joined, JourneyMap]:
    """What it comes to, and the journey with it; or a line for each place that will not do, and the end."""
    from bot.commands.files import journey_from  # noqa: PLC0415
    from bot.commands.run import refuse  # noqa: PLC0415
    from journeybot.exports.imports import NOTHING, bring  # noqa: PLC0415
    from journeybot.exports.imports.joining import Source, join, with_joined  # noqa: PLC0415
    from journeybot.exports.unreadable import Unreadable  # noqa: PLC0415

    start = journey_from(into) if into else NOTHING
    try:
        data = file.read_bytes()
        _, brought = bring(data, start)
    except Unreadable as error:
        refuse(f"{file}: {error}")
    except OSError as error:
        refuse(f"{file}: {error.strerror or error}.")
    if brought.troubles:
        refuse("\n".join(f"{file}: {one}" for one in brought.troubles))
    source = Source(file=hashlib.sha256(data).hexdigest()[:16], workshop=start.about.key, theirs=theirs)
    joined = join(start, brought.journey, source)
    return joined, with_joined(start, joined, brought.journey)


def _tell(joined: Joined) -> None:
    from collections import Counter  # noqa: PLC0415

    new = Counter(type(note).__name__.lower() for note in joined.new)
    typer.echo(f"new: {', '.join(f'{count} {word}' for word, count in new.items()) or 'nothing'}")
    typer.echo(f"there already: {joined.met}; empty fields filled in: {joined.filled}")
    for one in joined.differing:
        typer.echo(f"differs: {one.word} “{one.name}”, {one.field}: {one.here!s} here, {one.there!s} in the file")
