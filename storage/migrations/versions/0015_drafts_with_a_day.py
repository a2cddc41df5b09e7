"""Files that wait to be brought in know since when, so that those nobody comes back to can go; for what waits already
the time begins now."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


LONG_AGO = "1970-01-01 00:00:00.000000"
DRAFT = sa.table("draft", sa.column("kept_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    kept_at = sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False, server_default=LONG_AGO)
    op.add_column("draft", kept_at)
    op.execute(sa.update(DRAFT).values(kept_at=datetime.now(UTC)))
