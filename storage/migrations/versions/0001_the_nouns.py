"""The nouns: workspaces, maps, workshops, who takes part, what is shown, and eleven kinds of notes."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, String

revision = "0001"
down_revision = None

JSON, TIME = sa.JSON(), DateTime(timezone=True)
IF_OPEN, IF_DUE, IF_AHEAD = sa.text("open"), sa.text("state = 'due'"), sa.text("wake_at IS NOT NULL")


def upgrade() -> None:
    _workspace()
    _installation()
    _visit()
    _map()
    _workshop()
    _participant()
    _done()
    _showing()
    _inbox()
    _wake()
    _wishes()
    _people_and_the_way()
    _what_happens_there()
    _what_hurts_and_helps()
    _numbers()


def _workspace() -> None:
    _table("workspace", *_must(String(), "tenant", "language"), sa.PrimaryKeyConstraint("tenant"))


def _installation() -> None:
    _table(
        "installation",
        *_must(String(), "tenant", "name", "sealed"),
        *_must(Integer(), "turn"),
        *_must(TIME, "since"),
        *_may(TIME, "gone_at", "renewing_until"),
        sa.PrimaryKeyConstraint("tenant"),
    )


def _visit() -> None:
    _table(
        "visit",
        *_must(String(), "tenant", "key"),
        *_must(TIME, "until"),
        sa.PrimaryKeyConstraint("tenant", "key"),
    )


def _map() -> None:
    _table(
        "map",
        *_must(String(), "tenant", "key", "title", "scenario", "destination", "state", "owner"),
        *_may(Date(), "review_on"),
        *_must(String(), "language"),
        *_must(Integer(), "revision"),
        *_must(JSON, "counts"),
        *_must(TIME, "changed_at"),
        sa.PrimaryKeyConstraint("tenant", "key"),
    )


def _workshop() -> None:
    _table(
        "workshop",
        *_must(String(), "tenant", "key", "map", "channel", "step"),
        *_must(Boolean(), "open"),
        *_must(String(), "pace"),
        *_must(JSON, "facilitators", "answered", "skipped", "revealed", "watching", "invited", "timer"),
        *_must(JSON, "settings", "veils"),
        *_must(String(), "template"),
        *_may(TIME, "started_at", "closed_at"),
        sa.PrimaryKeyConstraint("tenant", "key"),
        _of("map", "tenant", "map"),
        sa.UniqueConstraint("tenant", "map", name="workshop_map"),
    )
    op.create_index("workshop_channel", "workshop", ["tenant", "channel"])
    op.create_index(
        "workshop_open",
        "workshop",
        ["tenant", "channel"],
        unique=True,
        sqlite_where=IF_OPEN,
        postgresql_where=IF_OPEN,
    )


def _participant() -> None:
    _table(
        "participant",
        *_must(String(), "tenant", "person", "workshop"),
        sa.PrimaryKeyConstraint("tenant", "person", "workshop"),
        _of("workshop", "tenant", "workshop"),
    )


def _done() -> None:
    _table(
        "done",
        *_must(String(), "tenant", "workshop"),
        *_must(Integer(), "revision", "made"),
        *_must(String(), "what"),
        *_must(Boolean(), "undone"),
        *_must(JSON, "was"),
        sa.PrimaryKeyConstraint("tenant", "workshop", "revision"),
        _of("workshop", "tenant", "workshop"),
    )


def _showing() -> None:
    _table(
        "showing",
        *_must(String(), "tenant", "key", "channel"),
        *_may(String(), "workshop"),
        *_must(String(), "kind"),
        *_must(JSON, "what"),
        *_must(Boolean(), "in_thread"),
        *_must(String(), "asked_by"),
        *_must(Integer(), "should", "does"),
        *_must(String(), "state", "message", "file"),
        *_must(Integer(), "attempts"),
        *_may(TIME, "wake_at"),
        *_must(String(), "error"),
        *_must(TIME, "since"),
        sa.PrimaryKeyConstraint("tenant", "key"),
        _of("workshop", "tenant", "workshop"),
    )
    op.create_index("showing_workshop", "showing", ["tenant", "workshop", "kind"])
    op.create_index("showing_channel", "showing", ["tenant", "channel"])
    op.create_index("showing_due", "showing", ["since"], sqlite_where=IF_DUE, postgresql_where=IF_DUE)


def _inbox() -> None:
    _table(
        "inbox",
        *_must(String(), "tenant", "key"),
        *_may(JSON, "answer"),
        *_must(TIME, "at"),
        sa.PrimaryKeyConstraint("tenant", "key"),
    )


def _wake() -> None:
    _table(
        "wake",
        *_must(String(), "tenant", "key"),
        *_may(String(), "workshop"),
        *_must(String(), "kind", "person"),
        *_must(JSON, "what"),
        *_must(String(), "state"),
        *_must(Integer(), "turn"),
        *_must(TIME, "since"),
        *_may(TIME, "wake_at"),
        *_must(String(), "message", "error"),
        sa.PrimaryKeyConstraint("tenant", "key"),
        _of("workshop", "tenant", "workshop"),
    )
    op.create_index("wake_workshop", "wake", ["tenant", "workshop"])
    op.create_index("wake_ahead", "wake", ["wake_at"], sqlite_where=IF_AHEAD, postgresql_where=IF_AHEAD)


def _wishes() -> None:
    _table(
        "wishes",
        *_must(String(), "tenant", "person"),
        *_must(Boolean(), "reminders"),
        *_must(Integer(), "hour"),
        *_may(TIME, "reminded_at"),
        sa.PrimaryKeyConstraint("tenant", "person"),
    )


def _people_and_the_way() -> None:
    _kind(
        "persona",
        *_must(String(), "name"),
        *_may(Integer(), "age"),
        *_must(String(), "gender", "status", "residence", "occupation", "category", "quote"),
        *_must(JSON, "goals", "desires", "expectations", "needs", "behaviour"),
        *_must(String(), "colour"),
    )
    _kind(
        "stage",
        *_must(String(), "name"),
        *_may(String(), "phase"),
        *_must(String(), "milestone"),
        *_must(Boolean(), "empty"),
    )
    _kind(
        "touchpoint",
        *_must(String(), "stage", "name", "channel", "device", "context"),
        *_must(Boolean(), "moment_of_truth"),
        *_may(Integer(), "importance"),
        *_may(String(), "next", "link"),
        _of("stage", "tenant", "map", "stage"),
    )


def _what_happens_there() -> None:
    parents = ("persona", "touchpoint")
    _kind(
        "moment",
        *_must(String(), *parents, "action", "thought"),
        *_must(Boolean(), "absent"),
        *(_of(parent, "tenant", "map", parent) for parent in parents),
    )
    _kind(
        "score",
        *_must(String(), *parents),
        *_must(Integer(), "value"),
        *(_of(parent, "tenant", "map", parent) for parent in parents),
    )


def _what_hurts_and_helps() -> None:
    _kind(
        "challenge",
        *_must(String(), "text"),
        *_may(String(), "stage", "touchpoint"),
        *_must(JSON, "personas"),
        *_must(String(), "pain", "need"),
        *_may(Integer(), "severity"),
    )
    _kind("evidence", *_must(String(), "on", "basis", "text", "link", "said_by"))
    _kind(
        "improvement",
        *_must(String(), "text"),
        *_must(JSON, "challenges"),
        *_may(String(), "stage", "touchpoint", "strategy"),
        *_may(Integer(), "impact", "effort"),
        *_must(String(), "owner"),
        *_may(Date(), "due"),
        *_must(String(), "status"),
    )
    op.create_index("improvement_owner", "improvement", ["tenant", "owner"])
    _kind("vote", *_must(String(), "on"))


def _numbers() -> None:
    _kind(
        "measure",
        *_must(String(), "name", "unit"),
        *_may(String(), "stage", "touchpoint"),
        *_must(JSON, "series"),
        *_may(Float(), "target"),
        *_must(String(), "better", "source"),
    )
    _kind(
        "response",
        *_must(String(), "touchpoint", "scale"),
        *_must(Integer(), "value"),
        *_must(String(), "comment"),
        *_may(Date(), "given_on"),
        _of("touchpoint", "tenant", "map", "touchpoint"),
    )


def _kind(word: str, *items: sa.schema.SchemaItem) -> None:
    _table(
        word,
        *_must(String(), "tenant", "map", "key"),
        *_must(Integer(), "position"),
        *_may(String(), "author"),
        *items,
        sa.PrimaryKeyConstraint("tenant", "map", "key"),
        _of("map", "tenant", "map"),
    )
    op.create_index(f"{word}_position", word, ["tenant", "map", "position"])


def _table(name: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(name, *items, sqlite_with_rowid=False)


def _must(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.schema.SchemaItem]:
    return [Column(name, kind, nullable=False) for name in names]


def _may(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.schema.SchemaItem]:
    return [Column(name, kind, nullable=True) for name in names]


def _of(parent: str, *columns: str) -> sa.ForeignKeyConstraint:
    keys = ("tenant", "map", "key") if len(columns) == 3 else ("tenant", "key")
    return sa.ForeignKeyConstraint(columns, [f"{parent}.{key}" for key in keys], ondelete="CASCADE")
