"""What the configuration says beside the office and the accounts, and the error that lists mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from pathlib import Path

from klachtmail.core.duty_table import TABLE
from klachtmail.core.model import DutyKind
from klachtmail.core.settings import Office
from klachtmail.services import MailboxAccount, SmtpAccount


class ConfigError(Exception):
    """The configuration cannot be used; ``mistakes`` has one whole sentence each, with the key and a hint."""

    def __init__(self, place: str, mistakes: tuple[str, ...]) -> None:
        """``place`` is the file, or what was looked for."""
        self.place = place
        self.mistakes = mistakes
        super().__init__("\n".join((f"{place} cannot be used:", *(f"  - {each}" for each in mistakes))))


class Mode(StrEnum):
    """``watch`` tells only the quality officer what would have been sent; ``act`` sends it."""

    WATCH = "watch"
    ACT = "act"


REMINDER_DAYS = tuple((row.kind, row.reminders.days) for row in TABLE if row.reminders.who)
"""A kind of duty -> how many working days before its deadline a reminder goes; 0 is the day itself."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """When people are reminded: ``days`` are working days before the deadline, furthest first."""

    days: tuple[tuple[DutyKind, tuple[int, ...]], ...] = REMINDER_DAYS
    at: time = time(8, 30)

    def before(self, kind: DutyKind) -> tuple[int, ...]:
        """How many working days before its deadline a duty of this kind is reminded of; empty: never."""
        return dict(self.days).get(kind, ())


@dataclass(frozen=True, slots=True)
class Alarm:
    """The way to a person when mail itself fails: a program with its arguments, empty for none.

    The program gets the alarm as text on its standard input. ``after_minutes`` is how long IMAP or SMTP
    may be out of reach before it is called.
    """

    command: tuple[str, ...] = ()
    after_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration. ``warnings`` are English sentences for the person who starts the program.

    ``path`` is the file that it came from, absolute; so are ``letters_folder`` and the path in
    ``database_url`` (a URL for SQLAlchemy). ``digest_at`` is local time. ``free_space_mb`` megabytes must be free
    on the register's disk for more mail to be taken in (0: it is not looked at).
    """

    path: Path
    mode: Mode
    office: Office
    mailbox: MailboxAccount
    smtp: SmtpAccount
    reminders: Reminders = field(default_factory=Reminders)
    digest_at: time = time(8, 0)
    database_url: str = "sqlite:////var/lib/klachtmail/klachtmail.db"
    letters_folder: Path | None = None
    alarm: Alarm = field(default_factory=Alarm)
    free_space_mb: int = 200
    warnings: tuple[str, ...] = ()
