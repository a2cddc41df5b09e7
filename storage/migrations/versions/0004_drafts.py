"""Files that somebody has looked at and may bring in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    words = ("tenant", "key", "workshop", "person", "data")
    op.create_table(
        "draft",
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key"),
        sa.ForeignKeyConstraint(("tenant", "workshop"), ["workshop.tenant", "workshop.key"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
