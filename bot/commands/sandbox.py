"""`journeybot sandbox`: a stand-in Slack in the browser, and the real bot beside it, on this machine only."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import webbrowser
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.sandbox.faults import Faults
    from bot.sandbox.server import Server
    from bot.sandbox.workspace import Workspace

HERE = "127.0.0.1"
TO_START = 60
"""Seconds that the bot may take to connect, on a slow machine."""

TO_END = 12
"""Seconds that it may take to end; it ends itself within ten."""

LATENCY = 0.03
"""Seconds that Slack takes for a call, for a sandbox that feels like it."""

FAULTS = (
    "Let Slack fail now and then: seed=42 draws what and when, rate=0.05 is how often, kinds=429+late which ways. "
    "Joined by commas. The kinds: 429, 500, error, drop_before, drop_after, late, garbage, twice, held_back, lost_ack."
)
AN_ADDRESS = "http://127.0.0.1:3100/slack/events"
EVENTS = "With --no-bot: where the bot takes what happens over HTTP, not by Socket Mode; it ends in /slack/events."
REAL = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
OUTWARD = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


def add_to(app: typer.Typer) -> None:
    """Put the command on the command line."""
    app.command()(sandbox)


def sandbox(
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is served.")] = 3000,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, if there is one.")] = True,
    bot: Annotated[bool, typer.Option(help="Start the bot too, or tell how to start it yourself.")] = True,
    events: Annotated[str, typer.Option(metavar="<address>", help=EVENTS)] = "",
    faults: Annotated[str, typer.Option(metavar="<faults>", help=FAULTS)] = "",
    record: Annotated[
        Path | None, typer.Option(metavar="<file>", help="Write every call and delivery down, as JSON lines.")
    ] = None,
) -> None:
    """Try journeybot in the browser, with no Slack at all. It forgets everything when it ends."""
    from bot.commands.run import refuse  # noqa: PLC0415
    from bot.sandbox.faults import read_faults  # noqa: PLC0415

    try:
        planned = replace(read_faults(faults), record=record)
        if record:
            record.open("a").close()
    except ValueError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{record} cannot be written: {error.strerror}. Name another file with --record.")
    if events and (bot or not is_web_address(events)):
        refuse(f"--events is for a bot that you start yourself: --no-bot --events {AN_ADDRESS}")
    try:
        listening = listen(port)
    except OSError:
        refuse(f"Port {port} is taken. Choose another one: --port {port + 1}, or PORT={port + 1} make run")
    if not bot:
        _alone(listening, events=events, browser=browser, faults=planned)
        return
    for name in REAL:
        if os.environ.get(name):
            typer.echo(f"{name} is set; the sandbox does not use it.")
    typer.echo("Starting journeybot and the sandbox ...")
    with tempfile.TemporaryDirectory(prefix="journeybot-") as folder:
        code = _play(listening, Path(folder), browser=browser, faults=planned)
    raise typer.Exit(code)


def _alone(listening: socket.socket, *, events: str, browser: bool, faults: Faults) -> None:
    """The stand-in without a bot, and what a bot must be told to find it, until the end."""
    from bot.serving import until_told_to_stop  # noqa: PLC0415

    own, port = new_tokens(over_http=bool(events)), listening.getsockname()[1]
    server = stand_in(own, port, events=events)
    told = {**own, **_to_find_it(port), "DATABASE_URL": "sqlite:///sandbox.db", **_where_events_come(events)}
    with until_told_to_stop() as wait, _served(server, listening, faults=faults) as thread:
        typer.echo(f"A stand-in for Slack is ready at {_address(port)} · Ctrl-C ends it")
        typer.echo("It waits for a bot. Put this into its .env, then type journeybot run:\n")
        for name, value in told.items():
            typer.echo(f"{name}={value}")
        _show(port, browser=browser)
        while thread.is_alive() and not wait(0.1):
            pass


@contextmanager
def _served(server: Server, listening: socket.socket, *, faults: Faults) -> Iterator[Thread]:
    """Serves in a thread of its own while inside."""
    server.stage.delivery.faults = faults
    thread = Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        server.should_exit = True
        thread.join(5)


def _play(listening: socket.socket, folder: Path, *, browser: bool, faults: Faults) -> int:
    """Start both, say where, wait for the end, end both; the exit code. The bot goes first: it takes longer."""
    from bot.led import lead  # noqa: PLC0415
    from bot.serving import until_told_to_stop  # noqa: PLC0415

    own, port = new_tokens(), listening.getsockname()[1]
    with until_told_to_stop(at_the_latest=TO_END + 3) as wait:
        bot = start_bot(own, port, folder=folder, pages=free_port(port + 1))
        server = stand_in(own, port)
        server.stage.follow = partial(lead, bot)
        with _served(server, listening, faults=faults) as thread:
            ready = False
            while bot.poll() is None and thread.is_alive() and not wait(0.1):
                if not ready and server.stage.delivery.sockets.connected:
                    ready = True
                    _say_where(port, browser=browser)
            stopped = wait(0)
            end_bot(bot)
    return 0 if stopped else _explain(bot.returncode)


def new_tokens(*, over_http: bool = False) -> dict[str, str]:
    """What a bot is known by in a sandbox, and what it knows Slack by, made up anew."""
    token = {"SLACK_BOT_TOKEN": f"xoxb-{secrets.token_hex(12)}"}
    if over_http:
        return {**token, "SLACK_SIGNING_SECRET": secrets.token_hex(16)}
    return {**token, "SLACK_APP_TOKEN": f"xapp-{secrets.token_hex(12)}"}


def stand_in(
    own: Mapping[str, str],
    port: int,
    *,
    workspace: Workspace | None = None,
    latency: float = LATENCY,
    seconds: float | None = None,
    events: str = "",
) -> Server:
    """The stand-in Slack, with our manifest installed in it; `own` are the tokens that it will know, and each call of
    its Web API takes `latency` seconds. It waits for the bot as long as Slack does, or so many `seconds`. Whatever
    happens is sent to the address `events`, signed, or over Socket Mode if there is none."""
    from bot.sandbox.server import Server, create_app  # noqa: PLC0415
    from journeybot.wording import Wording  # noqa: PLC0415

    words = [{"word": word, "hint": hint} for word, hint in Wording().words("commands").items()]
    app = create_app(
        manifest=manifest(),
        signing_secret=own.get("SLACK_SIGNING_SECRET") or secrets.token_hex(16),
        bot_token=own["SLACK_BOT_TOKEN"],
        app_token=own.get("SLACK_APP_TOKEN") or secrets.token_hex(12),
        events_url=events or None,
        words=words,
        workspaces=[workspace] if workspace else (),
        latency=latency,
    )
    if seconds is not None:
        app.state.stage.wait_as_long_as(seconds)
    return Server(app, host=HERE, port=port)


def manifest() -> dict[str, Any]:
    """The Slack app, as it is pasted into Slack."""
    import bot.slack  # noqa: PLC0415

    text = Path(bot.slack.__path__[0], "manifest.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def start_bot(own: Mapping[str, str], port: int, *, folder: Path, pages: int = 0) -> subprocess.Popen[bytes]:
    """The real bot as a process of its own, exactly as it runs in production but for one setting: where Slack is.

    In a process group of its own, a terminal's Ctrl-C does not reach it: `end_bot` ends it, in good order. We hold the
    other end of its standard input: should we be killed, that ends, and the bot with it. `pages` is the port at which
    customers find its pages; 0: nowhere.
    """
    environment = bot_environment(own, port, folder=folder, pages=pages)
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--with-stdin"],
        env=environment,
        stdin=subprocess.PIPE,
        process_group=0,
    )


def bot_environment(own: Mapping[str, str], port: int, *, folder: Path, pages: int = 0) -> dict[str, str]:
    """The settings of a bot whose Slack is the sandbox at that port, and whose database lies in the folder."""
    kept = {name: value for name, value in os.environ.items() if name not in {*REAL, *OUTWARD}}
    place = {
        "SLACK_SIGNING_SECRET": "",
        **_to_find_it(port),
        "DATABASE_URL": f"sqlite:///{folder / 'sandbox.db'}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }
    return {**kept, **own, **place, **_where_customers_come(pages)}


def _to_find_it(port: int) -> dict[str, str]:
    return {"SLACK_API_URL": f"{_address(port)}/api/"}


def is_web_address(text: str) -> bool:
    """Whether somebody could be called there."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(parts.path) > 1 and parts.port != 0
    except ValueError:
        return False


