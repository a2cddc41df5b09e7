"""Touchpoints know the last review up to which somebody wrote or changed them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("touchpoint", sa.Column("confirmed", sa.Integer(), nullable=False, server_default="0"))
