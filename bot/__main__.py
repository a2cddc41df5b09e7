"""The command line: `journeybot`."""

import errno
import os
import sys
from importlib import import_module, metadata
from pkgutil import iter_modules
from typing import Annotated

import typer

import bot.commands


def main() -> None:
    """Run the command that was typed."""
    try:
        command_line()()
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python would try once more to say the rest
        print("What this command says could not be written: the disk is full.", file=sys.stderr)  # noqa: T201
        sys.exit(1)


def command_line() -> typer.Typer:
    """Every command there is, in the order of the alphabet."""
    app = typer.Typer(
        name="journeybot",
        help="Map your customer's journey together, in a channel.",
        no_args_is_help=True,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_journeybot)
    for module in sorted(iter_modules(bot.commands.__path__), key=lambda found: found.name):
        import_module(f"bot.commands.{module.name}").add_to(app)
    return app


def _journeybot(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is, and end.", is_eager=True)
    ] = False,
) -> None:
    """Map your customer's journey together, in a channel."""
    if version:
        typer.echo(f"journeybot {metadata.version('journeybot')}")
        raise typer.Exit


if __name__ == "__main__":
    main()
