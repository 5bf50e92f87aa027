"""The moment in a line such as ``Verzonden: dinsdag 10 maart 2026 09:15``, as mail programs write it.

Dutch, English, German and French words; without a zone it is the organisation's own time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from types import MappingProxyType
from typing import Final

_LOOK: Final = 200
_YEARS: Final = range(1990, 2100)
_CENTURY: Final = 2000

_MONTHS: Final = MappingProxyType(
    {
        "jan": 1,
        "feb": 2,
        "fév": 2,
        "fev": 2,
        "maa": 3,
        "mrt": 3,
        "mar": 3,
        "mär": 3,
        "mae": 3,
        "mrz": 3,
        "apr": 4,
        "avr": 4,
    }
    | {"mei": 5, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aoû": 8, "sep": 9}
    | {"okt": 10, "oct": 10, "nov": 11, "dec": 12, "dez": 12, "déc": 12}
)
"""Months by the first letters of their names in four languages."""

_NUMBERED: Final = re.compile(
    r"(?P<iso>\b(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2}))"
    r"|\b(?P<a>\d{1,2})(?P<mark>[-./])(?P<b>\d{1,2})(?P=mark)(?P<y2>\d{4}|\d{2})\b"
)
"""E.g. ``2026-03-10``, ``10-3-2026``, ``10.03.26``, ``3/10/2026``."""
_NAMED: Final = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|e|er)?\.? (?:de |of )?(?P<month>[^\W\d_]{3,9})\.?,?(?: (?P<year>\d{4}))?"
)
"""E.g. ``10 maart 2026``, ``10. März 2026``, ``10 mrt. 2026`` or ``10 maart``."""
_TURNED: Final = re.compile(
    r"(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,?(?: (?P<year>\d{4}))?\b(?!:)"
)
"""E.g. ``March 10, 2026``."""
_CLOCK: Final = re.compile(
    r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?[\s\u202f]?(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
"""E.g. ``09:15``, ``9.15`` or ``4:50:12 PM``."""
_ZONE: Final = re.compile(
    r"(?:\b(?:GMT|UTC))?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?\b|\b(?P<utc>GMT|UTC)\b|\dZ\b"
)
"""E.g. ``+0200``, ``GMT+2`` or ``UTC``."""


def written_moment(text: str, home: tzinfo, latest: datetime | None) -> datetime | None:
    """The aware moment that a text names, or None where it names none.

    ``latest`` is when the mail around it was written: a date without a year is the last such day before it, and a
    later moment cannot be true.
    """
    text = text[:_LOOK]
    for day, end in _days(text, latest):
        moment = datetime.combine(day, _time(text[end:]), _zone(text[end:], home))
        if latest is None or moment <= latest + timedelta(days=1):
            return moment
    return None


def _days(text: str, latest: datetime | None) -> Iterator[tuple[date, int]]:
    """The days that can be read, the likeliest first, each with where it ends in the text."""
    for found in _NUMBERED.finditer(text):
        yield from ((day, found.end()) for day in _numbered(found, text))
    for pattern in (_NAMED, _TURNED):
        for found in pattern.finditer(text):
            month = found["month"].lower()
            number = _MONTHS.get(month[:4]) or _MONTHS.get(month[:3])
            day = _named(int(found["day"]), number, found["year"], latest) if number else None
            if day:
                yield day, found.end()


def _numbered(found: re.Match[str], text: str) -> Iterator[date]:
    """The days that a date in figures may be: day before month, but with AM or PM the American way first."""
    if found["iso"]:
        orders = [(found["d1"], found["m1"], found["y1"])]
    else:
        orders = [(found["a"], found["b"], found["y2"]), (found["b"], found["a"], found["y2"])]
        half = _CLOCK.search(text, found.end())
        if found["mark"] == "/" and half and half["half"]:
            orders.reverse()
    days = (_day(_full(year), int(month), int(day)) for day, month, year in orders)
    yield from filter(None, days)


def _full(year: str) -> int:
    """The year that ``2026`` or ``26`` stands for."""
    return int(year) + (_CENTURY if len(year) < len("2026") else 0)


def _named(day: int, month: int, year: str | None, latest: datetime | None) -> date | None:
    """A day of a named month; without a year, the last one before ``latest``."""
    if year:
        return _day(int(year), month, day)
    if latest is None:
        return None
    days = (_day(latest.year - back, month, day) for back in range(5))
    return next((found for found in days if found and found <= latest.date()), None)


def _day(year: int, month: int, day: int) -> date | None:
    """The day, where there is one."""
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None  # 31 februari is no day


def _time(rest: str) -> time:
    """The time of day behind a date; midnight where there is none."""
    found = _CLOCK.search(rest)
    if found is None:
        return time()
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return time()  # 25:70 is no time; the day stands


def _zone(rest: str, home: tzinfo) -> tzinfo:
    """The zone behind a time, or the organisation's own, which ``CET`` and ``CEST`` are too."""
    found = _ZONE.search(rest)
    if found is None:
        return home
    if not found["sign"]:
        return UTC
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(ahead if found["sign"] == "+" else -ahead) if ahead < timedelta(hours=24) else home
