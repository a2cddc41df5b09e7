"""Looking at a database and leaving it as it is: nothing is made, written or brought up to date."""

from typing import Any, NoReturn

from sqlalchemy.engine import Engine

from journeybot.ports import Clock
from storage.engine import engine_to_look, integrity, where
from storage.installations import SqlInstallations
from storage.manifest import Manifest, look_over
from storage.migrations import KNOWN, schema_of
from storage.readers import readers_for
from storage.trouble import in_plain_words
from storage.wellbeing import Wellbeing

PULSES_SINCE = "0003"
"""The schema from which on processes say in the database that they are up."""


class Seen:
    """What can be told of a database. `schema` is its number; None while there is nothing in it."""

    def __init__(self, engine: Engine, *, clock: Clock) -> None:
        self._engine = engine
        self._readers = readers_for(engine)
        self.wellbeing = Wellbeing(self._readers, _Nobody(), clock=clock)
        self.installations = SqlInstallations(self._readers, _Nobody(), clock)
        with in_plain_words(where(engine)), engine.connect() as connection:
            self.schema = schema_of(connection)

    @property
    def is_up_to_date(self) -> bool:
        """Whether all of it can be read."""
        return self.schema == KNOWN[-1]

    @property
    def tells_who_is_up(self) -> bool:
        """Whether at least the pulses can."""
        return self.schema is not None and self.schema >= PULSES_SINCE

    def integrity(self) -> str:
        """What SQLite finds wrong with its file, reading all of it; empty if nothing. Raises UnusableDatabase."""
        with in_plain_words(where(self._engine)):
            return integrity(self._engine)

    def counted(self) -> Manifest | None:
        """What was counted in a backup when it was made; None where nothing was, as in a database at work. Raises
        UnusableDatabase if it holds something else by now."""
        if self._engine.dialect.name != "sqlite":
            return None
        with in_plain_words(where(self._engine)), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            return look_over(driver, where(self._engine))

    def close(self) -> None:
        """Let go of the database."""
        self._readers.close()
        self._engine.dispose()


class _Nobody:
    """Who looks has nothing to write."""

    def write(self, _work: object) -> NoReturn:
        raise RuntimeError("who only looks at a database writes nothing into it")

    def close(self) -> None:
        return


def look(url: str, *, clock: Clock) -> Seen:
    """What is there, of whatever schema. Raises UnusableDatabase, for what is not there or not ours too."""
    return Seen(engine_to_look(url), clock=clock)
