"""Tells the others that this process is up: its doctor, another process, asks the database."""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from importlib import metadata
from threading import Event, Thread
from typing import Protocol

from bot.promptness import Hour
from bot.recurring import Recurring
from journeybot.obstacles import Obstacle
from journeybot.ports import Clock
from storage.trouble import UnusableDatabase
from storage.wellbeing import Pulse

EVERY = 10.0
"""Seconds between two beats."""

LATE = timedelta(seconds=90)
"""After which a process that did not say goodbye is taken for dead."""

log = logging.getLogger("journeybot")


class Chart(Protocol):
    """Where beats are noted."""

    def beat(self, pulse: Pulse) -> None:
        """Note that a process is up."""

    def goodbye(self, pulse: Pulse) -> None:
        """Note that it has ended as it should."""


class Heart:
    """Beats in a thread of its own, and does `then` after each beat. `silence` gives the seconds since Slack was heard,
    None without a WebSocket, `hour` how its deliveries of the last one were answered."""

    def __init__(
        self,
        chart: Chart,
        *,
        part: str,
        clock: Clock,
        silence: Callable[[], float | None],
        hour: Callable[[], Hour] = Hour,
        then: Callable[[], object] = bool,
    ) -> None:
        self._chart, self._clock, self._silence, self._hour, self._then = chart, clock, silence, hour, then
        now = clock()
        key = f"{socket.gethostname()}/{os.getpid()}/{now:%Y%m%dT%H%M%S%f}"
        self._pulse = Pulse(key=key, part=part, version=metadata.version("journeybot"), since=now, at=now)
        self._trouble = Recurring(log)
        self._ending = Event()
        self._thread = Thread(target=self._work, name="heart", daemon=True)

    def start(self) -> None:
        """Begin, with a beat at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and say so."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(2)
            self._safely(lambda: self._chart.goodbye(self._pulse))

    def once(self) -> None:
        """Beat, if that can be stored."""
        self._safely(self._beat)

    def _work(self) -> None:
        while not self._ending.is_set():
            self.once()
            self._then()
            self._ending.wait(EVERY)

    def _beat(self) -> None:
        now, silence = self._clock(), self._silence()
        heard_at = None if silence is None else now - timedelta(seconds=silence)
        self._chart.beat(replace(self._pulse, at=now, heard_at=heard_at, **asdict(self._hour())))

    def _safely(self, do: Callable[[], None]) -> None:
        try:
            do()
        except UnusableDatabase as error:
            if error.obstacle is not Obstacle.GONE and self._trouble.may_say(f"{error}"):
                log.warning("not noted that this process is up: %s", error)
