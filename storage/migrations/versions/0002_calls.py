"""On PostgreSQL: the tables by which web processes call workers, which are Procrastinate's own."""

from typing import Any

from alembic import op

from storage.trouble import UnusableDatabase

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    try:
        from procrastinate.schema import SchemaManager  # noqa: PLC0415  SQLite does without
    except ModuleNotFoundError as error:
        raise UnusableDatabase("PostgreSQL needs one more package: pip install 'journeybot[postgres]'.") from error
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(SchemaManager.get_schema())
