"""Who has dots to place anew, because two notes were made one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("workshop", sa.Column("returned", sa.JSON(), nullable=False, server_default="{}"))
