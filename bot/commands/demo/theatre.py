"""A sandbox on a free port with the real bot behind it, for as long as a play lasts."""

import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import sleep

from bot.commands.sandbox import HERE, TO_START, end_bot, stand_in, start_bot
from bot.sandbox.people import CAST
from bot.sandbox.player import Sandbox
from bot.sandbox.server import Server
from bot.sandbox.workspace import Workspace


@contextmanager
def theatre(*, people: int) -> Iterator[Sandbox]:
    """The sandbox with so many people at least, and the bot connected. Raises AssertionError if it does not come."""
    own = {"SLACK_BOT_TOKEN": f"xoxb-{secrets.token_hex(12)}", "SLACK_APP_TOKEN": f"xapp-{secrets.token_hex(12)}"}
    port = _free_port()
    server = stand_in(own, port, workspace=_workspace(people))
    thread = Thread(target=server.run, name="sandbox", daemon=True)
    thread.start()
    with tempfile.TemporaryDirectory(prefix="journeybot-") as folder:
        bot = start_bot(own, port, folder=Path(folder))
        try:
            sandbox = _opened(server, port)
            sandbox.wait_until_ready(TO_START)
            yield sandbox
        finally:
            end_bot(bot)
            server.should_exit = True
            thread.join(5)


def _workspace(people: int) -> Workspace:
    """The usual people and, where a journey was scored by more, guests in #journey beside them."""
    guests = tuple(
        replace(CAST[0], id=f"U0GUEST{n:04}", handle=f"guest{n}", name=f"Guest{n}", real_name=f"Guest {n}")
        for n in range(len(CAST) + 1, people + 1)
    )
    workspace = Workspace(people=(*CAST, *guests))
    for channel in workspace.channels.values():
        if channel.name == "journey":
            channel.members.extend(guest.id for guest in guests)
    return workspace


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def _opened(server: Server, port: int) -> Sandbox:
    while not server.started:
        sleep(0.02)
    return Sandbox(f"http://{HERE}:{port}")
