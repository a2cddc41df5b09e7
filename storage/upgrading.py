"""Bringing a database up to date when it is opened; what only a backup could bring back is kept in one first."""

import filecmp
import logging
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from journeybot import patience
from storage.backup import is_alone, written
from storage.engine import where
from storage.left_beside import backups_of, gone, name_of_backup
from storage.manifest import TABLE
from storage.migrations import KNOWN, bring_up, schema_of
from storage.tenancy import LOOK, Wait, not_now
from storage.trouble import UnusableDatabase, in_plain_words

MOST = 3
"""Backups made here that are kept of a database."""

KEPT = (
    "%s is of an earlier journeybot and is now brought from schema %s to %s. As it was, it is kept in the backup %s: "
    "%s, %s bytes"
)
NOT_KEPT = (
    "%s is of an earlier journeybot and is now brought from schema %s to %s for good: its backups are yours to make, "
    "with pg_dump, before a new version is started"
)
NO_ROOM = (
    "{file} is of an earlier journeybot (schema {schema}). It is brought up to date only once there is a backup of it, "
    "which needs up to {size:,} bytes beside it, and could not be made: {why} {file} is as it was."
)

IN_USE = (
    "{file} is of an earlier journeybot (schema {schema}) and is open in another process, which would go on by what it "
    "knows: stop the journeybot that is at work there, then start this one. {file} is as it was."
)
UNTIL_ALONE = (
    "%s is of an earlier journeybot (schema %s) and is open in another process: it is brought up to date as soon as "
    "that has ended"
)
LOOKS = 60
"""How often we look whether those have ended, with a second in between."""

log = logging.getLogger("journeybot")


def upgrade(engine: Engine, wait: Wait = not_now) -> bool:
    """Apply the migrations that are missing; False if there were none. Before that a SQLite file is backed up beside
    itself, in the same turn: what others write meanwhile is in both or must wait. Others that have an earlier one open
    are waited for, up to a minute. Raises UnusableDatabase, for a database that a newer journeybot has written too.
    Several processes may ask at once."""
    writing = engine.execution_options(writes=True)
    with in_plain_words(where(engine)):
        _wait_until_alone(engine, wait)
        with engine.connect() as connection:
            if schema_of(connection) == KNOWN[-1] and not _was_a_backup(connection):
                return False
        with patience.within(patience.A_WHILE), writing.begin() as connection:
            done = bring_up(connection, first=_keep)
            if _was_a_backup(connection):  # copied into place by hand, or restored by an earlier journeybot
                connection.execute(sa.text(f"DROP TABLE {TABLE}"))
            return done


def _wait_until_alone(engine: Engine, wait: Wait) -> None:
    """Until nobody else has a file of an earlier schema open, or somebody has brought it up to date. Raises
    UnusableDatabase."""
    for look in range(LOOKS):
        schema = _earlier(engine)
        if schema is None or is_alone(Path(where(engine))):
            return
        if look == 0 and not wait(0):
            log.warning(UNTIL_ALONE, where(engine), schema)
        if wait(LOOK):
            break
    raise UnusableDatabase(IN_USE.format(file=where(engine), schema=schema))


def _earlier(engine: Engine) -> str | None:
    """The schema of a file with something in it that is to be brought up to date; None for all else."""
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection:
        schema = schema_of(connection)
    return None if schema == KNOWN[-1] else schema


def _was_a_backup(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and sa.inspect(connection).has_table(TABLE)


def _keep(connection: Connection, schema: str) -> None:
    """Raises UnusableDatabase if there is no backup now."""
    name = where(connection.engine)
    if connection.dialect.name != "sqlite":
        log.warning(NOT_KEPT, name, schema, KNOWN[-1])
        return
    file = Path(name)
    target = file.with_name(f"{name_of_backup(file, _now())}.schema-{schema}.backup")
    try:
        held = written(file, target, draft=file.with_name(f".{file.name}.backup.part"))
    except UnusableDatabase as error:
        size = file.stat().st_size
        raise UnusableDatabase(NO_ROOM.format(file=file, schema=schema, size=size, why=error)) from error
    log.info(KEPT, file, schema, KNOWN[-1], target, held, f"{target.stat().st_size:,}")
    _let_go(file, target)


def _let_go(file: Path, newest: Path) -> None:
    """Of the backups made here only the newest stay, each but once: an update that fails is tried again and again."""
    older = [one for one in backups_of(file) if one.name != newest.name]
    same = [one for one in older if filecmp.cmp(one, newest, shallow=False)]
    others = [one for one in older if one not in same]
    for one in [*same, *others[: 1 - MOST]]:
        gone(one)


def _now() -> datetime:
    return datetime.now().astimezone()
