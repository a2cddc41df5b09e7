"""`journeybot import`: what a file holds, brought into a journey file, or told first."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.files import write

if TYPE_CHECKING:
    from journeybot.exports.imports.joined import Joined
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
    from journeybot.exports.imports.joined import Source, with_joined  # noqa: PLC0415
    from journeybot.exports.imports.joining import join  # noqa: PLC0415
    from journeybot.exports.unreadable import Unreadable  # noqa: PLC0415

    start = journey_from(into) if into else NOTHING
    try:
        data = file.read_bytes()
        kind, brought = bring(data, start)
    except Unreadable as error:
        refuse(f"{file}: {error}")
    except OSError as error:
        refuse(f"{file}: {error.strerror or error}.")
    if brought.troubles:
        refuse("\n".join(f"{file}: {one}" for one in brought.troubles))
    file_key = hashlib.sha256(data).hexdigest()[:16]
    source = Source(file=file_key, workshop=start.about.key, whole=kind.whole, lossy=kind.lossy, theirs=theirs)
    joined = join(start, brought.journey, source)
    return joined, with_joined(start, joined, brought.journey)


def _tell(joined: Joined) -> None:
    from journeybot.commands.looking import news_of  # noqa: PLC0415
    from journeybot.wording import Wording  # noqa: PLC0415

    words = Wording("en")
    typer.echo(f"new: {news_of(joined, words) or 'nothing'}")
    typer.echo(f"there already: {joined.met}; empty fields filled in: {joined.filled}")
    if joined.passed:
        typer.echo(words.say("import.remarks.means", count=joined.passed))
    for one in joined.differing:
        typer.echo(f"differs: {one.word} “{one.name}”, {one.field}: {one.here!s} here, {one.there!s} in the file")
