"""What one value must look like: each function takes what TOML gave and returns it typed, or raises Unfit."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

_DOMAIN = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
DOMAIN = re.compile(_DOMAIN)
"""E.g. ``werkenderwijs.com`` or ``localhost``."""
EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_DOMAIN}")
"""E.g. ``i.wubs@werkenderwijs.com``."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""E.g. a newline, which would break a header of a letter."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Unfit(ValueError):  # noqa: N818 - it reads as what it says of the value
    """A value is not what its key needs; ``str()`` says what is wrong and what to write instead."""


def line(value: object) -> str:
    """A text of one line, without blanks around it; it may be empty."""
    if not isinstance(value, str):
        raise Unfit('must be a text; write it between quotes, e.g. "text"')
    if CONTROL.search(value.strip()):
        raise Unfit("must be one line; leave out line breaks and control characters")
    return value.strip()


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit("must be true or false; write it without quotes")
    return value


def whole(lowest: int, highest: int) -> Callable[[object], int]:
    """A whole number between two bounds, both allowed."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unfit(f"must be a whole number; write e.g. {lowest}, without quotes")
        if not lowest <= value <= highest:
            raise Unfit(f"is {value}; write a number from {lowest} to {highest}")
        return value

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """One of a few words, in lower case."""

    def read(value: object) -> str:
        word = line(value).lower()
        if word not in words:
            raise Unfit(f'is "{word}"; write one of ' + ", ".join(f'"{each}"' for each in words))
        return word

    return read


def list_of(read: Callable[[object], T]) -> Callable[[object], tuple[T, ...]]:
    """A list, each of whose values has the same shape; what stands in it twice counts once."""

    def read_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Unfit("must be a list; write it between square brackets, e.g. [ ... ]")
        return tuple(dict.fromkeys(read(each) for each in value))

    return read_all


def email(value: object) -> str:
    """A bare mail address, in lower case."""
    text = line(value)
    if not EMAIL.fullmatch(text):
        raise Unfit(f'has "{text}", which is no mail address; write only the address, e.g. "naam@example.nl"')
    return text.lower()


def email_or_nobody(value: object) -> str:
    """A mail address, or empty for nobody."""
    return email(value) if line(value) else ""


def domain(value: object) -> str:
    """A domain name, in lower case."""
    text = line(value)
    if not DOMAIN.fullmatch(text):
        raise Unfit(
            f'has "{text}", which is no domain; write only what stands behind the @, e.g. "example.nl"'
        )
    return text.lower()


def host(value: object) -> str:
    """A host name or an IP address, without scheme or port."""
    text = line(value)
    if not DOMAIN.fullmatch(text) and not _is_ip(text):
        raise Unfit(f'is "{text}"; write only a host name, e.g. "mail.example.nl" (the port has its own key)')
    return text.lower()


def is_loopback(name: str) -> bool:
    """Whether a host is this machine itself, so that nobody listens in between."""
    return name.lower() == "localhost" or (_is_ip(name) and ipaddress.ip_address(name).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


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
    days = list_of(one_of(*WEEKDAYS))(value)
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
