"""Maps inside touchpoints are found from the inside, too."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    linked = sa.text("link IS NOT NULL")
    op.create_index("touchpoint_link", "touchpoint", ["tenant", "link"], sqlite_where=linked, postgresql_where=linked)
