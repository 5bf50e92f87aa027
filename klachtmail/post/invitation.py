"""The invitation for a talk as a calendar entry that Outlook and Google understand (RFC 5545, 5546).

One entry a case: a later invitation moves it, because its SEQUENCE is higher. The title has the case token, so
that *accepted* or *declined* comes back to the case, and no word about a complaint: other people see calendars.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from klachtmail.core.model import Address, Case, Letter
from klachtmail.core.settings import Office
from klachtmail.post.headers import one_line

LONG = timedelta(hours=1)
"""How long a talk is in the calendar; staff name only its beginning."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


def invitation(office: Office, case: Case, letter: Letter, sent: datetime) -> str:
    """The entry of an invitation as text with CRLF; its context says when (aware) and where, ``sent`` is aware."""
    zone = ZoneInfo(office.organisation.timezone)
    start = dict(letter.context)["appointment"]
    assert isinstance(start, datetime)
    start = start.astimezone(zone)
    calendar = Calendar()
    for name, value in (("prodid", "-//klachtmail//NL"), ("version", "2.0"), ("method", "REQUEST")):
        calendar.add(name, value)
    calendar.add_component(_timezone(zone, start.year))
    calendar.add_component(_event(office, case, letter, start, sent))
    return str(calendar.to_ical(), "utf-8")


def _event(office: Office, case: Case, letter: Letter, start: datetime, sent: datetime) -> Event:
    us, mailbox = office.organisation, office.addresses[0]
    host = Address(us.name.split()[0], mailbox)
    guest = _person(letter.recipient, role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp="TRUE")
    event = Event()
    for name, value in (
        ("uid", f"{case.number.lower()}@{mailbox.rpartition('@')[2]}"),
        ("sequence", max(0, int((sent - case.received.at).total_seconds()))),
        ("dtstamp", sent.astimezone(UTC)),
        ("dtstart", start),
        ("dtend", start + LONG),
        ("summary", f"Gesprek met {host.name} [{case.token}]"),
        ("location", one_line(str(dict(letter.context)["place"]))),
        ("description", f"Kunt u niet? Bel {us.phone} of antwoord op onze mail.\nUw nummer is {case.token}."),
        ("class", "PRIVATE"),
        ("status", "CONFIRMED"),
        ("organizer", _person(host)),
        ("attendee", guest),
    ):
        event.add(name, value)
    return event


def _person(person: Address, **parameters: str) -> vCalAddress:
    """A calendar's address; a quotation mark or line end in a name would end it."""
    address = vCalAddress(f"mailto:{''.join(one_line(person.email).split())}")
    name = one_line(person.name).replace('"', "'")
    for key, value in {"cn": name, **parameters}.items():
        if value:
            address.params[key] = vText(value)
    return address


def _timezone(zone: ZoneInfo, year: int) -> Timezone:
    """The zone by the two yearly rules that Outlook knows; from the year before, so that January is told, too."""
    component = Timezone()
    component.add("tzid", zone.key)
    new_year = datetime(year - 1, 1, 1, tzinfo=UTC)
    for moment in tuple(_changes(zone, new_year)) or (new_year,):
        component.add_component(_observance(zone, moment))
    return component


def _changes(zone: ZoneInfo, new_year: datetime) -> Iterator[datetime]:
    """The hours of a year in which the clock changes."""
    hours = (new_year + timedelta(hours=count) for count in range(366 * 24))
    for before, after in pairwise(hours):
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield after


def _observance(zone: ZoneInfo, moment: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What holds from a change on, every year on the same weekday, e.g. the last Sunday of March at 2.00."""
    before, after = ((moment - timedelta(hours=1)).astimezone(zone), moment.astimezone(zone))
    offset = before.utcoffset() or timedelta()
    onset = (moment + offset).replace(tzinfo=None)
    observance = TimezoneDaylight() if after.dst() else TimezoneStandard()
    observance.add("dtstart", onset)
    observance.add("tzname", after.tzname())
    observance.add("tzoffsetfrom", offset)
    observance.add("tzoffsetto", after.utcoffset())
    if offset != after.utcoffset():
        rule = {"freq": "yearly", "bymonth": onset.month, "byday": f"{_week(onset)}{_WEEKDAYS[onset.weekday()]}"}
        observance.add("rrule", rule)
    return observance


def _week(day: datetime) -> int:
    """Which of its weekdays in the month: -1 is the last."""
    last = day.day + _WEEK > monthrange(day.year, day.month)[1]
    return -1 if last else (day.day - 1) // _WEEK + 1
