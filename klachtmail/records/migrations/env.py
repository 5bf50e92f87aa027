"""How Alembic reaches the register: over the connection that ``records/engine.py`` hands it."""

from alembic import context
from sqlmodel import SQLModel

from klachtmail.records import tables

assert tables.Setting.metadata is SQLModel.metadata, "the tables must be known before a migration runs"

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
