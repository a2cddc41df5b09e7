"""One process that draws for us, kept warm and within bounds; both ends of the line to it are here."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from bot.errands import bounds

MEGABYTE = 2**20
MOST_MEMORY = 1024 * MEGABYTE
"""Bytes that one piece of work may ask for, more than a warm process holds."""

WARM_WITHIN = 60.0
"""Seconds until a new process must be ready; a cold disk is slow."""

JUST_DIED = 5.0
"""Seconds until the system knows of what a process died that has hung up."""

OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)

Work = Callable[..., object]


class Late(Exception):
    """Not done in time."""


class Result(NamedTuple):
    """What came of a piece of work: its result if it was `fine`, else its error; and how the process does."""

    fine: bool
    value: Any
    grown: int
    """Bytes that the process held more, before this work, than when it was warm."""


class Painter:
    """The near end. Does one thing at a time; not to be shared between threads."""

    def __init__(self, first: Callable[[], None]) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._line, theirs = spawning.Pipe()
        given = (theirs, first, bounds.POLITE)
        self._process = spawning.Process(target=_stand, args=given, name="journeybot easel", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self.jobs = 0
        self.grown = 0

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid or 0

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.is_alive()

    def do(self, work: Work, given: tuple[object, ...], *, seconds: float, patience: float) -> Result:
        """Do `work(*given)` over there, within so many `seconds` of the processor and `patience` seconds on the clock.

        Raises Late, and EOFError or OSError if the process dies of something else.
        """
        if not self._ready:
            self._heard(WARM_WITHIN)
            self._ready = True
        self._line.send((work, given, seconds))
        try:
            result: Result = self._heard(patience)
        except (EOFError, OSError):
            if self._used_up():
                raise Late from None
            raise
        self.jobs += 1
        self.grown = result.grown
        return result

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join(2)
        self._line.close()

    def _used_up(self) -> bool:
        """Whether the system ended the process because it took more of the processor than it may."""
        self._process.join(JUST_DIED)
        return self._process.exitcode == -OUT_OF_TIME

    def _heard(self, within: float) -> Any:
        if not self._line.poll(within):
            raise Late
        return self._line.recv()


def _stand(line: Connection, first: Callable[[], None], polite: int) -> None:
    """The far end."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would take memory for a thread on every processor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bounds.stand_back(polite)
    with suppress(ImportError):
        first()
    gc.disable()  # between two pieces of work there is time for it, within one there is not
    _tidy()
    gc.freeze()
    bounds.allow_memory(MOST_MEMORY)
    with suppress(EOFError, OSError):
        _work(line, bounds.resident())


def _work(line: Connection, warm: int) -> None:
    line.send("ready")
    while True:
        grown = bounds.resident() - warm
        work, given, seconds = line.recv()
        bounds.allow_seconds(seconds)
        line.send(Result(*_done(work, given), grown))
        del work, given
        _tidy()


def _tidy() -> None:
    gc.collect()
    bounds.give_back()


def _done(work: Work, given: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, work(*given)
    except Exception as error:  # noqa: BLE001  it belongs to whoever asked for the work
        return False, _sendable(error)


def _sendable(error: Exception) -> Exception:
    """The error, if it is one that every process knows."""
    return (
        type(error)(*error.args)
        if type(error).__module__ == "builtins"
        else RuntimeError(f"{type(error).__name__}: {error}")
    )
