"""What Alembic runs: our migrations on the connection it is given, inside the transaction that is open there."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
