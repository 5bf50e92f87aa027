"""What every decision needs beside the message: the office, its calendar, the present moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from klachtmail.core.facts import Facts, Numbers
from klachtmail.core.model import Flag, Message, Verdict
from klachtmail.core.settings import Office
from klachtmail.core.staff_file import StaffFile
from klachtmail.core.workdays import Calendar, day_of

NO_LETTER = frozenset({Flag.DMARC_FAILED, Flag.FOREIGN_REPLY_TO, Flag.UNPROVED_STAFF, Flag.NO_EMAIL})
"""What keeps every letter to the complainant waiting for a person."""

ReplyTo = Callable[[str, str], str]
"""Number of a case or an entry and address of a person -> the address that his answers go to."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The office, its calendar, the present moment, and where answers go."""

    office: Office
    calendar: Calendar
    now: datetime
    reply_to: ReplyTo

    @property
    def today(self) -> date:
        """The present day in the organisation's time zone."""
        return self.day(self.now)

    def busy(self, new_cases: int) -> bool:
        """Whether so many new cases in an hour are past the cap: their letters wait for a person."""
        return 0 < self.office.new_cases_an_hour <= new_cases

    def flooded(self, new_cases: int) -> bool:
        """Whether they are past twice the cap: staff is no longer told of each."""
        return 0 < 2 * self.office.new_cases_an_hour <= new_cases

    def day(self, moment: datetime) -> date:
        """The day of a moment in the organisation's time zone."""
        return day_of(moment, self.office.organisation.timezone)


@dataclass(frozen=True, slots=True)
class Matter:
    """One message with everything known of it, handed from rule to rule."""

    message: Message
    verdict: Verdict
    facts: Facts
    numbers: Numbers
    desk: Desk
    file: StaffFile = field(default_factory=StaffFile)
