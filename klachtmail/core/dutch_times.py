"""Times of day as people write them in Dutch: ``10:00``, ``14.30 uur``, ``10u``, ``half elf``, ``3 uur 's middags``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day in a text, from ``start`` to ``end``."""

    at: time
    start: int
    end: int


_NUMBERS: Final = (
    *("een", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)
_NUMBER: Final = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_HALF: Final = r"(?: ?(?:'s )?(?P<half>(?:smorgens|sochtends|smiddags|savonds|morgens|ochtends|middags|avonds)))?"
_CLOCK: Final = re.compile(
    r"(?<![\w.:/-])(?:om )?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?! ?%)"
    r"(?: ?(?:-|tot) ?(?:[01]?\d|2[0-3])[:.][0-5]\d)?(?: ?u(?:ur|r)?\b\.?)?"
    rf"{_HALF}(?![\w/-]|[.:]\d)"
)
"""E.g. ``10:00``, ``om 14.30 uur``; of ``10:00-11:00`` the beginning counts."""
_HOUR: Final = re.compile(
    rf"(?<![\w.:/-])(?:om )?(?P<hour>{_NUMBER}) ?(?:u|uur|h)(?P<minute>[0-5]\d)?\b\.?{_HALF}(?!\w)"
)
"""E.g. ``10u``, ``10 uur``, ``10u30`` or ``tien uur``."""
_SPOKEN: Final = re.compile(
    rf"(?<!\w)(?:om )?(?P<part>half|kwart over|kwart voor) (?P<hour>{_NUMBER})\b(?: uur)?{_HALF}(?!\w)"
)
"""E.g. ``half elf`` or ``kwart voor 3``."""
_PARTS: Final = MappingProxyType({"half": -30, "kwart over": 15, "kwart voor": -15})
_DAY_BEGINS: Final = 7
_NOON: Final = 12


def find_time(text: str) -> FoundTime | None:
    """The first time of day that a text names, or None where it names none."""
    lower = text.lower()
    found = (time_ for pattern, read in _TIME_WAYS for match in pattern.finditer(lower) if (time_ := read(match)))
    return min(found, key=lambda one: one.start, default=None)


def _clock(match: re.Match[str]) -> FoundTime | None:
    """A time in figures: as it is written, but for *'s middags* behind it."""
    hour = int(match["hour"])
    return _timed(match, _afternoon(hour, match["half"]) if match["half"] else hour, int(match["minute"]))


def _hour(match: re.Match[str]) -> FoundTime | None:
    """A whole hour: between one and six it is an afternoon's, since nobody is invited at night."""
    hour = _afternoon(_figure(match["hour"]), match["half"])
    return _timed(match, hour, int(match["minute"] or 0))


def _spoken(match: re.Match[str]) -> FoundTime | None:
    """A half or a quarter of an hour, in words."""
    minutes = _figure(match["hour"]) * 60 + _PARTS[match["part"]]
    return _timed(match, _afternoon(minutes // 60, match["half"]), minutes % 60)


def _figure(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS.index(number) + 1


def _afternoon(hour: int, half: str | None) -> int:
    """The hour of twenty-four that is meant by one of twelve."""
    morning = half is not None and half.endswith(("morgens", "ochtends"))
    later = hour < _DAY_BEGINS or (half is not None and hour < _NOON)
    return hour + _NOON if later and not morning else hour


def _timed(match: re.Match[str], hour: int, minute: int) -> FoundTime | None:
    """The time found, where there is such an hour."""
    return FoundTime(time(hour, minute), match.start(), match.end()) if hour < 24 else None  # noqa: PLR2004 - the hours of a day


_TIME_WAYS: Final = ((_CLOCK, _clock), (_HOUR, _hour), (_SPOKEN, _spoken))
