"""Whether SQLite's file is still the one that was opened: what is stored in one that was deleted goes with it."""

import logging
from pathlib import Path
from threading import Lock
from typing import TypeVar

from journeybot.obstacles import Obstacle
from storage.trouble import UnusableDatabase
from storage.writer import Work, Writer

T = TypeVar("T")
Identity = tuple[tuple[int, int], ...]

GONE = (
    "{file} was deleted or replaced while journeybot was at work with it. Nothing more is stored, and journeybot ends: "
    "see what has become of the file (a backup brings it back: journeybot db restore), and start journeybot again."
)
UNSEEN = "{file} cannot be looked at ({why}), so nobody can say whether anything was stored: look after the disk."

log = logging.getLogger("journeybot")


class SameFile:
    """A file and the log beside it, as they are now that both are open; SQLite leaves both in place until nobody has
    them open any more. What is gone stays so, whatever is put in its place. Without a path, a server's, which looks
    after its files by itself."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._both = (path.absolute(), Path(f"{path.absolute()}-wal")) if path else ()
        self._known = self._there()
        self._found_out = Lock()
        self.gone = False

    def must_be_there(self) -> None:
        """Raises UnusableDatabase. Takes some millionths of a second."""
        there = None if self.gone else self._there()
        if there is not None and there == self._known:
            return
        with self._found_out:
            if not self.gone:
                log.critical(GONE.format(file=self._path))
            self.gone = True
        raise UnusableDatabase(GONE.format(file=self._path), Obstacle.GONE)

    def _there(self) -> Identity | None:
        try:
            found = [path.stat() for path in self._both]
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:  # it may well be there: nobody can tell just now
            raise UnusableDatabase(UNSEEN.format(file=self._path, why=error.strerror), Obstacle.FAILING) from error
        return tuple((one.st_dev, one.st_ino) for one in found)


class Sure:
    """A writer of such a file. It looks when all is on the disk and before anybody hears of it: what is acknowledged
    is in the file that the next start will find."""

    def __init__(self, writer: Writer, file: SameFile) -> None:
        self._writer = writer
        self._file = file

    def write(self, work: Work[T]) -> T:  # noqa: D102
        if self._file.gone:
            self._file.must_be_there()
        done = self._writer.write(work)
        self._file.must_be_there()
        return done

    def close(self) -> None:  # noqa: D102
        self._writer.close()
