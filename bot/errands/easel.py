"""Draws and writes files in processes of their own, kept warm, so that a slow or broken drawing hurts nobody else."""

import logging
from collections.abc import Callable
from contextlib import suppress
from queue import LifoQueue
from threading import Lock
from typing import TypeVar, cast

from bot import tallies
from bot.errands.painter import MEGABYTE, Late, Painter, Result
from bot.errands.workbench import warm_up

WORK = 10.0
"""Seconds of the processor that one piece of work may take."""

PATIENCE = 60.0
"""And seconds on the clock: others come first, so on a busy machine a short piece of work takes long."""

MOST_JOBS = 200
MOST_GROWN = 256 * MEGABYTE
"""After so many, or when it holds so much more than in the beginning, a process is replaced."""

T = TypeVar("T")
log = logging.getLogger("journeybot.easel")


class Stuck(Exception):
    """The work took too long or too much, or the process died of it twice; the text says which."""


class Easel:
    """One place to draw, or several. Safe to call from many threads: each waits until a place is free."""

    def __init__(
        self,
        *,
        places: int = 1,
        work: float = WORK,
        patience: float = PATIENCE,
        most_jobs: int = MOST_JOBS,
        first: Callable[[], None] = warm_up,
    ) -> None:
        self._work, self._patience, self._most_jobs, self._first = work, patience, most_jobs, first
        self._places = [_Place() for _ in range(places)]
        self._free: LifoQueue[_Place] = LifoQueue()  # the last one used first: its memory is warm
        for place in self._places:
            self._free.put(place)
        self._lock = Lock()
        self._closed = False

    def start(self) -> None:
        """Start the processes, so that the first picture is not the slow one. Returns at once."""
        for place in self._places:
            self._manned(place)

    def do(self, work: Callable[..., T], *given: object) -> T:
        """Do `work(*given)` over there. Raises Stuck, or what the work raised."""
        place = self._free.get()
        try:
            result = self._twice(place, work, given)
        except Stuck:
            tallies.count(tallies.DRAWINGS, "stuck")
            raise
        finally:
            self._free.put(place)
        tallies.count(tallies.DRAWINGS, "done" if result.fine else "failed")
        if result.fine:
            return cast(T, result.value)
        if isinstance(result.value, MemoryError):
            raise Stuck("needed more memory than it may have")
        raise result.value

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        with self._lock:
            self._closed = True
        for place in self._places:
            place.clear()

    def _twice(self, place: "_Place", work: Callable[..., T], given: tuple[object, ...]) -> Result:
        """A process may have died of something else: the work gets a second one, but not a third."""
        for _ in range(2):
            try:
                result = self._manned(place).do(work, given, seconds=self._work, patience=self._patience)
            except Late:
                self._replace(place)
                raise Stuck("took too long") from None
            except (EOFError, OSError):
                log.warning("a process died while it drew")
                self._replace(place)
            else:
                self._relieve(place)
                return result
        raise Stuck("ended the process that did it, twice")

    def _manned(self, place: "_Place") -> Painter:
        with self._lock:
            if self._closed:
                raise Stuck("came when the easel was being taken away")
            return place.manned(self._first)

    def _relieve(self, place: "_Place") -> None:
        """Replace a process that is tired, now and not when somebody waits."""
        painter = place.painter
        if painter is not None and (painter.jobs >= self._most_jobs or painter.grown > MOST_GROWN):
            self._replace(place)

    def _replace(self, place: "_Place") -> None:
        place.clear()
        with suppress(Stuck):  # when everything is being taken away
            self._manned(place)


class _Place:
    """Room for one process."""

    def __init__(self) -> None:
        self.painter: Painter | None = None

    def manned(self, first: Callable[[], None]) -> Painter:
        """The process that is there, or a new one."""
        if self.painter is None or not self.painter.alive:
            self.clear()
            self.painter = Painter(first)
        return self.painter

    def clear(self) -> None:
        """End the process that is there."""
        painter, self.painter = self.painter, None
        if painter is not None:
            painter.end()
