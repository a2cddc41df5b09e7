"""Which processes are up, and when each last said so."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pulse",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("tenant", "key", "part", "version")),
        *(sa.Column(name, TIME, nullable=False) for name in ("since", "at")),
        sa.Column("heard_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("tenant", "key"),
        sqlite_with_rowid=False,
    )
