"""The tables, one per noun: read by SQLAlchemy Core only, so that no row object ever leaves this folder.

Every row names its tenant, every key is looked up inside it, and every reference carries it along: a row of one tenant
cannot point at a row of another. What only PostgreSQL needs is in the migrations: naming it here would load its
dialect, 5 MB, into every process.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel


class Utc(sa.TypeDecorator[datetime]):
    """A time that is aware on the way in and in UTC on the way out; SQLite would forget the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:  # noqa: D102
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:  # noqa: D102
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


Args = tuple[Any, ...]


class Row(SQLModel):
    """What all tables have: the tenant, and a list of tables that is only ours."""

    metadata: ClassVar[sa.MetaData] = sa.MetaData()
    tenant: str = Field(primary_key=True)


def of(parent: str, *columns: str) -> sa.ForeignKeyConstraint:
    """These columns name a row of `parent`, and the row goes when that one goes."""
    keys = ("tenant", "map", "key") if len(columns) == 3 else ("tenant", "key")
    return sa.ForeignKeyConstraint(columns, [f"{parent}.{key}" for key in keys], ondelete="CASCADE")


class Workspace(Row, table=True):
    """What holds for everybody in a workspace; `language` is empty where each person has their own."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    language: str


class Installation(Row, table=True):
    """That a workspace has us, or had until `gone_at`; `sealed` cannot be read without the keys of whoever runs us."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    name: str
    sealed: str
    turn: int
    since: datetime = Field(sa_type=Utc)
    gone_at: datetime | None = Field(sa_type=Utc)
    renewing_until: datetime | None = Field(sa_type=Utc)


class Visit(Row, table=True):
    """Somebody on the way to install us: a digest of what their browser and their link know, good once and until."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Utc)


class Map(Row, table=True):
    """What a map says of itself, how many notes of each kind it has, and when it last changed."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    title: str
    scenario: str
    destination: str
    state: str
    owner: str
    review_on: date | None
    language: str
    revision: int
    flavour: str = Field(sa_column_kwargs={"server_default": ""})
    reviews: int = Field(sa_column_kwargs={"server_default": "0"})
    counts: dict[str, int] = Field(sa_type=sa.JSON)
    changed_at: datetime = Field(sa_type=Utc)


class Workshop(Row, table=True):
    """A team at work on a map; a channel has one open workshop at a time."""

    __table_args__: ClassVar[Args] = (
        of("map", "tenant", "map"),
        sa.UniqueConstraint("tenant", "map", name="workshop_map"),
        sa.Index("workshop_channel", "tenant", "channel"),
        sa.Index("workshop_open", "tenant", "channel", unique=True, sqlite_where=sa.text("open")),
        {"sqlite_with_rowid": False},
    )
    key: str = Field(primary_key=True)
    map: str
    channel: str
    step: str
    open: bool
    pace: str
    facilitators: list[str] = Field(sa_type=sa.JSON)
    answered: dict[str, list[str]] = Field(sa_type=sa.JSON)
    skipped: list[str] = Field(sa_type=sa.JSON)
    revealed: list[str] = Field(sa_type=sa.JSON)
    watching: list[str] = Field(sa_type=sa.JSON)
    invited: list[str] = Field(sa_type=sa.JSON)
    timer: dict[str, Any] = Field(sa_type=sa.JSON)
    settings: dict[str, Any] = Field(sa_type=sa.JSON)
    veils: dict[str, str] = Field(sa_type=sa.JSON)
    returned: dict[str, list[str]] = Field(sa_type=sa.JSON, sa_column_kwargs={"server_default": "{}"})
    review: dict[str, Any] | None = Field(sa_type=sa.JSON(none_as_null=True))
    template: str
    follows: str = Field(sa_column_kwargs={"server_default": ""})
    started_at: datetime | None = Field(sa_type=Utc)
    closed_at: datetime | None = Field(sa_type=Utc)


class Participant(Row, table=True):
    """Who facilitates, took part or is invited: the way from a person to their maps."""

    __table_args__: ClassVar[Args] = (of("workshop", "tenant", "workshop"), {"sqlite_with_rowid": False})
    person: str = Field(primary_key=True)
    workshop: str = Field(primary_key=True)


class Done(Row, table=True):
    """One of the last changes to a map and what it changed, as it was; goes with its workshop. Who did it and when is
    not kept: beside a note without an author, that would be its author."""

    __table_args__: ClassVar[Args] = (of("workshop", "tenant", "workshop"), {"sqlite_with_rowid": False})
    workshop: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    made: int
    what: str
    undone: bool
    was: dict[str, Any] = Field(sa_type=sa.JSON)


