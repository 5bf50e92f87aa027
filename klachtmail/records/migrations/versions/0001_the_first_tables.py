"""The first tables, and the trigger that keeps the events as they were written."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_EVENTS_STAY = """
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
"""


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "case_file",
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("track", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("received_from", AutoString(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("complainant_name", AutoString(), nullable=False),
        sa.Column("complainant_email", AutoString(), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("handler", AutoString(), nullable=False),
        sa.Column("registered_by", AutoString(), nullable=False),
        sa.Column("flags", AutoString(), nullable=False),
        sa.Column("left_out", AutoString(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("year", "serial"),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index("case_file_state", ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_opened_at"), ["opened_at"], unique=False)

    op.create_table(
        "entry",
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("proposed", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("year", "serial"),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("entry_open", ["opened_at"], unique=False, sqlite_where=sa.text("closed_at IS NULL"))

    op.create_table(
        "setting",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("value", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.Column("entry_number", AutoString(), nullable=True),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("legal", sa.Date(), nullable=False),
        sa.Column("moment", UTCDateTime(), nullable=True),
        sa.Column("explanation", AutoString(), nullable=False),
        sa.Column("met_at", UTCDateTime(), nullable=True),
        sa.Column("met_by", AutoString(), nullable=False),
        sa.Column("ended", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.ForeignKeyConstraint(["entry_number"], ["entry.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index("duty_case", ["case_number", "kind"], unique=False)
        batch_op.create_index("duty_entry", ["entry_number"], unique=False)
        batch_op.create_index(
            "duty_open", ["deadline"], unique=False, sqlite_where=sa.text("met_at IS NULL AND ended = ''")
        )

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.Column("entry_number", AutoString(), nullable=True),
        sa.Column("template", AutoString(), nullable=False),
        sa.Column("recipient_email", AutoString(), nullable=False),
        sa.Column("recipient_name", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("meets", AutoString(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", UTCDateTime(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("answer", AutoString(), nullable=False),
        sa.Column("undelivered", AutoString(), nullable=False),
        sa.Column("to_copy", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.ForeignKeyConstraint(["entry_number"], ["entry.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("message_id"),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_case_number"), ["case_number"], unique=False)
        batch_op.create_index(
            "letter_outbox",
            ["next_attempt_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
        )
        batch_op.create_index("letter_recipient", ["recipient_email", "queued_at"], unique=False)
        batch_op.create_index(
            "letter_to_copy", ["id"], unique=False, sqlite_where=sa.text("to_copy = 1 AND state = 'sent'")
        )

    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("mail_hash", AutoString(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("received_from", AutoString(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.Column("sender_email", AutoString(), nullable=False),
        sa.Column("sender_name", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("route", AutoString(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", AutoString(), nullable=False),
        sa.Column("flags", AutoString(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.Column("entry_number", AutoString(), nullable=True),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.ForeignKeyConstraint(["copy_of"], ["mail.id"]),
        sa.ForeignKeyConstraint(["entry_number"], ["entry.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_case_number"), ["case_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_mail_hash"), ["mail_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_message_id"), ["message_id"], unique=False)
        batch_op.create_index("mail_route_at", ["route", "received_at"], unique=False)
        batch_op.create_index(
            "mail_unfinished", ["stage", "id"], unique=False, sqlite_where=sa.text("stage IN ('kept', 'failed')")
        )

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_number", "email"),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_email"), ["email"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.Column("entry_number", AutoString(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("data", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_number"], ["case_file.number"]),
        sa.ForeignKeyConstraint(["entry_number"], ["entry.number"]),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_case_number"), ["case_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_entry_number"), ["entry_number"], unique=False)

    op.create_table(
        "mail_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("type", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("mail_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_attachment_mail_id"), ["mail_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("folder", AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("internaldate", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("filing", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"]),
        sa.PrimaryKeyConstraint("folder", "uidvalidity", "uid"),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index("place_to_file", ["folder"], unique=False, sqlite_where=sa.text("filing <> ''"))

    op.execute(_EVENTS_STAY)
