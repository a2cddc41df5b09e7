"""`journeybot doctor`: looks at everything that has to be right, one line each, and says what to do where it is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from bot.finding import Finding

if TYPE_CHECKING:
    from bot.settings import Settings

_UNSEEN = (
    "without it, in {} channels nobody is reminded, the Home tab tells nothing of their maps, and "
    "what waits for an invitation stays unposted"
)
OPTIONAL = {
    "channels:read": _UNSEEN.format("public"),
    "groups:read": _UNSEEN.format("private"),
    "files:read": "without it, `/journey import` takes pasted text only, no files",
}
"""What each scope that an app may be installed without costs where it is missing."""

MOST_SECONDS_OFF = 60
"""Slack refuses what is five minutes off; say so long before."""


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(doctor)


def doctor() -> None:
    """Look whether everything is right: settings, Slack, clock, database, drawing."""
    found = []
    for finding in findings():
        found.append(finding)
        typer.echo(str(finding))
    if any(finding.fine is False for finding in found):
        raise typer.Exit(1)


def findings() -> Iterator[Finding]:
    """Everything that is looked at, as soon as it is known."""
    from bot.settings import NotConfigured, read_settings  # noqa: PLC0415

    try:
        settings = read_settings()
    except NotConfigured as error:
        yield Finding("settings", fine=False, said=str(error).replace("\n", "\n          "))
        settings = _as_far_as_they_can_be_read()
    else:
        way = "Socket Mode" if settings.socket_mode else f"HTTP on port {settings.port}"
        yield Finding("settings", fine=True, said=way)
    yield _customers(settings)
    yield from _slack(settings)
    yield from _database(settings)
    yield _looked("drawing", _drawing)


def _as_far_as_they_can_be_read() -> Settings:
    """The settings; all as if not set, where one is no value at all."""
    from pydantic import ValidationError  # noqa: PLC0415

    from bot.settings import Settings  # noqa: PLC0415

    try:
        return Settings()
    except ValidationError:
        return Settings.model_construct()


def _customers(settings: Settings) -> Finding:
    """Whether customers can be asked."""
    from bot.settings import is_safe  # noqa: PLC0415

    address = settings.public_url
    if not address:
        return Finding("customers", fine=None, said="PUBLIC_URL is not set: `/journey ask` gives no links")
    if not is_safe(address):
        said = f"PUBLIC_URL is {address}: it must begin with https://, or what customers say can be read on the way"
        return Finding("customers", fine=False, said=said)
    if urlsplit(address).path.strip("/"):
        said = f"PUBLIC_URL is {address}: nothing may stand behind the host, as our pages begin there"
        return Finding("customers", fine=False, said=said)
    return Finding("customers", fine=True, said=f"answer at {address}")


def _slack(settings: Settings) -> Iterator[Finding]:
    """Slack, and what only Slack can tell."""
    if settings.slack_bot_token.get_secret_value():
        yield from _asked(settings)
        return
    if settings.many_workspaces:
        yield Finding("Slack", fine=None, said="not asked, as each workspace has a token of its own")
        yield from _untold()
        return
    yield Finding("Slack", fine=None, said="not asked, as there is no usable SLACK_BOT_TOKEN")
    yield from _untold()


def _untold() -> Iterator[Finding]:
    for about in ("scopes", "clock"):
        yield Finding(about, fine=None, said="only Slack can tell")


def _asked(settings: Settings) -> Iterator[Finding]:
    from bot.slack.delivery import Slack  # noqa: PLC0415
    from bot.slack.troubles import UNREACHABLE, trouble_of  # noqa: PLC0415

    slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        known = slack.whoami()
    except UNREACHABLE as error:
        code = trouble_of(error).code
        advice = "see that this machine reaches slack.com" if code == "unreachable" else "copy SLACK_BOT_TOKEN anew"
        yield Finding("Slack", fine=False, said=f"{code}: {advice}")
        yield from _untold()
        return
    yield Finding("Slack", fine=True, said=f"{known.get('user')} in {known.get('team')}")
    yield _scopes(known)
    yield from _optional_scopes(known)
    yield _clock(known)


def _scopes(known: dict[str, Any]) -> Finding:
    granted = {scope.strip() for scope in str(known["scopes"]).split(",")}
    missing = sorted(wanted_scopes() - granted)
    if missing:
        said = f"{', '.join(missing)} missing: add them under OAuth & Permissions and install the app again"
        return Finding("scopes", fine=False, said=said)
    return Finding("scopes", fine=True, said="all that the manifest asks for")


def _optional_scopes(known: dict[str, Any]) -> Iterator[Finding]:
    """What does not work without those that an app may be installed without."""
    granted = {scope.strip() for scope in str(known["scopes"]).split(",")}
    for scope, cost in OPTIONAL.items():
        if scope not in granted:
            yield Finding(scope, fine=None, said=cost)


def wanted_scopes() -> set[str]:
    """The scopes that the bot cannot do without, by its manifest."""
    import bot.slack  # noqa: PLC0415

    manifest = json.loads(Path(bot.slack.__path__[0], "manifest.json").read_text("utf-8"))
    scopes = manifest["oauth_config"]["scopes"]
    return set(scopes["bot"]) - set(scopes.get("bot_optional", ()))


def _clock(known: dict[str, Any]) -> Finding:
    if not known["date"]:
        return Finding("clock", fine=True, said="Slack did not tell its time")
    off = round((datetime.now(UTC) - parsedate_to_datetime(known["date"])).total_seconds())
    if abs(off) > MOST_SECONDS_OFF:
        said = f"{abs(off)} seconds {'ahead of' if off > 0 else 'behind'} Slack: set this machine's clock by NTP"
        return Finding("clock", fine=False, said=said)
    return Finding("clock", fine=True, said="agrees with Slack's")


def _database(settings: Settings) -> Iterator[Finding]:
    """The database, and all that it tells."""
    from bot.examining import at_work, room, versions  # noqa: PLC0415
    from bot.wiring import now  # noqa: PLC0415
    from storage.engine import file_of, file_to_make  # noqa: PLC0415
    from storage.store import open_store  # noqa: PLC0415

    url = settings.database_url.get_secret_value()
    try:
        yield room(file_of(url))
        missing, product = file_to_make(url), ""
        if missing is not None:
            yield Finding("database", fine=True, said=f"{missing} will be made at the first start")
        else:
            with closing(open_store(url)) as store:
                product = store.wellbeing.product()
                broken = store.integrity()
                whole = f"damaged ({broken}): restore a backup of it" if broken else "opens and is up to date, whole"
                yield Finding("database", fine=not broken, said=whole)
                yield from at_work(store, now())
        yield versions(product)
    except Exception as error:  # noqa: BLE001  whatever it is, the doctor says so and goes on
        yield Finding("database", fine=False, said=_in_one_line(error))


def _drawing() -> str:
    from bot.errands.easel import Easel  # noqa: PLC0415
    from bot.errands.workbench import try_out  # noqa: PLC0415

    easel = Easel()
    try:
        return f"{easel.do(try_out)} bytes of picture drawn"
    finally:
        easel.stop()


def _looked(about: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(about, fine=True, said=look())
    except Exception as error:  # noqa: BLE001  whatever it is, the doctor says so and goes on
        return Finding(about, fine=False, said=_in_one_line(error))


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
