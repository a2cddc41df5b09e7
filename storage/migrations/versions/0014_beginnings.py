"""Files from which a map may be begun, in channels that have none."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    words = ("tenant", "key", "channel", "person", "title", "data")
    op.create_table(
        "beginning",
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key"),
        sqlite_with_rowid=False,
    )
