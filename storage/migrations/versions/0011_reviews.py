"""Reviews of a map: which one is under way, how many there were, which feelings are of which, what was told in them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("workshop", sa.Column("review", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("map", sa.Column("reviews", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("score", sa.Column("review", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("improvement", sa.Column("told", sa.JSON(), nullable=False, server_default="[]"))
