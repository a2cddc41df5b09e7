"""The tables of what is to be done at a time, and of what a person wishes about it; see `tables`."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from storage.tables import Args, Row, Utc, of


class Wake(Row, table=True):
    """Something to be done at its time, mostly about a workshop, with which it goes; `wake_at` is empty once done."""

    __table_args__: ClassVar[Args] = (
        of("workshop", "tenant", "workshop"),
        sa.Index("wake_workshop", "tenant", "workshop"),
        sa.Index("wake_ahead", "wake_at", sqlite_where=sa.text("wake_at IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )
    key: str = Field(primary_key=True)
    workshop: str | None
    kind: str
    person: str
    what: dict[str, str] = Field(sa_type=sa.JSON)
    state: str
    turn: int
    since: datetime = Field(sa_type=Utc)
    wake_at: datetime | None = Field(sa_type=Utc)
    message: str
    error: str


class Wishes(Row, table=True):
    """What a person wishes about reminders, and when they got the last one."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    person: str = Field(primary_key=True)
    reminders: bool
    hour: int
    reminded_at: datetime | None = Field(sa_type=Utc)


def table(word: str) -> sa.Table:
    """The table of that name."""
    return Row.metadata.tables[word]
