"""`journeybot doctor`: looks at everything that has to be right, one line each, and says what to do where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
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

NOT_AGAIN = 2.0
"""Seconds for a database that has been looked at; one that does not answer is not waited for as long once more."""


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
    from bot.settings import NotConfigured, read_settings, warnings_of  # noqa: PLC0415
    from bot.unsettled import read_by_others  # noqa: PLC0415

    try:
        settings = read_settings()
    except NotConfigured as error:
        yield Finding("settings", fine=False, said=str(error).replace("\n", "\n          "))
        settings = _as_far_as_they_can_be_read()
    else:
        way = "Socket Mode" if settings.socket_mode else f"HTTP on port {settings.port}"
        way += ", for many workspaces" if settings.many_workspaces else ""
        yield Finding("settings", fine=True, said=way)
        for warning in warnings_of(settings):
            yield Finding("settings", fine=None, said=warning)
    if open_to_all := read_by_others():
        yield Finding("settings", fine=None, said=open_to_all)
    yield _customers(settings)
    yield from _slack(settings)
    if settings.app_token:
        yield _looked("Socket Mode", lambda: _by_socket(settings))
    yield from _database(settings)
    if settings.many_workspaces and settings.keys:
        yield _tokens(settings)
    if settings.listens:
        yield _port(settings)
    yield _looked("drawing", _drawing)


def _as_far_as_they_can_be_read() -> Settings:
    """The settings; all as if not set, where one is no value at all."""
    from pydantic import ValidationError  # noqa: PLC0415

    from bot.settings import Settings  # noqa: PLC0415

    try:
        return Settings()
    except (ValidationError, UnicodeDecodeError, OSError):
        return Settings.model_construct()


def _customers(settings: Settings) -> Finding:
    """Whether customers can be asked."""
    from bot.settings import is_safe  # noqa: PLC0415

    address = settings.public_url
    if not address:
        more = ", and nobody can install journeybot" if settings.many_workspaces else ""
        return Finding("customers", fine=None, said=f"PUBLIC_URL is not set: `/journey ask` gives no links{more}")
    if not urlsplit(address).hostname:
        said = f"PUBLIC_URL is {address}, which is no address: write https:// and the name of your host"
        return Finding("customers", fine=False, said=said)
    if not is_safe(address):
        said = f"PUBLIC_URL is {address}: it must begin with https://, or what customers say can be read on the way"
        return Finding("customers", fine=False, said=said)
    if urlsplit(address).path.strip("/"):
        said = f"PUBLIC_URL is {address}: nothing may stand behind the host, as our pages begin there"
        return Finding("customers", fine=False, said=said)
    proxies = settings.forwarded_allow_ips
    said = "whoever reaches PORT is believed" if "*" in proxies else f"only {proxies.replace(',', ', ')} are believed"
    said = f"answer at {address}; of where they come from {said} (FORWARDED_ALLOW_IPS)"
    return Finding("customers", fine=True, said=said)


def _slack(settings: Settings) -> Iterator[Finding]:
    """Slack, and what only Slack can tell."""
    if settings.bot_token:
        yield from _asked(settings)
        return
    if settings.many_workspaces:
        yield from _asked_for_many(settings)
        return
    yield Finding("Slack", fine=None, said="not asked, as there is no usable SLACK_BOT_TOKEN")
    yield from _untold()


def _untold(*about: str) -> Iterator[Finding]:
    for one in about or ("scopes", "clock"):
        yield Finding(one, fine=None, said="only Slack can tell")


def _asked_for_many(settings: Settings) -> Iterator[Finding]:
    """Whether Slack knows our app, of which each workspace has a token of its own."""
    from bot.slack.oauth import OurApp  # noqa: PLC0415
    from bot.slack.troubles import UNREACHABLE  # noqa: PLC0415

    secret = settings.slack_client_secret.get_secret_value()
    try:
        date = OurApp(settings.slack_client_id, secret, settings.slack_api_url, settings.public_url).known()
    except UNREACHABLE as error:
        cure = "copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET anew from Basic Information"
        yield Finding("Slack", fine=False, said=_refused(error, settings.slack_api_url, cure=cure))
        yield from _untold("clock")
        return
    yield Finding("Slack", fine=True, said="knows the app by SLACK_CLIENT_ID and SLACK_CLIENT_SECRET")
    yield _clock({"date": date})


def _asked(settings: Settings) -> Iterator[Finding]:
    from bot.slack.delivery import Slack  # noqa: PLC0415
    from bot.slack.troubles import UNREACHABLE  # noqa: PLC0415

    slack = Slack(settings.bot_token, settings.slack_api_url)
    try:
        known = slack.whoami()
    except UNREACHABLE as error:
        said = _refused(error, settings.slack_api_url, cure="copy SLACK_BOT_TOKEN anew")
        yield Finding("Slack", fine=False, said=said)
        yield from _untold()
        return
    yield Finding("Slack", fine=True, said=f"{known.get('user')} in {known.get('team')}")
    yield _scopes(known)
    yield from _optional_scopes(known)
    yield _clock(known)


def _by_socket(settings: Settings) -> str:
    """Ask for a connection and take none. Raises OSError in a sentence."""
    from bot.serving import WHERE  # noqa: PLC0415
    from bot.slack.delivery import client_for  # noqa: PLC0415
    from bot.slack.troubles import UNREACHABLE  # noqa: PLC0415

    try:
        client_for(None, settings.slack_api_url).apps_connections_open(app_token=settings.app_token)
    except UNREACHABLE as error:
        cure = f"Slack does not accept SLACK_APP_TOKEN. {WHERE}"
        raise OSError(_refused(error, settings.slack_api_url, cure=cure)) from error
    return "Slack lets SLACK_APP_TOKEN in"


def _refused(error: Exception, address: str, *, cure: str) -> str:
    """What Slack, or whatever is at that address, said, and what to do about it; `cure` if it was Slack."""
    from bot.slack.troubles import trouble_of  # noqa: PLC0415

    code, host = trouble_of(error).code, urlsplit(address).netloc or address
    if code == "unreachable":
        return f"{code}: see that this machine reaches {host}"
    if not code.isidentifier():
        return f"what answers at {address} is not Slack's API: see that SLACK_API_URL is right"
    return f"{code}: {cure}"


def _port(settings: Settings) -> Finding:
    """Whether there is where to listen."""
    from bot.listening import Taken, try_to_listen  # noqa: PLC0415

    where = f"{settings.host}, port {settings.port}"
    try:
        try_to_listen(settings.host, settings.port)
    except Taken as error:
        return _taken(settings, where, error)
    except OSError as error:
        return Finding("address", fine=False, said=str(error))
    return Finding("address", fine=True, said=f"{where} is free")


def _taken(settings: Settings, where: str, error: OSError) -> Finding:
    """Whether it is journeybot that listens there."""
    from bot.examining import is_up_here  # noqa: PLC0415
    from bot.wiring import now  # noqa: PLC0415
    from journeybot.patience import within  # noqa: PLC0415
    from storage.trouble import UnusableDatabase  # noqa: PLC0415

    try:
        with within(NOT_AGAIN):
            up = is_up_here(settings.database_url.get_secret_value(), now)
    except UnusableDatabase:
        return Finding("address", fine=None, said=f"{where}: taken; only the database could tell whether by journeybot")
    if up:
        return Finding("address", fine=True, said=f"{where}: taken, as journeybot is up")
    return Finding("address", fine=False, said=str(error))


def _scopes(known: dict[str, Any]) -> Finding:
    from bot.slack.scopes import missing  # noqa: PLC0415

    if lacks := missing(str(known["scopes"])):
        said = f"{', '.join(lacks)} missing: add them under OAuth & Permissions and install the app again"
        return Finding("scopes", fine=False, said=said)
    return Finding("scopes", fine=True, said="all that the manifest asks for")


def _optional_scopes(known: dict[str, Any]) -> Iterator[Finding]:
    """What does not work without those that an app may be installed without."""
    granted = {scope.strip() for scope in str(known["scopes"]).split(",")}
    for scope, cost in OPTIONAL.items():
        if scope not in granted:
            yield Finding(scope, fine=None, said=cost)


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
    from bot.examining import database, room  # noqa: PLC0415
    from bot.wiring import now  # noqa: PLC0415
    from storage.engine import file_of  # noqa: PLC0415

    url = settings.database_url.get_secret_value()
    try:
        yield room(file_of(url))
        yield from database(url, now)
    except Exception as error:  # noqa: BLE001  whatever it is, the doctor says so and goes on
        yield Finding("database", fine=False, said=_in_one_line(error))


def _tokens(settings: Settings) -> Finding:
    """What many workspaces gave us to speak with."""
    from bot.examining import tokens  # noqa: PLC0415
    from bot.slack.vault import Vault  # noqa: PLC0415
    from bot.wiring import now  # noqa: PLC0415
    from journeybot.patience import within  # noqa: PLC0415

    try:
        with within(NOT_AGAIN):
            return tokens(settings.database_url.get_secret_value(), now, vault=Vault(settings.keys))
    except Exception as error:  # noqa: BLE001  whatever it is, the doctor says so and goes on
        return Finding("tokens", fine=None, said=f"not looked at: {_in_one_line(error)}")


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
