"""A sandbox on a free port with the real bot behind it, for as long as a play lasts."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

from bot.commands.sandbox import HERE, TO_START, listen, new_tokens, stand_in, start_bot
from bot.led import lead
from bot.sandbox.people import CAST
from bot.sandbox.player import PATIENCE, Sandbox
from bot.sandbox.workspace import Workspace


@contextmanager
def theatre(*, people: int) -> Iterator[Sandbox]:
    """The sandbox with so many people at least, and the bot connected. Raises AssertionError if it does not come."""
    own, listening = new_tokens(), listen(0)
    port = listening.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="journeybot-", ignore_cleanup_errors=True) as folder:
        bot = start_bot(own, port, folder=Path(folder))
        server = stand_in(own, port, workspace=_workspace(people), latency=0, seconds=PATIENCE)
        server.stage.follow = partial(lead, bot)  # its page is the one that people see
        thread = Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
        thread.start()
        try:
            sandbox = Sandbox(f"http://{HERE}:{port}")
            sandbox.wait_until_ready(TO_START)
            yield sandbox
        finally:
            _clear_away(bot)
            server.should_exit = True
            thread.join(5)


def _clear_away(bot: subprocess.Popen[bytes]) -> None:
    """At once: what a bot would finish and write down before it ends is for nobody here."""
    bot.kill()
    bot.wait()


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
