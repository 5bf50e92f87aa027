"""Dutch words for dates, names, duties and outcomes, as the templates need them (filters)."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from klachtmail.core.model import Address, Duty
from klachtmail.core.settings import Office
from klachtmail.core.words import DUTIES, day_words, weekday_words
from klachtmail.post.headers import one_line

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OUTCOMES = {
    "gegrond": "Uw klacht is gegrond. Dat betekent: u hebt gelijk.",
    "deels gegrond": "Uw klacht is deels gegrond. Dat betekent: op sommige punten hebt u gelijk, op andere niet.",
    "ongegrond": "Uw klacht is ongegrond. Dat betekent: wij zien het anders dan u. Hieronder leest u waarom.",
    "geen oordeel": "Wij geven geen oordeel over uw klacht. Wij kunnen niet zeggen wie er gelijk heeft.",
    "in overleg opgelost": "Wij hebben uw klacht samen met u opgelost.",
    "doorverwezen": "Wij kunnen uw klacht niet zelf oplossen. Hieronder leest u wie dat wel kan.",
}
_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[^\w .'’-]|[\d_]|\.\w{2}")
"""What no name of a person has: ``Trip <b>``, ``Bel 0900``, ``hennie_t``, ``evil.nl`` (initials ``J.P.`` pass)."""


def full_day(value: date, zone: tzinfo) -> str:
    """A day in full, e.g. ``dinsdag 10 februari 2026``; of a moment, the day that it is in the office."""
    return weekday_words(_local(value, zone))


def short_day(value: date, zone: tzinfo) -> str:
    """A day without its weekday, e.g. ``10 februari 2026``."""
    return day_words(_local(value, zone))


def english_day(value: date, zone: tzinfo) -> str:
    """A day for the one line in English, e.g. ``10 February 2026``."""
    local = _local(value, zone)
    return f"{local.day} {_ENGLISH_MONTHS[local.month - 1]} {local.year}"


def moment(value: datetime, zone: tzinfo) -> str:
    """A moment on the office's clock, e.g. ``vrijdag 30 januari 2026 om 14.05 uur``."""
    return f"{full_day(value, zone)} om {value.astimezone(zone):%H.%M} uur"


def _local(value: date, zone: tzinfo) -> date:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def greeting(address: Address) -> str:
    """A salutation that guesses no gender: ``Goedendag Hennie Trip,``, or ``Goedendag,`` without a name.

    The display name is the sender's own text and a forged mail gets its answer at somebody else's door, so
    only what looks like a name is repeated: no address, no link, no number.
    """
    name = one_line(address.name)
    usable = name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name)
    return f"Goedendag {name}," if usable else "Goedendag,"


def mailbox(value: Address | str) -> str:
    """A name with its address, e.g. ``Hennie Trip <h.trip@example.nl>``; a text as it is, on one line."""
    if isinstance(value, str):
        return one_line(value)
    name, email = one_line(value.name), one_line(value.email)
    return f"{name} <{email}>" if name and email else name or email


def person(email: str, office: Office) -> str:
    """The name of somebody of staff, or the address where no name is known."""
    known = office.people.find(email)
    return known.name if known and known.name else email


def act(duty: Duty) -> str:
    """What meets a duty, e.g. ``de klager spreken of uitnodigen``."""
    return DUTIES[duty.kind]


def until(duty: Duty, zone: tzinfo) -> str:
    """The day by which a duty is to be met, or the moment where it runs in clock hours (R32)."""
    return moment(duty.moment, zone) if duty.moment else full_day(duty.deadline, zone)


def outcome_in_full(outcome: str) -> str:
    """What an outcome means for the complainant, in plain words; one that is not known stands as it is."""
    word = " ".join(outcome.lower().split())
    return _OUTCOMES.get(word, f"De uitkomst: {one_line(outcome)}.")
