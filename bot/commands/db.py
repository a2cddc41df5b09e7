"""`journeybot db`: bring the database up to date, make a backup of it, and put one back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.run import begin_logging, refuse, refuse_settings

noted = logging.getLogger("journeybot")


def add_to(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    database = typer.Typer(help="Look after the database that DATABASE_URL names.", no_args_is_help=True)
    database.callback()(lambda: None)
    for command in (upgrade, backup, restore, copy):
        database.command()(command)
    app.add_typer(database, name="db")


def upgrade() -> None:
    """Bring the database up to date, a SQLite file after a backup of it; `run` does it too."""
    from storage.migrations import KNOWN  # noqa: PLC0415
    from storage.moving_in import move_in  # noqa: PLC0415

    with _in_plain_words(log=True) as url:
        before = _schema(url)
        move_in(url).close()
    was = "as it was" if before == KNOWN[-1] else f"brought there from schema {before}" if before else "made anew"
    typer.echo(f"The database is up to date: schema {KNOWN[-1]}, {was}.")


def _schema(url: str) -> str | None:
    """The number of what is there; None while nothing is, or it cannot be opened: whoever works with it says why."""
    from storage.engine import file_to_make  # noqa: PLC0415
    from storage.looking import look  # noqa: PLC0415
    from storage.store import utc_now  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        if file_to_make(url):
            return None
        with closing(look(url, clock=utc_now)) as seen:
            return seen.schema
    except UnusableDatabase:
        return None


def backup(
    file: Annotated[Path | None, typer.Argument(help="The file to write; named after this moment if left out.")] = None,
) -> None:
    """Write a whole copy of the database while the bot goes on working, and look it over."""
    from storage.backup import backup as make  # noqa: PLC0415

    target = file or Path(f"journeybot-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.backup")
    with _in_plain_words() as url:
        held = make(url, target)
    typer.echo(f"{target} is whole: {held}; schema {held.schema}, {target.stat().st_size:,} bytes.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `db backup` wrote.")],
    *,
    over: Annotated[bool, typer.Option("--over", help="Take the place of the database; it is kept beside.")] = False,
) -> None:
    """Put a backup in the place of the database; stop the bot first."""
    from storage.address import named  # noqa: PLC0415
    from storage.backup import restore as put_back  # noqa: PLC0415

    with _in_plain_words(log=True) as url:
        held, aside = put_back(url, file, over=over)
        noted.info("restored: %s is now what %s holds; before, it is kept as %s", named(url), file, aside or "nothing")
    if aside:
        typer.echo(f"What was the database until now is kept as {aside}.")
    if held:
        typer.echo(f"All that was counted on {held.day} is in the backup: {held}; schema {held.schema}.")
    else:
        typer.echo(f"{file} is whole, but has no count of what it held when it was made: whether all is there, look.")
    typer.echo("The backup is the database now: start journeybot.")


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="sqlite:///journeybot.db, say")],
    target: Annotated[str, typer.Argument(metavar="TO", help="postgresql://…: a database with nothing in it")],
) -> None:
    """Copy everything from one database into another, and look it over; stop the bot first."""
    from storage.address import named  # noqa: PLC0415
    from storage.copying import copy as carry  # noqa: PLC0415

    with _in_plain_words(log=True):
        copied = carry(source, target)
        maps = f"{copied['map']:,} {'map' if copied['map'] == 1 else 'maps'}"
        noted.info("copied: %s, from %s into %s", maps, named(source), named(target))
    typer.echo(f"{maps}, {sum(copied.values()):,} rows, all the same: set DATABASE_URL to the copy.")


@contextmanager
def _in_plain_words(*, log: bool = False) -> Iterator[str]:
    """The database's URL; what is wrong with it or the settings ends the command with a sentence."""
    from bot.settings import NotConfigured, read_settings  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        settings = read_settings(slack=False)
        if log:
            begin_logging(settings)
        yield settings.database_url.get_secret_value()
    except NotConfigured as error:
        refuse_settings(error)
    except UnusableDatabase as error:
        refuse(str(error))
