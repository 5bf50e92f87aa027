"""Absence of staff, with where that comes from; and an index of what ends at a moment, for the clock."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("absence_person", "absence", ["person", "first_day"])
    op.create_index(
        "duty_moment",
        "duty",
        ["moment"],
        sqlite_where=sa.text("moment IS NOT NULL AND met_at IS NULL AND ended = ''"),
    )