def _where_events_come(events: str) -> dict[str, str]:
    port = urlsplit(events).port
    return {"PORT": f"{port}"} if port else {}


def _address(port: int) -> str:
    return f"http://{HERE}:{port}"


def _where_customers_come(port: int) -> dict[str, str]:
    return {"HOST": HERE, "PORT": f"{port}", "PUBLIC_URL": f"http://{HERE}:{port}"} if port else {}


def free_port(wanted: int) -> int:
    """That port of this machine if nobody has it, else another one."""
    for port in (wanted, 0):
        with suppress(OSError, OverflowError), listen(port) as listening:
            return int(listening.getsockname()[1])
    return 0


def end_bot(bot: subprocess.Popen[bytes]) -> None:
    """Tell the bot to stop, and see that it does."""
    bot.terminate()
    try:
        bot.wait(TO_END)
    except subprocess.TimeoutExpired:
        bot.kill()
        bot.wait()


def listen(port: int) -> socket.socket:
    """A port of this machine (0: any), taken; who calls before the server is there waits. Raises OSError."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # with proto 0 asyncio leaves Nagle on: 40 ms per answer
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, port))
    except OSError:
        listening.close()
        raise
    listening.listen(100)
    return listening


def _say_where(port: int, *, browser: bool) -> None:
    typer.echo(f"journeybot is ready at {_address(port)} · type /journey start · Ctrl-C ends it")
    _show(port, browser=browser)


def _show(port: int, *, browser: bool) -> None:
    if browser and sys.stdout.isatty() and _has_display():
        webbrowser.open(_address(port))


def _has_display() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _explain(code: int | None) -> int:
    typer.echo(f"The bot has ended by itself (exit code {code}); its last lines above say why.", err=True)
    return 1
