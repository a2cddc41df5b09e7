"""One machine at a time has a SQLite file: on two, SQLite's locks do not see each other, and answers would be lost."""

import logging
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from storage.sign import Said, Sign
from storage.trouble import UnusableDatabase

BEAT = 15.0
"""Seconds between two signs of life."""

LOOK = 1.0
"""Seconds between two looks whether another machine gives another sign, or has given its last."""

GONE = timedelta(seconds=60)
"""Without a sign of life for so long, a machine has left the file."""

ELSEWHERE = (
    "{file} is in use on another machine ({name}). SQLite works on one machine only: stop journeybot there and wait a "
    "minute, or use PostgreSQL for several (DATABASE_URL=postgresql://…; journeybot db copy carries everything over)."
)

UNSURE = (
    "%s was in use on another machine (%s) less than a minute ago; if that was this one before it was started anew, or "
    "one that fell over, journeybot begins as soon as the minute is over"
)

INTRUDER = (
    "%s was opened on another machine, too (%s), though it is in use here: journeybot there is told to end, and ends "
    "within half a minute. SQLite works on one machine only"
)

ANOTHER = (
    "{file} is not the file that journeybot has open, or had a minute ago: that one was deleted or replaced. Stop "
    "journeybot if it has not ended by itself, see what has become of the file, and start it again."
)

Wait = Callable[[float], bool]
"""Waits so many seconds, and says whether we have been told to stop."""

log = logging.getLogger("journeybot")


def this_machine() -> str:
    """The same for all processes of a running system, those in its containers too, and for no other system."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return platform.node()


def this_home() -> str:
    """The same after this system was started anew, and on no other; empty where nobody can tell, as in a container
    (https://www.freedesktop.org/software/systemd/man/latest/machine-id.html)."""
    with suppress(OSError):
        known = Path("/etc/machine-id").read_text("ascii").strip()
        return f"{known}/{platform.node()}" if known else ""
    return ""


def must_not_be_elsewhere(file: Path, now: datetime) -> None:
    """Raises UnusableDatabase if another machine has the file: whoever opens it here might write into it what that one
    does not know of, even if only to look at it."""
    if other := _other_than(this_machine(), this_home(), _recent(Sign(file), now)):
        raise UnusableDatabase(ELSEWHERE.format(file=file, name=other.name))


def must_be_the_one_at_work(file: Path, now: datetime) -> None:
    """Raises UnusableDatabase if a journeybot of this machine says that it has another file than the one that is, or
    is not, there now. Such a file is not to be opened: the log beside it is another's."""
    said = _recent(Sign(file), now)
    if said and said.machine == this_machine() and said.file != _number_of(file):
        raise UnusableDatabase(ANOTHER.format(file=file))


def _number_of(file: Path) -> int:
    """By which a file is known while anybody has it open, whatever its name; the number of its disk may be another one
    in a container. 0 if there is none."""
    try:
        return file.stat().st_ino
    except OSError:
        return 0


def _recent(sign: Sign, now: datetime) -> Said | None:
    """What a sign says, unless it is old."""
    said = sign.read()
    return said if said and abs(now - said.at) < GONE else None


def _other_than(machine: str, home: str, said: Said | None) -> Said | None:
    """What another machine says that has a file. The same one, before it was started anew, is none."""
    ours = said and (said.machine == machine or (home and said.home == home))
    return None if ours else said


def not_now(_seconds: float) -> bool:
    """Who does not wait."""
    return True


class Tenancy:
    """That this machine has the database's file, which a sign beside it says; several of its processes may give it.
    `lost` once another machine has it by right: it took it while this one was asleep, or had it before."""

    def __init__(
        self, file: Path, *, clock: Callable[[], datetime], machine: str = "", home: str | None = None
    ) -> None:
        self._file = file
        self._sign = Sign(file)
        self._clock = clock
        self._machine = machine or this_machine()
        self._home = this_home() if home is None else home
        self._since = self._given = clock()
        self._number = 0
        self._over = Event()
        self._thread = Thread(target=self._beat, name="tenancy", daemon=True)
        self.lost = False

    def begin(self, wait: Wait = not_now) -> None:
        """Take it, as it is now; a machine that may have fallen over is waited for. Raises UnusableDatabase if another
        machine has it."""
        self.wait_out(wait)
        self._number = _number_of(self._file)
        said, now = _recent(self._sign, self._clock()), self._clock()
        self._since = said.since if said and said.machine == self._machine else now
        self._give_sign()
        self._thread.start()

    def end(self) -> None:
        """Leave it. With the last process here that does, another machine may have it at once."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(1)
        said = _recent(self._sign, self._clock())
        self._sign.leave(ours=said is None or said.machine == self._machine)

    def look(self) -> None:
        """Give the next sign, unless it is `lost`. Of two machines that have it, the one that had it first goes on."""
        now = self._clock()
        said = _recent(self._sign, now)
        if said and said.machine != self._machine:
            if now - self._given >= GONE or (said.since, said.machine) < (self._since, self._machine):
                log.error(ELSEWHERE.format(file=self._file, name=said.name))
                self.lost = True
                return
            log.error(INTRUDER, self._file, said.name)
        try:
            self._give_sign()
        except UnusableDatabase as error:
            log.warning("%s", error)

    def wait_out(self, wait: Wait) -> None:
        """Until a machine that has it gives no more signs. With one more it is up, and we are refused: by
        UnusableDatabase."""
        first = self._other()
        if first and not wait(0):
            log.warning(UNSURE, self._file, first.name)
        while other := self._other():
            if first is None or other.at != first.at or wait(LOOK):
                raise UnusableDatabase(ELSEWHERE.format(file=self._file, name=other.name))

    def _other(self) -> Said | None:
        return _other_than(self._machine, self._home, _recent(self._sign, self._clock()))

    def _give_sign(self) -> None:
        now, name = self._clock(), platform.node()
        said = Said(self._machine, name, at=now, since=self._since, file=self._number, home=self._home)
        self._sign.give(said)
        self._given = now

    def _beat(self) -> None:
        while not self.lost and not self._over.wait(BEAT):
            self.look()
