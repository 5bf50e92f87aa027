"""Days as people write them in Dutch: ``24-11``, ``dinsdag 24 nov.``, ``gisteren``, ``volgende week dinsdag``.

A day without a year is the nearest one, and a weekday alone lies in the past or in the future as the sentence does:
that is ``Tense``. A day that does not exist is told and never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final

_WEEK: Final = 7
_SLACK: Final = timedelta(days=31)
"""How far a day may lie on the other side of today before the year is taken to be another one."""
_CENTURY: Final = 2000
_SHORT_YEAR: Final = 100

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTH_OF: Final = MappingProxyType({name[:3]: at for at, name in enumerate(MONTHS, 1)} | {"mrt": 3})


class Tense(Enum):
    """Whether a day is remembered or planned."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text, from ``start`` to ``end``; None with the ``problem`` in Dutch where there is no such day."""

    day: date | None
    start: int
    end: int
    problem: str = ""


_DAYNAMES: Final = "|".join((*WEEKDAYS, r"(?:ma|di|wo|do|vr|za|zo)\b\.?"))
MONTH_NAMES: Final = (
    r"jan(?:uari)?|feb(?:r(?:uari)?)?|maart|mrt|apr(?:il)?|mei|jun[i]?|jul[i]?|aug(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NAMED_DAY: Final = rf"(?:(?P<weekday>{_DAYNAMES}),? (?:de )?)?"
_ISO: Final = re.compile(r"(?<![\w./-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])")
"""E.g. ``2026-11-24``."""
_FIGURES: Final = re.compile(
    rf"(?<![\w.:/-]){_NAMED_DAY}(?P<day>\d{{1,2}})(?P<mark>[-/.]| ?- ?)(?P<month>\d{{1,2}})"
    r"(?:(?:(?P=mark)| )(?P<year>\d{4}|(?<=[-/.])\d{2}))?(?![\w/-]|\.\d)"
)
"""E.g. ``24-11``, ``di 24/11``, ``24.11.2026`` or ``24-11 2026``."""
_WORDS: Final = re.compile(
    rf"(?<![\w-]){_NAMED_DAY}(?P<day>\d{{1,2}})(?:e|ste|de)? ?(?P<month>{MONTH_NAMES})\b\.?(?:,? '?(?P<year>\d{{4}}))?"
)
"""E.g. ``24 november``, ``dinsdag 24 nov. 2026``."""
_NEAR: Final = re.compile(
    r"(?<![\w'-])(?P<word>eergisteren|gisteren|vandaag|morgen|overmorgen"
    r"|gister|van(?:morgen|middag|ochtend|avond))(?P<part>ochtend|middag|avond|morgen)?(?!\w)"
)
"""E.g. ``gisteren``, ``vanmiddag`` or ``morgenochtend``."""
_WEEKDAY: Final = re.compile(
    r"(?<!\w)(?:(?P<side>afgelopen|vorige(?: week)?|deze(?: week)?|komende|aanstaande|a\.?s\.?|volgende(?: week)?)"
    rf" (?:op )?)?(?P<weekday>{'|'.join(WEEKDAYS)})(?:ochtend|middag|avond)?"
    r"(?: (?P<behind>jl\.?|j\.l\.|a\.?s\.?|aanstaande))?(?!\w)"
)
"""E.g. ``afgelopen vrijdag``, ``volgende week dinsdag``, ``maandag jl.`` or ``donderdag``."""
_STEPS: Final = MappingProxyType(
    {"eergisteren": -2, "gisteren": -1, "gister": -1, "morgen": 1, "overmorgen": 2},
)


def find_day(text: str, today: date, tense: Tense) -> FoundDay | None:
    """The first day that a text names, or None where it names none."""
    lower = text.lower()
    return min(_days(lower, today, tense), key=lambda found: found.start, default=None)


def _days(text: str, today: date, tense: Tense) -> Iterator[FoundDay]:
    """The first day of each way of writing, where it occurs."""
    for pattern, read in _WAYS:
        found = (read(match, today, tense) for match in pattern.finditer(text))
        first = next(filter(None, found), None)
        if first:
            yield first


def _numbered(match: re.Match[str], today: date, tense: Tense) -> FoundDay | None:
    """A date in figures; with full stops it is one only where it can be one, since ``10.30`` is a time."""
    parts = match.groupdict()
    day, month = int(parts["day"]), int(parts["month"])
    if parts.get("mark") == "." and not _may_be(day, month, match):
        return None
    return _dated(match, day, month, today, tense)


def _may_be(day: int, month: int, match: re.Match[str]) -> bool:
    """Whether ``24.11`` is a day and not a time of day."""
    around = match.string[max(0, match.start() - 3) : match.start()], match.string[match.end() : match.end() + 4]
    is_time = around[0].strip() == "om" or around[1].strip().startswith(("uur", "u "))
    return 1 <= month <= len(MONTHS) and day > 0 and not is_time


def _worded(match: re.Match[str], today: date, tense: Tense) -> FoundDay | None:
    """A date with its month in words."""
    return _dated(match, int(match["day"]), _MONTH_OF[_month_key(match["month"])], today, tense)


def _month_key(name: str) -> str:
    return "maa" if name == "maart" else name[:3]


def _dated(match: re.Match[str], day: int, month: int, today: date, tense: Tense) -> FoundDay:
    """The day that a date is, or what is wrong with it."""
    written = match["year"]
    found = _with_year(int(written), month, day) if written else _nearest(month, day, today, tense)
    shown = match[0].strip(" .,")
    if found is None:
        return FoundDay(None, match.start(), match.end(), f"{shown} bestaat niet")
    named = match.groupdict().get("weekday")
    if named and not WEEKDAYS[found.weekday()].startswith(named.rstrip(".")):
        told = f"{long_day(found)} is een {WEEKDAYS[found.weekday()]}, geen {_full(named)}"
        return FoundDay(None, match.start(), match.end(), told)
    return FoundDay(found, match.start(), match.end())


def _full(named: str) -> str:
    """The whole name of an abbreviated weekday."""
    return next(name for name in WEEKDAYS if name.startswith(named.rstrip(".")))


def _with_year(year: int, month: int, day: int) -> date | None:
    """The day of a written year, ``26`` being 2026."""
    try:
        return date(year + (_CENTURY if year < _SHORT_YEAR else 0), month, day)
    except ValueError:
        return None  # 31 februari is no day


def _nearest(month: int, day: int, today: date, tense: Tense) -> date | None:
    """The day of no written year: the nearest on the side of the tense, or a little beyond today."""
    if not 1 <= month <= len(MONTHS):
        return None
    years = (today.year - 1, today.year, today.year + 1)
    about = {year: date(year, month, min(max(day, 1), 28)) for year in years}  # 29 February is seldom a day
    if tense is Tense.PAST:
        year = max(year for year in years if about[year] <= today + _SLACK)
    else:
        year = min(year for year in years if about[year] >= today - _SLACK)
    return _with_year(year, month, day)


def _near(match: re.Match[str], today: date, tense: Tense) -> FoundDay | None:  # noqa: ARG001 - one shape for all ways
    """A day around today."""
    day = today + timedelta(days=_STEPS.get(match["word"], 0))
    return FoundDay(day, match.start(), match.end())


def _weekday(match: re.Match[str], today: date, tense: Tense) -> FoundDay | None:
    """A weekday: of another week where one is named, else the nearest in the tense or on the side that is named."""
    side = match["side"] or match["behind"] or ""
    at = WEEKDAYS.index(match["weekday"])
    day = _of_week(side, at, today) or _beside(side, at, today, tense)
    return FoundDay(day, match.start(), match.end())


def _of_week(side: str, at: int, today: date) -> date | None:
    """The weekday of the week that is named, or None where none is."""
    weeks = {"vorige week": -1, "deze week": 0, "volgende week": 1}.get(side)
    monday = today - timedelta(days=today.weekday())
    return None if weeks is None else monday + timedelta(days=at + _WEEK * weeks)


def _beside(side: str, at: int, today: date, tense: Tense) -> date:
    """The weekday before or after today; one in the past without *afgelopen* may be today."""
    past = side.startswith(("afgelopen", "vorige", "j")) or (
        tense is Tense.PAST and not side.startswith(("k", "a", "v"))
    )
    if not past:
        return today + timedelta(days=(at - today.weekday() - 1) % _WEEK + 1)
    back = (today.weekday() - at) % _WEEK
    return today - timedelta(days=back or (_WEEK if side and side != "deze" else 0))


_Way = Callable[[re.Match[str], date, Tense], FoundDay | None]
_WAYS: Final[tuple[tuple[re.Pattern[str], _Way], ...]] = (
    (_ISO, _numbered),
    (_FIGURES, _numbered),
    (_WORDS, _worded),
    (_NEAR, _near),
    (_WEEKDAY, _weekday),
)


def long_day(day: date) -> str:
    """A day in words, e.g. ``24 november 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """A day in figures as one types it, e.g. ``24-11-2026``."""
    return f"{day.day}-{day.month}-{day.year}"
