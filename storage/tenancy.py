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

from storage.trouble import UnusableDatabase

BEAT = 15.0
"""Seconds between two signs of life."""

GONE = timedelta(seconds=60)
"""Without a sign of life for so long, a machine has left the file."""

ELSEWHERE = (
    "{file} is in use on another machine ({name}). SQLite works on one machine only: stop journeybot there and wait a "
    "minute, or use PostgreSQL for several (DATABASE_URL=postgresql://…; journeybot db copy carries everything over)."
)


log = logging.getLogger("journeybot")


def this_machine() -> str:
    """The same for all processes of a running system, those in its containers too, and for no other system."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return platform.node()


class Tenancy:
    """The sign, beside the database's file, that this machine has it; several of its processes may give it. `lost` is
    called if another machine has taken it all the same: while this one was asleep, or at the same moment."""

    def __init__(
        self, file: Path, *, clock: Callable[[], datetime], lost: Callable[[], object], machine: str = ""
    ) -> None:
        self._file = file
        self._sign = file.with_name(f"{file.name}-host")
        self._clock = clock
        self._lost = lost
        self._machine = machine or this_machine()
        self._over = Event()
        self._thread = Thread(target=self._beat, name="tenancy", daemon=True)

    def begin(self) -> None:
        """Take it. Raises UnusableDatabase if another machine has it."""
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
        try:
            said = json.loads(self._sign.read_text("utf-8"))
            recent = abs(self._clock() - datetime.fromisoformat(said["at"])) < GONE
            return str(said["name"]) if recent and said["machine"] != self._machine else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""  # nobody's, or cut off while it was written

    def _give_sign(self) -> None:
        said = {"machine": self._machine, "name": platform.node(), "at": self._clock().isoformat()}
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
