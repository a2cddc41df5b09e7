"""When somebody last listened to the chat, and which workshops are told that for a while nobody did."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "listening",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
        sqlite_with_rowid=False,
    )
    workshop = ["tenant", "workshop"]
    op.create_table(
        "absence",
        *(sa.Column(name, sa.String(), nullable=False) for name in workshop),
        *(sa.Column(name, TIME, nullable=False) for name in ("since", "until")),
        sa.PrimaryKeyConstraint(*workshop),
        sa.ForeignKeyConstraint(workshop, ["workshop.tenant", "workshop.key"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
