"""A disk beneath SQLite that does as it is told: it fails when it is to fail, and remembers what it was given.

SQLite reaches its files by tables of functions (https://sqlite.org/vfs.html). In those of the standard library's own
SQLite, opening, writing, cutting and syncing are replaced by functions that ask here first.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

try:
    import _sqlite3
except ImportError:  # built without it: then nothing of ours runs either
    _sqlite3: ModuleType | None = None  # type: ignore[no-redef]

IOERR_WRITE, IOERR_SYNC, FULL = 778, 1034, 13
"""https://sqlite.org/rescode.html"""

X_OPEN = 40
"""Where that function stands in a sqlite3_vfs, in bytes."""

METHODS = 19
"""Words of a sqlite3_io_methods; the first is its version."""

WRITE, TRUNCATE, SYNC = 3, 4, 5


class Act(StrEnum):
    """What can be done to a file."""

    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"


Asked = Callable[[Act, str, int, bytes], int]
"""Told of each act: the file's name, the offset or the new size, and what is written. Gives SQLite's code: 0 lets it
be done."""

_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""The name goes through as an address: SQLite keeps it as long as the file is open."""

_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


def within_reach() -> bool:
    """Whether the standard library's SQLite can be reached here: where it is built into Python, it may not be."""
    return _find() is not None


@contextmanager
def disk(asked: Asked) -> Iterator[None]:
    """While inside, what SQLite does to a file that it opens is asked first. One at a time in a process."""
    find = _find()
    assert find is not None
    place = ctypes.c_void_p.from_address(find(None) + X_OPEN)
    before = place.value
    assert before is not None
    tables = _Tables(asked)
    really = _OPEN(before)

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code: int = really(vfs, name, file, flags, out)
        if code == 0 and name:
            tables.put_before(file, Path(ctypes.string_at(name).decode()).name)
        return code

    ours = _OPEN(opened)
    place.value = ctypes.cast(ours, ctypes.c_void_p).value
    try:
        yield
    finally:
        place.value = before
        _kept.append((ours, tables))


_kept: list[Any] = []
"""Files that are still open go on calling them."""


class _Tables:
    """The tables of functions that files are given instead of SQLite's own; one for each file, as it bears its name."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._kept: list[Any] = []

    def put_before(self, file: int, name: str) -> None:
        """Give the open file a table of ours."""
        place = ctypes.c_void_p.from_address(file)
        assert place.value is not None
        words = (ctypes.c_void_p * METHODS).from_buffer_copy(ctypes.string_at(place.value, 8 * METHODS))
        functions = self._functions(name, words)
        for number, function in functions.items():
            words[number] = ctypes.cast(function, ctypes.c_void_p).value
        self._kept.append((words, functions))
        place.value = ctypes.addressof(words)

    def _functions(self, name: str, words: Any) -> dict[int, Any]:
        really_write, really_cut, really_sync = _WRITE(words[WRITE]), _TRUNCATE(words[TRUNCATE]), _SYNC(words[SYNC])

        def write(file: int, data: int, size: int, at: int) -> int:
            code = self._asked(Act.WRITE, name, at, ctypes.string_at(data, size))
            return code or int(really_write(file, data, size, at))

        def truncate(file: int, size: int) -> int:
            return self._asked(Act.TRUNCATE, name, size, b"") or int(really_cut(file, size))

        def sync(file: int, flags: int) -> int:
            failed = self._asked(Act.SYNC, name, 0, b"")
            return failed or int(really_sync(file, flags))

        return {WRITE: _WRITE(write), TRUNCATE: _TRUNCATE(truncate), SYNC: _SYNC(sync)}


def _find() -> Any:
    """SQLite's function that finds its way to the files; None where it is out of reach."""
    place = getattr(_sqlite3, "__file__", None)
    try:
        find = ctypes.CDLL(place).sqlite3_vfs_find
    except (OSError, AttributeError):
        return None
    find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    return find
