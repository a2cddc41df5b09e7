"""Questionnaires: what customers are asked at a touchpoint, found by the digest of their link."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    texts = ("tenant", "key", "workshop", "touchpoint", "scale", "link", "moment", "question", "language")
    op.create_table(
        "questionnaire",
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("opens_on", "closes_on")),
        sa.PrimaryKeyConstraint("tenant", "key"),
        sa.ForeignKeyConstraint(["tenant", "workshop"], ["workshop.tenant", "workshop.key"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("questionnaire_link", "questionnaire", ["key"], unique=True)
    place = ["tenant", "workshop", "touchpoint", "scale"]
    op.create_index("questionnaire_place", "questionnaire", place, unique=True)
