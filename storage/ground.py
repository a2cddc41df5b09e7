"""What a store stands on: the engine, the readers, the one writer, and the file that must stay where it is."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from storage.engine import integrity, where
from storage.left_beside import throw_away
from storage.readers import readers_for
from storage.room import Room
from storage.same_file import SameFile, Sure
from storage.tenancy import Tenancy
from storage.trouble import in_plain_words
from storage.writer import Writer, writer_for


class Ground:
    """The part of the store that holds the database open, and its file for this machine if there is a `tenancy`."""

    def __init__(self, engine: Engine, tenancy: Tenancy | None = None) -> None:
        self._engine = engine
        self._tenancy = tenancy
        self.has_room = Room()
        writer = writer_for(engine, self.has_room)
        path = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
        self._path = path
        self._file = SameFile(path)  # as it is now that the writer has it open
        self._writer: Writer = Sure(writer, self._file) if path else writer
        self._readers = readers_for(engine, self._file)

    def close(self) -> None:
        """Finish what was handed in and let go of the database."""
        self._writer.close()
        self._readers.close()
        self._engine.dispose()
        if self._tenancy is not None:
            self._tenancy.end()

    @property
    def lost(self) -> bool:
        """Whether the file is another machine's by now; the log says so."""
        return self._tenancy is not None and self._tenancy.lost

    def must_be_there(self) -> None:
        """Raises UnusableDatabase once SQLite's file is not the one that was opened any more."""
        self._file.must_be_there()

    def integrity(self) -> str:
        """What SQLite finds wrong with its file, reading all of it; empty if nothing. Raises UnusableDatabase."""
        with in_plain_words(where(self._engine)):
            return integrity(self._engine)

    def throw_away(self, before: datetime) -> None:
        """Take away what updates and `db restore` left beside SQLite's file before that time."""
        if self._path is not None:
            throw_away(self._path, before)
