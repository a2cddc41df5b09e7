"""How many deliveries of the chat each process has had within an hour, how many of them it missed, and when the chat
held some back."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for name in ("deliveries", "missed"):
        op.add_column("pulse", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("pulse", sa.Column("held_back_at", sa.DateTime(timezone=True), nullable=True))
