"""Working days (R41): which days count, and arithmetic with them; dates in, dates out.

``holidays`` knows the Dutch public holidays from 1966 to 2100, but an upgrade moves Goede Vrijdag and 5 mei
in and out of its categories. Those two are therefore settled here, from dates alone, never by name.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import holidays
from holidays.version import __version__ as holidays_version

from klachtmail.core.settings import WORKWEEK, CalendarRules

STRICT = "strict"
TERMIJNENWET = "termijnenwet"
YEARS = range(1966, 2101)

DAY = timedelta(days=1)
FIRST_EASTER_MONDAY, LAST_EASTER_MONDAY = (3, 23), (4, 26)
GOOD_FRIDAY, ASCENSION = timedelta(days=-3), timedelta(days=38)  # from Easter Monday


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a count of working days ended, and every day that was counted."""

    day: date
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days under one set of rules; made once (some milliseconds), then cheap to ask.

    Raises ValueError for rules of an unknown name, and in every method for a day outside 1966-2100.
    """

    rules: CalendarRules = field(default_factory=CalendarRules)
    _days_off: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the days off once, so that asking is a look-up."""
        object.__setattr__(self, "_days_off", days_off(self.rules))

    @property
    def version(self) -> str:
        """What the dates rest on, for the record (R41), e.g. ``strict, holidays 0.109``."""
        parts = [self.rules.public_holidays, f"holidays {holidays_version}"]
        if self.rules.closed and not self.rules.closed_days_count:
            parts.append(f"zonder sluitingsdagen ({len(self.rules.closed)})")
        return ", ".join(parts)

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts. Raises TypeError for a moment: its day depends on the zone (`day_of`)."""
        _refuse_unknown(day)
        return day.weekday() in WORKWEEK and day not in self._days_off

    def add_working_days(self, start: date, n: int) -> Counted:
        """The nth working day after ``start``, which itself is day 0; with n = 0 ``start`` as it is."""
        days = tuple(islice(self._walk(start, DAY), _not_negative(n)))
        return Counted(days[-1] if days else start, days)

    def subtract_working_days(self, day: date, n: int) -> date:
        """The nth working day before ``day``; with n = 0 ``day`` as it is."""
        days = (day, *islice(self._walk(day, -DAY), _not_negative(n)))
        return days[-1]

    def working_day_on_or_before(self, day: date) -> date:
        """The internal date of a term in calendar days or months (R22, R26)."""
        return day if self.is_working_day(day) else self.subtract_working_days(day, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days come after ``after``, ``until`` included; negative when it is earlier."""
        if until < after:
            return -self.working_days_between(until, after)
        span = range(1, (until - after).days + 1)
        return sum(self.is_working_day(after + DAY * n) for n in span)

    def _walk(self, start: date, step: timedelta) -> Iterator[date]:
        """The working days from ``start`` on, without it, until the calendar ends (ValueError)."""
        _refuse_unknown(start)
        day = start
        while True:
            day += step
            if self.is_working_day(day):
                yield day


def days_off(rules: CalendarRules) -> frozenset[date]:
    """Every day of 1966-2100 that is no working day for another reason than the weekend (R41)."""
    closed = frozenset() if rules.closed_days_count else frozenset(rules.closed)
    return public_holidays(rules.public_holidays) | closed


def public_holidays(policy: str) -> frozenset[date]:
    """The public holidays of 1966-2100 that stop the clock: ``strict``, or as in the Algemene termijnenwet.

    Ascension Day can fall on 5 mei (2016): it stays a holiday under both.
    """
    known = frozenset(holidays.country_holidays("NL", years=YEARS, expand=False))
    easter_mondays = frozenset(day for day in known if _is_easter_monday(day))
    disputed = {day + GOOD_FRIDAY for day in easter_mondays} | {date(year, 5, 5) for year in YEARS}
    if policy == TERMIJNENWET:
        return known | disputed
    if policy == STRICT:
        return known - disputed | {day + ASCENSION for day in easter_mondays}
    raise ValueError(f"public_holidays must be {STRICT!r} or {TERMIJNENWET!r}, not {policy!r}")


def _is_easter_monday(day: date) -> bool:
    """Whether a public holiday can only be Easter Monday: no other one is a Monday in these five weeks."""
    return day.weekday() == 0 and FIRST_EASTER_MONDAY <= (day.month, day.day) <= LAST_EASTER_MONDAY


def add_months(day: date, months: int) -> date:
    """The same date so many months on, or the last of a shorter month: 31 Jan -> 28 or 29 Feb (R26)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """The same date so many years on; 29 February becomes 1 March, so nothing goes too early (R36)."""
    same = add_months(day, 12 * years)
    return same if same.day == day.day else same + DAY


def local_moment(moment: datetime, timezone: str) -> datetime:
    """The moment as clocks in an IANA zone show it. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone, e.g. 2026-11-24T09:00:00+01:00")
    return moment.astimezone(ZoneInfo(timezone))


def day_of(moment: datetime, timezone: str) -> date:
    """The day on which a moment falls in an IANA zone (R39). Raises ValueError for a naive one."""
    return local_moment(moment, timezone).date()


def _refuse_unknown(day: date) -> None:
    """Outside these years ``holidays`` says silently that there are none."""
    if isinstance(day, datetime):
        raise TypeError("a calendar asks for a day, not for a moment")
    if day.year not in YEARS:
        raise ValueError(f"no calendar for {day}: holidays are known from {YEARS[0]} to {YEARS[-1]}")


def _not_negative(n: int) -> int:
    """A count of days, or ValueError."""
    if n < 0:
        raise ValueError(f"a count of working days is 0 or more, not {n}")
    return n