class Revision(Row, table=True):
    """A frozen copy of a whole map; goes with it. It holds what the rows of the notes hold, so nobody's name more."""

    __table_args__: ClassVar[Args] = (of("map", "tenant", "map"), {"sqlite_with_rowid": False})
    map: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Utc)
    why: str
    reason: str
    change: int
    counts: dict[str, int] = Field(sa_type=sa.JSON)
    document: dict[str, Any] = Field(sa_type=sa.JSON)


class Showing(Row, table=True):
    """What a chat must end up showing, mostly of a workshop, with which it goes; `since` is when it last became due."""

    __table_args__: ClassVar[Args] = (
        of("workshop", "tenant", "workshop"),
        sa.Index("showing_workshop", "tenant", "workshop", "kind"),
        sa.Index("showing_channel", "tenant", "channel"),
        sa.Index("showing_due", "since", sqlite_where=sa.text("state = 'due'")),
        {"sqlite_with_rowid": False},
    )
    key: str = Field(primary_key=True)
    channel: str
    workshop: str | None
    kind: str
    what: dict[str, str] = Field(sa_type=sa.JSON)
    in_thread: bool
    asked_by: str
    should: int
    does: int
    state: str
    message: str
    file: str
    attempts: int
    wake_at: datetime | None = Field(sa_type=Utc)
    error: str
    since: datetime = Field(sa_type=Utc)


class Draft(Row, table=True):
    """A file that somebody has looked at and may bring in, its bytes in Base64; kept for some days at the most, and no
    longer than its workshop."""

    __table_args__: ClassVar[Args] = (of("workshop", "tenant", "workshop"), {"sqlite_with_rowid": False})
    key: str = Field(primary_key=True)
    workshop: str
    person: str
    data: str
    own: bool
    kept_at: datetime = Field(sa_type=Utc, sa_column_kwargs={"server_default": "1970-01-01 00:00:00.000000"})


class Beginning(Row, table=True):
    """A file from which a map may be begun in a channel that has none, its bytes in Base64; kept for some days."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    channel: str
    person: str
    title: str
    data: str
    kept_at: datetime = Field(sa_type=Utc)


class Questionnaire(Row, table=True):
    """What customers are asked at a touchpoint; goes with its workshop. It stays when the touchpoint goes, as that may
    be put back. The one table whose rows are found without their tenant: by the digest of the link."""

    __table_args__: ClassVar[Args] = (
        of("workshop", "tenant", "workshop"),
        sa.Index("questionnaire_link", "key", unique=True),
        sa.Index("questionnaire_place", "tenant", "workshop", "touchpoint", "scale", unique=True),
        {"sqlite_with_rowid": False},
    )
    key: str = Field(primary_key=True)
    workshop: str
    touchpoint: str
    scale: str
    link: str
    moment: str
    question: str
    language: str
    opens_on: date | None
    closes_on: date | None


class Inbox(Row, table=True):
    """Deliveries that have been taken, kept for some days; and for some hours what was answered to them."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    answer: dict[str, Any] | None = Field(sa_type=sa.JSON)
    at: datetime = Field(sa_type=Utc)


class Pulse(Row, table=True):
    """A process that is up, and when it last said so; of no tenant."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    key: str = Field(primary_key=True)
    part: str
    version: str
    since: datetime = Field(sa_type=Utc)
    at: datetime = Field(sa_type=Utc)
    heard_at: datetime | None = Field(sa_type=Utc)
    deliveries: int = Field(sa_column_kwargs={"server_default": "0"})
    missed: int = Field(sa_column_kwargs={"server_default": "0"})
    held_back_at: datetime | None = Field(sa_type=Utc)


class Listening(Row, table=True):
    """When somebody last listened to the chat: one row, of no tenant."""

    __table_args__: ClassVar[Args] = ({"sqlite_with_rowid": False},)
    at: datetime = Field(sa_type=Utc)


class Absence(Row, table=True):
    """From when to when nobody listened to the chat while a workshop was under way; goes with it."""

    __table_args__: ClassVar[Args] = (of("workshop", "tenant", "workshop"), {"sqlite_with_rowid": False})
    workshop: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Utc)
    until: datetime = Field(sa_type=Utc)


def table(word: str) -> sa.Table:
    """The table of that name."""
    return Row.metadata.tables[word]
