"""Answers of staff: questions that wait for a JA, what only a day is known of, where a complainant is reached."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenge",
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("asked", sa.Date(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.Column("entry_number", AutoString(), nullable=True),
        sa.Column("command", AutoString(), nullable=False),
        sa.Column("letter", AutoString(), nullable=False),
        sa.Column("question", AutoString(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.ForeignKeyConstraint(["entry_number"], ["entry.number"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("challenge_case", "challenge", ["case_number", "kind"])
    for column in ("phone", "postal", "joined_to"):
        op.add_column("case_file", sa.Column(column, AutoString(), nullable=False, server_default=""))
    op.add_column("duty", sa.Column("met_on", sa.Date(), nullable=True))
