"""Keeps this process within bounds: polite, of limited memory and processor. Where a system has no such limit, none."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

POLITE = 10
"""How far behind others we stand when the processor is wanted by several: `man 7 sched`."""


def stand_back(polite: int) -> None:
    """Let everybody else have the processor first, `polite` steps behind them, and leave no core file behind."""
    with suppress(OSError, AttributeError):
        os.nice(polite)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_memory(more: int) -> None:
    """So many bytes more than now; asking for more than that raises MemoryError."""
    if sys.platform != "win32":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_statm()[0] + more, resource.getrlimit(resource.RLIMIT_AS)[1]))


def allow_seconds(seconds: float) -> None:
    """So much of the processor from now on; the system ends a process that takes more."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds) + 1
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def resident() -> int:
    """Bytes of memory that this process holds; 0 where nobody knows."""
    with suppress(OSError):
        return _statm()[1]
    return 0


def give_back() -> None:
    """Return to the system what was freed; glibc keeps it otherwise."""
    trim = _trim()
    if trim is not None:
        trim(0)


def _statm() -> tuple[int, int]:
    """Bytes of addresses and of memory: `man 5 proc_pid_statm`. Raises OSError where there is no such file."""
    pages = Path("/proc/self/statm").read_text("ascii").split()
    size = os.sysconf("SC_PAGE_SIZE")
    return int(pages[0]) * size, int(pages[1]) * size


def _trim() -> Callable[[int], int] | None:
    import ctypes  # noqa: PLC0415  the bot itself never needs it

    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return trim
