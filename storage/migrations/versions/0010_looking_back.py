"""Retrospectives: which words suit a map, which one it follows, and what was carried over."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("map", sa.Column("flavour", sa.String(), nullable=False, server_default=""))
    op.add_column("workshop", sa.Column("follows", sa.String(), nullable=False, server_default=""))
    op.add_column("improvement", sa.Column("carried", sa.JSON(), nullable=False, server_default="[]"))
