"""A backup of the database while it is at work, and its way back; both looked over before anything relies on them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from storage.engine import file_of
from storage.legible import illegible
from storage.manifest import Manifest, put_in, take_out
from storage.migrations import KNOWN
from storage.tenancy import must_be_the_one_at_work, must_not_be_elsewhere
from storage.trouble import UnusableDatabase, code_of

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database that is or was open."""

A_MOMENT = 0.5
"""Seconds that somebody else may have it open who only looks at it."""


def backup(url: str, target: Path) -> Manifest:
    """Write a whole copy of the database, as it is at one moment, to a file that is not there yet; what it holds.
    Others go on writing meanwhile (https://sqlite.org/lang_vacuum.html#vacuuminto). Raises UnusableDatabase."""
    source = _file(url, "pg_dump")
    must_not_be_elsewhere(source, datetime.now(UTC))
    must_be_the_one_at_work(source, datetime.now(UTC))
    if not source.exists():
        raise UnusableDatabase(f"{source} is not there, so there is nothing to back up.")
    if target.exists():
        raise UnusableDatabase(f"{target} is there already: name another file.")
    if not target.parent.exists():
        raise UnusableDatabase(f"{target} cannot be written: there is no folder {target.parent}. Make it first.")
    _must_be_ours(
        source, source, otherwise="{} is not journeybot's database ({}): see that DATABASE_URL names that one."
    )
    return written(source, target, draft=_beside(target))


def written(source: Path, target: Path, *, draft: Path) -> Manifest:
    """The same for a database that is known to be ours: first to the draft, which has the name of a backup only once it
    is whole. Raises UnusableDatabase."""
    with _whole_or_nothing(target, draft):
        _copy(source, draft)
        with _opened(draft) as database:
            _forget_who_was_up(database)
            held = put_in(database, f"{datetime.now().astimezone():%Y-%m-%d}")
        _must_be_sound(draft, called=source)
        _to_disk(draft)
    return held


def restore(url: str, source: Path, *, over: bool = False) -> tuple[Manifest | None, Path | None]:
    """Put a backup in the place of the database; one that is there is kept beside it if `over`, and else refuses. Gives
    what was counted in the backup when it was made, if it tells, and the file in which that other one is kept, if there
    was one. Nobody may have it open. Raises UnusableDatabase."""
    target = _file(url, "pg_restore")
    must_not_be_elsewhere(target, datetime.now(UTC))
    if not source.exists():
        raise UnusableDatabase(f"{source} is not there.")
    if source.is_dir():
        raise UnusableDatabase(f"{source} is a folder: name a file in it that `journeybot db backup` wrote.")
    _must_be_sound(source)
    if target.exists():
        if target.samefile(source):
            raise UnusableDatabase(f"{source} is the database itself: name a backup of it.")
        must_be_alone(target)
        if not over:
            raise UnusableDatabase(f"{target} is there already: say --over to put the backup in its place.")
    draft = _beside(target)
    with _whole_or_nothing(target, draft):
        _copy(source, draft)
        with _opened(draft) as database:
            held = take_out(database, source)
            _forget_who_was_up(database)
        _to_disk(draft)
        return held, _put_aside(target)


def _forget_who_was_up(database: sqlite3.Connection) -> None:
    """Whatever is up when a backup is made never was at the backup: a look at it would miss them."""
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE name IN ('pulse', 'listening')").fetchall():
        database.execute(f"DELETE FROM {name}")  # noqa: S608


def _put_aside(path: Path) -> Path | None:
    """Rename a database, if there is one, to a name that no other was ever put aside under; that name."""
    there = [ending for ending in ("", *BESIDE) if _with(path, ending).exists()]
    aside = _free(_with(path, ".before"))
    for ending in there:  # a write-ahead log belongs to its database, and would spoil another
        _with(path, ending).replace(_with(aside, ending))
        os.utime(_with(aside, ending))  # it is kept from now on, however long nobody has written into it
    return aside if "" in there else None


def _free(path: Path) -> Path:
    """This name, or else the first of name.2, name.3 … under which nothing is."""
    names = chain([path], (_with(path, f".{number}") for number in count(2)))
    return next(name for name in names if not any(_with(name, ending).exists() for ending in ("", *BESIDE)))


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _file(url: str, instead: str) -> Path:
    path = file_of(url)
    if path is None:
        raise UnusableDatabase(f"PostgreSQL has tools of its own for this: use {instead}.")
    return path


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


@contextmanager
def _whole_or_nothing(target: Path, draft: Path) -> Iterator[None]:
    """The draft, an empty file, takes the target's place in the end, and is gone if anything goes wrong."""
    try:
        draft.unlink(missing_ok=True)  # of one that was cut off; a journal beside it SQLite takes away itself
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # SQLite fills what is empty
        yield
        draft.replace(target)
        with suppress(OSError):  # not every disk can; SQLite does not mind either
            _to_disk(target.parent)
    except (sqlite3.Error, OSError) as error:
        why = (error.strerror or error) if isinstance(error, OSError) else error
        raise UnusableDatabase(f"{target} could not be written: {why}.") from error
    finally:
        with suppress(OSError):  # where nothing could be written, nothing is left
            draft.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """A file or, so that after a power cut its files have the names they were given, a folder."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
        yield database


def _copy(source: Path, draft: Path) -> None:
    """Raises UnusableDatabase where it is the source that is broken, and sqlite3.Error for all else."""
    try:
        with _opened(source) as database:
            database.execute("VACUUM INTO ?", (str(draft),))
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise UnusableDatabase(f"{source} is damaged: {error}.") from error
        raise


def _must_be_sound(path: Path, *, called: Path | None = None) -> None:
    """Raises UnusableDatabase unless it is a database of ours that is whole."""
    name = called or path
    _must_be_ours(path, name, otherwise="{} is no backup of journeybot's: {}.")
    try:
        with _opened(path) as database:
            found = [line for (line,) in database.execute("PRAGMA integrity_check(3)")]
            unread = illegible(database) if found == ["ok"] else ""
    except sqlite3.Error as error:
        raise UnusableDatabase(f"{name} is damaged: {error}.") from error
    if found != ["ok"]:
        raise UnusableDatabase(f"{name} is damaged: {'; '.join(found)}.")
    if unread:
        raise UnusableDatabase(f"{name} is damaged, as something in it is no text any more: {unread}.")


def _must_be_ours(path: Path, name: Path, *, otherwise: str) -> None:
    """Raises UnusableDatabase, with the sentence `otherwise` of the name and the reason, or for one that is newer."""
    try:
        with _opened(path) as database:
            if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise UnusableDatabase(f"{name} has nothing in it.")
            number = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_CANTOPEN:  # to read it, SQLite puts something beside it
            raise UnusableDatabase(f"{name} cannot be opened: see that journeybot may write in its folder.") from error
        raise UnusableDatabase(otherwise.format(name, error)) from error
    if number is None or number[0] not in KNOWN:
        raise UnusableDatabase(f"{name} was written by a newer journeybot: install that one.")


def must_be_alone(path: Path) -> None:
    """Raises UnusableDatabase if anybody has it open."""
    if not is_alone(path):
        raise UnusableDatabase(f"{path} is in use: stop journeybot first.")


def is_alone(path: Path) -> bool:
    """Whether nobody has it open."""
    try:
        with _opened(path) as database:
            database.execute(f"PRAGMA busy_timeout={int(A_MOMENT * 1000)}")
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return code_of(error) == sqlite3.SQLITE_READONLY  # which says nothing of anybody else
    except sqlite3.DatabaseError:
        return True  # what is broken may be replaced
    return True
