"""Revisions: frozen copies of whole maps."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    texts = (sa.Column(name, sa.String(), nullable=False) for name in ("tenant", "map", "why", "reason"))
    numbers = (sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "change"))
    documents = (sa.Column(name, sa.JSON(), nullable=False) for name in ("counts", "document"))
    op.create_table(
        "revision",
        *texts,
        *numbers,
        *documents,
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "map", "number"),
        sa.ForeignKeyConstraint(["tenant", "map"], ["map.tenant", "map.key"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
