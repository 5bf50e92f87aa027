"""The register's tables. Moments are aware UTC, days are dates, lists are JSON text.

``mail`` is one mail, ``place`` where it was seen (folder, UIDVALIDITY, UID: the ledger), ``blob`` bytes kept
once by their SHA-256. ``event`` is append-only: a trigger refuses every change of a row.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Setting(SQLModel, table=True):
    """One value of the register itself: the signing key, the last pass, the first start."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: str


class Blob(SQLModel, table=True):
    """Bytes of a mail or of an attachment, once."""

    __tablename__ = "blob"
    sha256: str = Field(primary_key=True)
    size: int
    content: bytes = Field(sa_type=LargeBinary)


class Mail(SQLModel, table=True):
    """One mail that came in, or a letter by hand. ``stage``: kept, done, copy or failed."""

    __tablename__ = "mail"
    __table_args__ = (
        Index("mail_unfinished", "stage", "id", sqlite_where=text("stage IN ('kept', 'failed')")),
        Index("mail_route_at", "route", "received_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    mail_hash: str = Field(default="", index=True)
    message_id: str = Field(default="", index=True)
    role: str
    stage: str = "kept"
    attempts: int = 0
    size: int
    complete: bool = True
    received_at: datetime
    received_from: str
    kept_at: datetime
    sender_email: str = ""
    sender_name: str = ""
    subject: str = ""
    kind: str = ""
    route: str = ""
    label: str = ""
    sure: bool = False
    score: float = 0.0
    reasons: str = "[]"
    flags: str = "[]"
    case_number: str | None = Field(default=None, index=True, foreign_key="case_file.number")
    entry_number: str | None = Field(default=None, foreign_key="entry.number")
    copy_of: int | None = Field(default=None, foreign_key="mail.id")


class MailAttachment(SQLModel, table=True):
    """A file that came with a mail; its bytes are in ``blob``."""

    __tablename__ = "mail_attachment"
    id: int | None = Field(default=None, primary_key=True)
    mail_id: int = Field(foreign_key="mail.id", index=True)
    sha256: str = Field(foreign_key="blob.sha256")
    name: str
    type: str
    size: int


class Place(SQLModel, table=True):
    """Where a mail was seen. ``filing`` is the role of the folder that it still has to move to, or empty."""

    __tablename__ = "place"
    __table_args__ = (Index("place_to_file", "folder", sqlite_where=text("filing <> ''")),)
    folder: str = Field(primary_key=True)
    uidvalidity: int = Field(primary_key=True)
    uid: int = Field(primary_key=True)
    mail_id: int | None = Field(default=None, foreign_key="mail.id", index=True)
    internaldate: datetime
    seen_at: datetime
    filing: str = ""


class CaseFile(SQLModel, table=True):
    """A case."""

    __tablename__ = "case_file"
    __table_args__ = (UniqueConstraint("year", "serial"), Index("case_file_state", "state"))
    number: str = Field(primary_key=True)
    year: int
    serial: int
    code: str
    track: str
    state: str
    received_at: datetime
    received_from: str
    opened_at: datetime = Field(index=True)
    complainant_name: str
    complainant_email: str
    channel: str
    handler: str = ""
    registered_by: str = ""
    flags: str = "[]"
    left_out: str = "[]"
    outcome: str = ""
    settled_at: datetime | None = None
    phone: str = ""
    wishes: str = ""
    postal: str = ""
    joined_to: str = ""


class Participant(SQLModel, table=True):
    """Somebody on the complainant's side of a case."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("case_number", "email"),)
    id: int | None = Field(default=None, primary_key=True)
    case_number: str = Field(foreign_key="case_file.number")
    email: str = Field(index=True)
    name: str = ""


class EntryRow(SQLModel, table=True):
    """A message that is no case: it waits for a person or is listed."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        Index("entry_open", "opened_at", sqlite_where=text("closed_at IS NULL")),
    )
    number: str = Field(primary_key=True)
    year: int
    serial: int
    waits: bool
    reason: str
    label: str = ""
    proposed: str = ""
    received_at: datetime
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""


class DutyRow(SQLModel, table=True):
    """A duty of a case or of a waiting entry."""

    __tablename__ = "duty"
    __table_args__ = (
        Index("duty_open", "deadline", sqlite_where=text("met_at IS NULL AND ended = ''")),
        Index("duty_moment", "moment", sqlite_where=text("moment IS NOT NULL AND met_at IS NULL AND ended = ''")),
        Index("duty_case", "case_number", "kind"),
        Index("duty_entry", "entry_number"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_number: str | None = Field(default=None, foreign_key="case_file.number")
    entry_number: str | None = Field(default=None, foreign_key="entry.number")
    kind: str
    deadline: date
    legal: date
    moment: datetime | None = None
    explanation: str
    met_at: datetime | None = None
    met_by: str = ""
    ended: str = ""
    met_on: date | None = None


class ChallengeRow(SQLModel, table=True):
    """A question to somebody of staff; ``question`` is the key of the letter that asks it."""

    __tablename__ = "challenge"
    __table_args__ = (Index("challenge_case", "case_number", "kind"),)
    code: str = Field(primary_key=True)
    kind: str
    email: str
    asked: date
    case_number: str | None = Field(default=None, foreign_key="case_file.number")
    entry_number: str | None = Field(default=None, foreign_key="entry.number")
    command: str = ""
    letter: str = ""
    question: str = ""
    event: int = 0
    answered: bool = False


class AbsenceRow(SQLModel, table=True):
    """Somebody of staff is away; ``last_day`` is None where nobody knows until when."""

    __tablename__ = "absence"
    __table_args__ = (Index("absence_person", "person", "first_day"),)
    id: int | None = Field(default=None, primary_key=True)
    person: str
    first_day: date
    last_day: date | None = None
    source: str
    told_at: datetime


class EventRow(SQLModel, table=True):
    """One line of what happened; never changed."""

    __tablename__ = "event"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    case_number: str | None = Field(default=None, index=True, foreign_key="case_file.number")
    entry_number: str | None = Field(default=None, index=True, foreign_key="entry.number")
    mail_id: int | None = Field(default=None, foreign_key="mail.id")
    actor: str
    kind: str
    data: str = "{}"


class LetterRow(SQLModel, table=True):
    """A letter and its way out.

    ``state``: queued, sending, uncertain, sent, refused, held or withheld;
    preview (waits for a JA), dropped (got a NEE) or paper (to be printed and posted).
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "letter_outbox",
            "next_attempt_at",
            sqlite_where=text("state IN ('queued', 'sending', 'uncertain')"),
        ),
        Index("letter_to_copy", "id", sqlite_where=text("to_copy = 1 AND state = 'sent'")),
        Index("letter_recipient", "recipient_email", "queued_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    message_id: str = Field(unique=True)
    case_number: str | None = Field(default=None, index=True, foreign_key="case_file.number")
    entry_number: str | None = Field(default=None, foreign_key="entry.number")
    template: str
    recipient_email: str
    recipient_name: str
    subject: str
    raw: bytes = Field(sa_type=LargeBinary)
    state: str = "queued"
    meets: str = ""
    automatic: bool = False
    attempts: int = 0
    queued_at: datetime
    next_attempt_at: datetime
    sent_at: datetime | None = None
    answer: str = ""
    undelivered: str = ""
    to_copy: bool = True
