"""Draws and writes files in a process of their own, kept warm, so that a slow or broken drawing hurts nobody else."""

import logging
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, TypeVar, cast

from bot.errands.workbench import warm_up

PATIENCE = 15.0
"""Seconds that one piece of work may take."""

MOST_JOBS = 200
"""After which the process is replaced, in case something in it grows."""

T = TypeVar("T")
log = logging.getLogger("journeybot.easel")


class Stuck(Exception):
    """The work took too long, or the process that did it died; the text says which."""


class Easel:
    """One process that does one piece of work at a time. Safe to call from many threads."""

    def __init__(
        self, *, patience: float = PATIENCE, most_jobs: int = MOST_JOBS, first: Callable[[], None] = warm_up
    ) -> None:
        self._patience = patience
        self._most_jobs = most_jobs
        self._first = first
        self._lock = Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._jobs = 0

    def start(self) -> None:
        """Start the process, so that the first picture is not the slow one."""
        with self._lock:
            self._ready()

    def do(self, work: Callable[..., T], *given: object) -> T:
        """Do `work(*given)` over there. Raises Stuck, or what the work raised."""
        with self._lock:
            line = self._ready()
            self._jobs += 1
            try:
                line.send((work, given))
                fine, result = line.recv() if line.poll(self._patience) else (False, None)
            except (EOFError, OSError):
                self._end()
                raise Stuck("ended the process that did it") from None
            if fine:
                return cast(T, result)
            if result is None:
                self._end()
                raise Stuck(f"took longer than {self._patience:g} seconds")
            raise result

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._end()

    def _ready(self) -> Connection:
        if self._jobs >= self._most_jobs or (self._process is not None and not self._process.is_alive()):
            self._end()
        if self._line is None:
            ours, theirs = multiprocessing.get_context("spawn").Pipe()
            self._process = multiprocessing.get_context("spawn").Process(
                target=_stand, args=(theirs, self._first), name="journeybot easel", daemon=True
            )
            self._process.start()
            theirs.close()
            self._line, self._jobs = ours, 0
        return self._line

    def _end(self) -> None:
        process, line, self._process, self._line = self._process, self._line, None, None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join(2)


def _stand(line: Connection, first: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError):
        first()
    with suppress(EOFError, OSError):
        while True:
            work, given = line.recv()
            line.send(_done(work, given))


def _done(work: Callable[..., object], given: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, work(*given)
    except Exception as error:  # noqa: BLE001  it belongs to whoever asked for the work
        return False, _sendable(error)


def _sendable(error: Exception) -> Exception:
    return (
        type(error)(*error.args)
        if type(error).__module__ == "builtins"
        else RuntimeError(f"{type(error).__name__}: {error}")
    )
