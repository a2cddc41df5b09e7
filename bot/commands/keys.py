"""`journeybot keys`: what the tokens of many workspaces are encrypted with."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.slack.vault import Vault
    from journeybot.installations import Installations

NO_KEYS = (
    "TOKEN_KEYS is not set: put what `journeybot keys new` prints before the old keys. Where journeybot works for one "
    "workspace, whose token is in SLACK_BOT_TOKEN, there is nothing to encrypt."
)
log = logging.getLogger("journeybot")


def add_to(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    keys = typer.Typer(help="Look after the keys that tokens are encrypted with.", no_args_is_help=True)
    keys.callback()(lambda: None)
    keys.command("new")(new)
    keys.command("rotate")(rotate)
    app.add_typer(keys, name="keys")


def new() -> None:
    """Make a key. Put it in front of the others in TOKEN_KEYS, start journeybot anew, then `journeybot keys rotate`."""
    from bot.slack.vault import new_key  # noqa: PLC0415

    typer.echo(new_key())


def rotate() -> None:
    """Encrypt every stored token with the newest key; after that the older ones can be taken out of TOKEN_KEYS."""
    from bot.commands.run import begin_logging, refuse, refuse_settings  # noqa: PLC0415
    from bot.heart import LATE  # noqa: PLC0415
    from bot.settings import NotConfigured, read_settings  # noqa: PLC0415
    from bot.slack.vault import Vault  # noqa: PLC0415
    from storage.moving_in import move_in  # noqa: PLC0415
    from storage.store import utc_now  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        settings = read_settings(slack=False)
        _must_have_keys(settings)
        begin_logging(settings)
        store = move_in(settings.database_url.get_secret_value())
    except NotConfigured as error:
        refuse_settings(error)
    except UnusableDatabase as error:
        refuse(str(error))
    try:
        done, left = _rotated(store.installations, Vault(settings.keys))
        up = [pulse for pulse in store.wellbeing.pulses() if utc_now() - pulse.at <= LATE]
    finally:
        store.close()
    log.info("rotated: %d tokens are encrypted with the newest key, %d could not be opened", done, len(left))
    if left:
        refuse(f"{done} done. No key of TOKEN_KEYS opens the tokens of {', '.join(left)}: put the old key back.")
    typer.echo(f"{done} encrypted with the newest key; the older ones can go.")
    for pulse in up:
        typer.echo(f"{pulse.part}, up since {pulse.since:%Y-%m-%d %H:%M} UTC: did it begin with that key?")
    if up:
        typer.echo("Start those anew that did not: they cannot open these tokens any more.")


def _must_have_keys(settings: Settings) -> None:
    """Nothing else is needed but the database."""
    from bot.settings import NotConfigured  # noqa: PLC0415
    from bot.slack.vault import Vault  # noqa: PLC0415

    if not settings.keys:
        raise NotConfigured(NO_KEYS)
    try:
        Vault(settings.keys)
    except ValueError:
        raise NotConfigured("TOKEN_KEYS holds what is no key: `journeybot keys new` makes one.") from None


def _rotated(installations: Installations, vault: Vault) -> tuple[int, list[str]]:
    """How many were sealed anew, and which tenants' could not be opened. One that changes meanwhile is sealed with the
    newest key by whoever changes it."""
    from bot.slack.vault import Locked  # noqa: PLC0415

    done, left = 0, []
    for one in installations.all():
        if not one.sealed:
            continue
        try:
            installations.reseal(one, vault.anew(one.sealed))
            done += 1
        except Locked:
            left.append(one.tenant)
    return done, left
