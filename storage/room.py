"""Whether the disk takes what is written: known from the last time that something was."""

import sqlite3
import time

from sqlalchemy.exc import DBAPIError

from storage.trouble import code_of

REFUSED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}

NOT_TRIED_SINCE = 30.0
"""Seconds after which a refusal says nothing any more: who is passed over because of it has nothing to write."""


class Room:
    """There is some until something is refused for lack of it, and again once something was written."""

    def __init__(self) -> None:
        self._refused_at: float | None = None

    def __bool__(self) -> bool:
        return self._refused_at is None or time.monotonic() - self._refused_at > NOT_TRIED_SINCE

    def note(self, failure: BaseException | None, *, written: bool) -> None:
        """What came of a transaction; one in which nothing was `written` tells nothing, as it takes no room."""
        if isinstance(failure, DBAPIError) and code_of(failure) in REFUSED:
            self._refused_at = time.monotonic()
        elif failure is None and written:
            self._refused_at = None
