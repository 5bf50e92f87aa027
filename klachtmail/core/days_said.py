"""The days that a text names, in Dutch and English words, seen from the day on which it was written.

A day without a year is the nearest that is not long past, since people write of what is to come; ``maandag``
is the next Monday. What is no day (31 februari) is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "maandag ma monday mon",
            "dinsdag di tuesday tue",
            "woensdag wo wednesday wed",
            "donderdag do thursday thu",
            "vrijdag vr friday fri",
            "zaterdag za saturday sat",
            "zondag zo sunday sun",
        )
    )
    for name in names.split()
}
_NAMES = {name: number for name, number in _WEEKDAYS.items() if name.endswith(("dag", "day"))}
"""Without a date only whole names count: ``zo``, ``do`` and ``ma`` are words of their own."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_NEAR = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("een één one a 1", "twee two 2", "drie three 3", "vier four 4", "vijf five 5", "zes six 6"), 1
    )
    for word in words.split()
}
_UNITS = {"dag": 1, "dagen": 1, "day": 1, "days": 1, "week": 7, "weken": 7, "weeks": 7}
_LONG_PAST = timedelta(days=60)
"""A day without a year that is not longer ago is meant as it is: an absence may have begun on it."""
_CENTURY = 2000


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_LEAD = rf"(?:(?:{_any(_WEEKDAYS)})\b\.?,?\s+(?:the\s+|de\s+)?)?"
"""The weekday before a date, e.g. ``maandag``; the date alone counts."""

_DAY = re.compile(
    rf"\b{_LEAD}(?:"
    r"(?P<y1>20\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})\b"
    r"|(?P<d2>\d{1,2})(?P<mark>[-/.])(?P<m2>\d{1,2})(?:(?P=mark)(?P<y2>20\d\d|\d\d))?\b(?![:.-]?\d| ?(?:uur|u|h)\b)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|e)?\.?\s+(?:of\s+)?(?P<m3>{_any(_MONTHS)})\b\.?(?:,?\s+(?P<y3>20\d\d)\b)?"
    rf"|(?P<m4>{_any(_MONTHS)})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?!-)(?:,?\s+(?P<y4>20\d\d)\b)?"
    r")"
    rf"|\b(?P<near>{_any(_NEAR)})\b"
    rf"|\b(?:over|in|for|komende|next)\s+(?P<count>{_any(_NUMBERS)})\s+(?P<unit>{_any(_UNITS)})\b"
    rf"|\b(?:(?P<next>volgende|komende|next)|deze|this|hele)\s+week\b(?!\s+(?:op\s+|on\s+)?(?:{_any(_NAMES)})\b)"
    rf"|\b(?P<later>volgende\s+week\s+(?:op\s+)?|next\s+week\s+(?:on\s+)?)?(?P<weekday>{_any(_NAMES)})\b",
    re.IGNORECASE,
)
"""E.g. ``2027-01-04``, ``4-1``, ``04/01/27``, ``maandag 4 januari``, ``Jan. 4th, 2027``, ``morgen``, ``over twee
weken``, ``volgende week``, ``volgende week maandag``, ``vrijdag``."""


@dataclass(frozen=True, slots=True)
class Said:
    """A day and where it stands in the text; ``last`` is another day only where it is a whole week."""

    day: date
    last: date
    start: int
    end: int


def days_said(text: str, written: date) -> Iterator[Said]:
    """Every day that the text names, in its order."""
    for found in _DAY.finditer(text):
        day = _meant(found, written)
        if day:
            week = found[0].lower().endswith("week")
            yield Said(day, day + timedelta(days=6) if week else day, found.start(), found.end())


def _meant(found: re.Match[str], written: date) -> date | None:
    if found["near"]:
        return written + timedelta(days=_NEAR[found["near"].lower()])
    if found["count"]:
        return written + timedelta(days=_NUMBERS[found["count"].lower()] * _UNITS[found["unit"].lower()])
    if found["weekday"]:
        return _weekday(_NAMES[found["weekday"].lower()], written, later=bool(found["later"]))
    if found[0].lower().endswith("week"):
        return _monday(written, 1 if found["next"] else 0)
    return _in_figures(found, written)


def _monday(day: date, weeks: int) -> date:
    """The Monday of the week of a day, or of a later week."""
    return day + timedelta(days=7 * weeks - day.weekday())


def _weekday(number: int, written: date, *, later: bool) -> date:
    """The next such day, be it today; of the next week where the text says so."""
    if later:
        return _monday(written, 1) + timedelta(days=number)
    return written + timedelta(days=(number - written.weekday()) % 7)


def _in_figures(found: re.Match[str], written: date) -> date | None:
    """A date by day and month, day before month; without its year the nearest that is not long past."""
    day = int(found["d1"] or found["d2"] or found["d3"] or found["d4"])
    named = found["m3"] or found["m4"]
    month = _MONTHS[named.lower()] if named else int(found["m1"] or found["m2"])
    year = found["y1"] or found["y2"] or found["y3"] or found["y4"]
    if year:
        return _day(int(year) + (0 if len(year) > len("26") else _CENTURY), month, day)
    years = (_day(written.year + more, month, day) for more in (-1, 0, 1))
    return next((one for one in years if one and one > written - _LONG_PAST), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # 31 februari is no day
