"""A bot that is started again whenever it ends, as a supervisor does it, and how long it was away."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psutil

from bot.commands.sandbox import bot_environment
from bot.sandbox.player import Sandbox

POLL = 0.02


@dataclass
class Supervised:
    """`extra` goes into the environment of the first one only; `away` are the seconds from each end to being ready,
    and `worked` those of the processor in it, which depend less on what else the machine does. `fell` are the exit
    codes of those that ended without being killed."""

    url: str
    own: Mapping[str, str]
    folder: Path
    extra: Mapping[str, str] = field(default_factory=dict)
    away: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    fell: list[int] = field(default_factory=list)
    _stopping: Event = field(default_factory=Event)
    _bot: subprocess.Popen[bytes] | None = None
    _returning: bool = False
    _killed_at: float = 0.0

    def start(self, extra: Mapping[str, str]) -> None:
        """One process."""
        port = int(self.url.rpartition(":")[2])
        environment = {**bot_environment(self.own, port, folder=self.folder), **extra}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is deployed has been compiled
        with (self.folder / "bot.log").open("ab") as log:
            self._bot = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.crashing"], env=environment, stderr=log, process_group=0
            )

    @property
    def is_away(self) -> bool:
        """Whether it has ended, and the next is not ready yet."""
        return self._returning or (self._bot is not None and self._bot.poll() is not None)

    def kill(self) -> None:
        """Like a power cut, for the bot and its drawing process."""
        if self._bot is not None and self._bot.poll() is None:
            self._killed_at = time.monotonic()
            os.killpg(self._bot.pid, signal.SIGKILL)

    def watch(self) -> None:
        """Until the end: start it again when it has ended."""
        while not self._stopping.wait(POLL):
            if self._bot is not None and (code := self._bot.poll()) is not None:
                self.fell += [code] if code != -signal.SIGKILL else []
                began, self._killed_at = self._killed_at or time.monotonic(), 0.0
                self._returning = True
                self.start({})
                Sandbox(self.url).wait_until_ready(60)
                self._returning = False
                self._note(time.monotonic() - began)

    def _note(self, seconds: float) -> None:
        with suppress(psutil.NoSuchProcess):
            times = psutil.Process(self._bot.pid if self._bot else None).cpu_times()
            self.worked.append(times.user + times.system)
        self.away.append(seconds)


@contextmanager
def supervised(url: str, own: Mapping[str, str], folder: Path, **extra: str) -> Iterator[Supervised]:
    """The bot, ready, and started again as often as it ends."""
    bot = Supervised(url, own, folder, extra)
    bot.start(extra)
    watching = Thread(target=bot.watch, daemon=True)
    watching.start()
    try:
        Sandbox(url).wait_until_ready(60)
        yield bot
    finally:
        bot._stopping.set()
        watching.join(60)
        if bot._bot is not None:
            bot._bot.terminate()
            try:
                bot._bot.wait(12)
            except subprocess.TimeoutExpired:
                bot.kill()
