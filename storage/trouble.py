"""What can be wrong with a database, in a sentence that says what to do."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeGuard

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from journeybot.obstacles import Obstacle, Unstored

OBSTACLES = {
    sqlite3.SQLITE_BUSY: Obstacle.HELD,
    sqlite3.SQLITE_FULL: Obstacle.FULL,
    sqlite3.SQLITE_IOERR: Obstacle.FAILING,
}
"""What may pass by itself, or once somebody has looked after the disk."""

SENTENCES = {
    sqlite3.SQLITE_NOTADB: "{where} is not a journeybot database: move it away, or name another file in DATABASE_URL.",
    sqlite3.SQLITE_CORRUPT: "{where} is damaged: restore a backup of it; nothing has been overwritten.",
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was stored: make room beside {where} and try again.",
    sqlite3.SQLITE_IOERR: "The disk of {where} reports an error, so nothing more is stored: look after the disk.",
    sqlite3.SQLITE_READONLY: "{where} may only be read: give journeybot the right to write to it and to its folder.",
    sqlite3.SQLITE_CANTOPEN: "{where} cannot be opened: see that it is a file and that journeybot may read it.",
    sqlite3.SQLITE_BUSY: "{where} is held by another program, so nothing was stored: try again in a moment.",
}


AWAY = "{where} does not answer: see that the database server runs and that DATABASE_URL is right{because}."
NOT_LET_IN = (
    "{where} answers, but does not let journeybot in ({said}): unless that passes by itself, see that DATABASE_URL has "
    "the database, role and password that the server knows."
)
SAID = re.compile(r"FATAL:\s+(.+)")
"""What a PostgreSQL server said that did not let somebody in, in the text that is all its library tells of it."""


UNREADABLE = (
    "{where} is damaged, as something in it is no text any more ({said}): restore a backup of it; nothing has been "
    "overwritten."
)
_NO_TEXT = re.compile(r"Could not decode to UTF-8 column '[^']*'")


CURES = {
    errno.EACCES: "give journeybot the right to write to it and in its folder",
    errno.EPERM: "give journeybot the right to write to it and in its folder",
    errno.EROFS: "its disk may only be read, so name a file on another one in DATABASE_URL",
    errno.EISDIR: "name a file in that folder in DATABASE_URL",
    errno.ENOSPC: "make room on its disk",
}
"""What helps where the system refuses a file."""


def refused_by_system(error: OSError) -> str:
    """What the system says, and what helps."""
    cure = CURES.get(error.errno or 0)
    return f"{error.strerror}: {cure}." if cure else f"{error.strerror}."


class UnusableDatabase(Unstored):
    """The database cannot be used as it is; the message is one sentence for the person who runs journeybot."""

    def __init__(self, sentence: str, obstacle: Obstacle | None = None) -> None:
        super().__init__(sentence)
        self.obstacle = obstacle


def code_of(error: DBAPIError | sqlite3.Error) -> int:
    """SQLite's primary result code of an error (https://sqlite.org/rescode.html); 0 if there is none."""
    return getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF


def _is_away(error: DBAPIError | sqlite3.Error) -> TypeGuard[DBAPIError]:
    """Whether a server could not be reached, or let go of us: PostgreSQL then gives no code of its own."""
    if not isinstance(error, DBAPIError):
        return False
    refused = isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") is None
    return error.connection_invalidated or refused


@contextmanager
def in_plain_words(where: str) -> Iterator[None]:
    """Raises UnusableDatabase for what `SENTENCES` knows and for a server that is away; lets all else pass, after
    taking what people wrote out of it: a driver quotes that, and it is not for the log."""
    try:
        yield
    except NoneFree as error:  # others wait in vain over every connection that we may have
        raise UnusableDatabase(AWAY.format(where=where, because=""), Obstacle.AWAY) from error
    except (DBAPIError, sqlite3.Error) as error:  # SQLite's own while rows are read, without SQLAlchemy
        _without_text(error)
        if told := _told(where, error):
            raise told from error
        raise


def _told(where: str, error: DBAPIError | sqlite3.Error) -> UnusableDatabase | None:
    """The same in a sentence, if there is one for it."""
    if _is_away(error):
        said = SAID.search(str(error.orig))
        sentence = NOT_LET_IN.format(where=where, said=said[1]) if said else _away(where, error.orig)
        return UnusableDatabase(sentence, Obstacle.AWAY)
    if unread := _NO_TEXT.search(str(error)):
        return UnusableDatabase(UNREADABLE.format(where=where, said=unread[0]))
    code = code_of(error)
    return UnusableDatabase(SENTENCES[code].format(where=where), OBSTACLES.get(code)) if code in SENTENCES else None


def _away(where: str, error: BaseException | None) -> str:
    """With what the server's library says in its first line, which may be that the address is wrong."""
    said = next(iter(f"{error or ''}".splitlines()), "").strip().rstrip(".")
    return AWAY.format(where=where, because=f" ({said})" if said else "")


def discreet(error: BaseException) -> str:
    """What a driver says, without anything of a row: SQLite quotes what it cannot read, and PostgreSQL whatever does
    not fit (https://www.postgresql.org/docs/current/protocol-error-fields.html)."""
    if unread := _NO_TEXT.search(str(error)):
        return unread[0]
    told = getattr(error, "diag", None)
    if told is None or not told.sqlstate:
        return str(error)
    parts = (told.sqlstate, told.table_name, told.column_name, told.constraint_name)
    return " ".join(part for part in parts if part)


def _without_text(error: DBAPIError | sqlite3.Error) -> None:
    driver = error.orig if isinstance(error, DBAPIError) else error
    if driver is None:
        return
    said = discreet(driver)
    driver.args = (said,)
    if driver is not error:
        error.args = (f"({type(driver).__name__}) {said}",)
