"""The shapes of days, hours, weekdays and time zones."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from klachtmail.config.shapes import Unfit, line, one_of, set_of

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day(value: object) -> date:
    """A day, as a TOML date or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(line(value))
    except ValueError as error:
        raise Unfit("must be a day; write e.g. 2026-11-24") from error


def hour(value: object) -> time:
    """A time of the day in local time, as a TOML time or as text."""
    if isinstance(value, time):
        return value
    try:
        moment = time.fromisoformat(line(value))
    except ValueError as error:
        raise Unfit('must be a time of the day; write e.g. "08:30"') from error
    if moment.tzinfo:
        raise Unfit('must be local time; write e.g. "08:30", without a zone')
    return moment


def weekdays(value: object) -> frozenset[int]:
    """The days that somebody works; Monday is 0."""
    days = set_of(one_of(*WEEKDAYS))(value)
    if not days:
        raise Unfit('is empty; write the days that this person works, e.g. ["mon", "tue"]')
    return frozenset(WEEKDAYS.index(each) for each in days)


def timezone(value: object) -> str:
    """An IANA time zone that this machine knows."""
    name = line(value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = 'write e.g. "Europe/Amsterdam" (Debian: the package tzdata must be installed)'
        raise Unfit(f'is "{name}", which is no time zone known here; {hint}') from error
    return name
