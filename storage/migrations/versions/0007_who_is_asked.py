"""Who is asked for the next value of a measure."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("measure") as measure:
        measure.add_column(sa.Column("owner", sa.String(), nullable=False, server_default=""))
