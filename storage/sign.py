"""The sign beside a SQLite file that says which machine has it: one file, held by every process that gives it."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from storage.trouble import UnusableDatabase, refused_by_system

if sys.platform != "win32":
    import fcntl

ROOM = 1024
"""Bytes of a sign, always as many: it is written over in one go, and nobody finds half of it."""


LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """Which machine has the file: `machine` is another after each start of the system, `home` is not (empty if that is
    unknown); its name for people, since when it has the file, when that was last true, and the file's number."""

    machine: str
    name: str
    at: AwareDatetime
    file: int
    since: AwareDatetime = LONG_AGO
    home: str = ""


_WRITTEN = TypeAdapter(Said)


class Sign:
    """The sign of a file. While a process has given it and not left, others of this machine know that by its lock."""

    def __init__(self, file: Path) -> None:
        self.path = file.with_name(f"{file.name}-host")
        self._held: int | None = None

    def read(self) -> Said | None:
        """What it says; nothing if there is none, or none that can be read."""
        with suppress(OSError, ValidationError):
            return _WRITTEN.validate_json(self.path.read_bytes())
        return None

    def give(self, said: Said) -> None:
        """Say so. Raises UnusableDatabase."""
        try:
            held = self._hold()
            os.lseek(held, 0, os.SEEK_SET)
            os.write(held, _WRITTEN.dump_json(said).ljust(ROOM))
        except OSError as error:
            raise UnusableDatabase(f"{self.path} cannot be written: {refused_by_system(error)}") from error

    def leave(self, *, ours: bool) -> None:
        """Hold it no more; if it is `ours` and nobody else holds it, it goes. Whoever comes now waits for that."""
        held, self._held = self._held, None
        if held is None:
            return
        try:
            with suppress(OSError):
                if ours and self._is(held) and _alone(held):
                    self.path.unlink(missing_ok=True)
        finally:
            os.close(held)

    def _hold(self) -> int:
        """The sign that is there, opened; made if there is none, or none any more."""
        while self._held is None or not self._is(self._held):
            if self._held is not None:
                os.close(self._held)
            self._held = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            _beside_others(self._held)  # meanwhile the last who held it may have taken it away
        return self._held

    def _is(self, held: int) -> bool:
        try:
            return os.path.samestat(os.fstat(held), self.path.stat())
        except FileNotFoundError:
            return False


def _beside_others(held: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(held, fcntl.LOCK_SH)


def _alone(held: int) -> bool:
    """Whether nobody else holds it; from then on nobody can."""
    if sys.platform != "win32":
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
