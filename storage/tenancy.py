"""One machine at a time has a SQLite file: on two, SQLite's locks do not see each other, and answers would be lost."""

import json
import logging
import os
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from storage.trouble import UnusableDatabase

BEAT = 15.0
"""Seconds between two signs of life."""

GONE = timedelta(seconds=60)
"""Without a sign of life for so long, a machine has left the file."""

ELSEWHERE = (
    "{file} is in use on another machine ({name}). SQLite works on one machine only: stop journeybot there and wait a "
    "minute, or use PostgreSQL for several (DATABASE_URL=postgresql://…; journeybot db copy carries everything over)."
)

ANOTHER = (
    "{file} is not the file that journeybot has open, or had a minute ago: that one was deleted or replaced. Stop "
    "journeybot if it has not ended by itself, see what has become of the file, and start it again."
)


log = logging.getLogger("journeybot")


def this_machine() -> str:
    """The same for all processes of a running system, those in its containers too, and for no other system."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return platform.node()


def must_be_the_one_at_work(file: Path, now: datetime) -> None:
    """Raises UnusableDatabase if a journeybot of this machine says that it has another file than the one that is, or
    is not, there now. Such a file is not to be opened: the log beside it is another's."""
    said = _recent(_sign_of(file), now)
    if said and said.get("machine") == this_machine() and said.get("file") not in {None, _number_of(file)}:
        raise UnusableDatabase(ANOTHER.format(file=file))


def _sign_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-host")


def _number_of(file: Path) -> int:
    """By which a file is known while anybody has it open, whatever its name; the number of its disk may be another one
    in a container. 0 if there is none."""
    try:
        return file.stat().st_ino
    except OSError:
        return 0


def _recent(sign: Path, now: datetime) -> dict[str, Any]:
    """What a sign says; nothing if it is old, nobody's, or was cut off while it was written."""
    try:
        said: dict[str, Any] = json.loads(sign.read_text("utf-8"))
        return said if abs(now - datetime.fromisoformat(said["at"])) < GONE else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


class Tenancy:
    """The sign, beside the database's file, that this machine has it; several of its processes may give it. `lost` is
    called if another machine has taken it all the same: while this one was asleep, or at the same moment."""

    def __init__(
        self, file: Path, *, clock: Callable[[], datetime], lost: Callable[[], object], machine: str = ""
    ) -> None:
        self._file = file
        self._sign = _sign_of(file)
        self._clock = clock
        self._lost = lost
        self._machine = machine or this_machine()
        self._number = 0
        self._over = Event()
        self._thread = Thread(target=self._beat, name="tenancy", daemon=True)

    def begin(self) -> None:
        """Take it, as it is now that it is open. Raises UnusableDatabase if another machine has it."""
        self._number = _number_of(self._file)
        if other := self._other():
            raise UnusableDatabase(ELSEWHERE.format(file=self._file, name=other))
        self._give_sign()
        self._thread.start()

    def end(self) -> None:
        """Leave it, so that another machine may have it at once; other processes here say again that they are here."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(1)
            if not self._other():
                self._sign.unlink(missing_ok=True)

    def _other(self) -> str:
        """The name of another machine that has it."""
        said = _recent(self._sign, self._clock())
        return str(said.get("name")) if said and said.get("machine") != self._machine else ""

    def _give_sign(self) -> None:
        said = {
            "machine": self._machine,
            "name": platform.node(),
            "at": self._clock().isoformat(),
            "file": self._number,
        }
        draft = self._sign.with_name(f".{self._sign.name}.{os.getpid()}")
        try:
            draft.write_text(json.dumps(said), "utf-8")
            draft.chmod(0o600)
            draft.replace(self._sign)
        except OSError as error:
            raise UnusableDatabase(f"{self._sign} cannot be written: {error.strerror}.") from error

    def _beat(self) -> None:
        while not self._over.wait(BEAT):
            if other := self._other():
                log.error(ELSEWHERE.format(file=self._file, name=other))
                self._lost()
                return
            try:
                self._give_sign()
            except UnusableDatabase as error:
                log.warning("%s", error)
