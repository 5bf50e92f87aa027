"""When the clock acts by itself: on working days, at the hours of the configuration, on the office's own clock.

Days and hours become moments in UTC here, so that the nights of the clock change compare rightly (PEP 495).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from klachtmail.core.model import DutyKind
from klachtmail.core.settings import Office
from klachtmail.core.workdays import Calendar, day_of


class Marks(Protocol):
    """How many working days before a deadline somebody is reminded, and at what hour (``[reminders]``)."""

    @property
    def at(self) -> time:
        """Local time."""
        ...

    def before(self, kind: DutyKind) -> tuple[int, ...]:
        """Working days before the deadline, furthest first; empty for never."""
        ...


@dataclass(frozen=True, slots=True)
class Timetable:
    """The office, its calendar and its hours; ``digest_at`` is local time."""

    office: Office
    calendar: Calendar
    marks: Marks
    digest_at: time

    def day(self, moment: datetime) -> date:
        """The day of a moment in the office."""
        return day_of(moment, self.office.organisation.timezone)

    def at(self, day: date, hour: time) -> datetime:
        """An hour of a day in the office, in UTC; an hour that the clock change skips is the one after it."""
        zone = ZoneInfo(self.office.organisation.timezone)
        return datetime.combine(day, hour, zone).astimezone(UTC)

    def start_of(self, received: datetime, working_day: int) -> datetime:
        """The start of the nth working day after a receipt."""
        day = self.calendar.add_working_days(self.day(received), working_day).day
        return self.at(day, self.office.calendar.day_start)

    def working_hours_begun(self, now: datetime, hour: time) -> bool:
        """Whether today is a working day and that hour has come."""
        today = self.day(now)
        return self.calendar.is_working_day(today) and now >= self.at(today, hour)

    def next_moment(self, now: datetime, alarms: Iterable[datetime] = ()) -> datetime:
        """The first moment after ``now`` at which something may fall due; ``alarms`` count in clock hours."""
        return min(moment for moment in (next(self._hours(now)), *alarms) if moment > now)

    def _hours(self, now: datetime) -> Iterator[datetime]:
        """The hours of working days at which the clock acts, from ``now`` on, without end."""
        rules = self.office.calendar
        hours = sorted({rules.day_start, self.digest_at, self.marks.at, rules.day_end})
        day = self.day(now)
        while True:
            if self.calendar.is_working_day(day):
                yield from (moment for hour in hours if (moment := self.at(day, hour)) > now)
            day += timedelta(days=1)
