"""Bringing a database to the shape that this journeybot knows, each step in one transaction."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.engine import where
from storage.trouble import UnusableDatabase

HERE = Path(__file__).parent
TURN = 0x6A6F75726E6579
"""The number of the lock under which one process at a time brings a server's database up to date."""

KNOWN = sorted(path.stem.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))
"""The numbers of all migrations, in order."""


def schema_of(connection: Connection) -> str | None:
    """The number of the last migration applied; None if there is nothing yet. Raises UnusableDatabase for one that is
    not known here."""
    tables = set(sa.inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise UnusableDatabase(
                f"{where(connection.engine)} belongs to another program: name another database in DATABASE_URL."
            )
        return None
    number: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if number is not None and number not in KNOWN:
        raise UnusableDatabase(
            f"{where(connection.engine)} was written by a newer journeybot (schema {number}, this one knows "
            f"{KNOWN[-1]}): install the newer version, or restore an older backup."
        )
    return number


def bring_up(connection: Connection, *, first: Callable[[Connection, str], None] | None = None) -> bool:
    """Apply the migrations that are missing, in the transaction of whoever writes, who may do more in it; False if
    there were none. What is to be done `first` is told the schema, unless there is nothing yet. Raises
    UnusableDatabase."""
    if connection.dialect.name == "postgresql":  # SQLite's lock is held already
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))
    number = schema_of(connection)
    if number == KNOWN[-1]:
        return False
    if number is not None and first is not None:
        first(connection, number)
    from alembic import command  # noqa: PLC0415  a third of a second that most starts do not need
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    command.upgrade(config, "head")
    return True
