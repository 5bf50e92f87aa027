"""The calendar entry of an invitation, read back by an independent reader of mail and of calendars."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from klachtmail.core.model import Address, Letter
from klachtmail.core.settings import Office, Organisation
from klachtmail.post.letters import Letters
from tests.edges.writing_letters import CASE, COMMANDED, HENNIE, OFFICE, RECEIVED, STAMP

INVITATION = "complainant-invitation"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 2, 9, 10, 0, tzinfo=AMSTERDAM)


def asked(
    guest: Address = HENNIE, appointment: datetime = MONDAY, place: str = "Drentse Poort 18, Nieuw Buinen"
) -> Letter:
    context = (("author", "Hanna Bos"), ("appointment", appointment), ("place", place))
    return Letter("KL-2026-0042/invite", INVITATION, guest, CASE.number, context)


def mail(letter: Letter, office: Office = OFFICE, sent: datetime = STAMP.date) -> EmailMessage:
    duties = COMMANDED[INVITATION][1]
    raw = Letters(office).render(letter, replace(STAMP, date=sent), CASE, duties).raw
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(letter: Letter, office: Office = OFFICE, sent: datetime = STAMP.date) -> str:
    (part,) = (one for one in mail(letter, office, sent).walk() if one.get_content_type() == "text/calendar")
    text = part.get_payload(decode=True)
    assert isinstance(text, bytes)
    return text.decode("utf-8")


def entry(text: str) -> Event:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_an_invitation_is_an_alternative_that_outlook_shows_as_one() -> None:
    """Third and last of the alternatives, with its method in the type; a mail that is no invitation has none."""
    message = mail(asked())
    assert message.get_content_type() == "multipart/alternative"
    parts = [(part.get_content_type(), part.get_param("method")) for part in message.iter_parts()]
    assert parts == [("text/plain", None), ("text/html", None), ("text/calendar", "REQUEST")]
    assert "Content-Type: text/calendar; method=REQUEST; charset=utf-8" in message.as_string()


def test_the_entry_says_when_where_and_with_whom() -> None:
    """An hour from the appointment, in Amsterdam; from the mailbox, to the complainant."""
    text = text_of(asked())
    event = entry(text)
    assert Calendar.from_ical(text)["METHOD"] == "REQUEST"
    assert event["DTSTART"].dt == MONDAY
    assert event["DTEND"].dt == MONDAY + timedelta(hours=1)
    assert event["DTSTAMP"].dt == STAMP.date
    assert event["LOCATION"] == "Drentse Poort 18, Nieuw Buinen"
    assert event["ORGANIZER"] == "mailto:kwaliteit@werkenderwijs.com"
    assert event["ATTENDEE"] == "mailto:h.trip@example.nl"
    assert event["ATTENDEE"].params["CN"] == "Hennie Trip"
    assert "DTSTART;TZID=Europe/Amsterdam:20260209T100000" in text


def test_the_title_leads_an_answer_back_and_betrays_no_complaint() -> None:
    """A calendar is read by others; *accepted* comes back under this title."""
    text = text_of(asked())
    assert entry(text)["SUMMARY"] == "Gesprek met WerkenderWijs [KL-2026-0042-X7PQ]"
    assert "klacht" not in text.lower().replace("klachtmail", "")


def test_a_second_invitation_moves_the_first() -> None:
    """The same UID with a higher SEQUENCE: the calendar holds one appointment, at the new time."""
    first = entry(text_of(asked()))
    second = entry(text_of(asked(appointment=MONDAY + timedelta(days=1)), sent=STAMP.date + timedelta(minutes=3)))
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"]
    assert first["SEQUENCE"] == int((STAMP.date - RECEIVED).total_seconds())


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 1, 5), id="winter, before the first change of the year"),
        pytest.param(date(2026, 3, 28), id="the day before summer time"),
        pytest.param(date(2026, 3, 30), id="the day after"),
        pytest.param(date(2026, 7, 1), id="summer"),
        pytest.param(date(2026, 10, 24), id="the day before winter time"),
        pytest.param(date(2026, 10, 26), id="the day after that"),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "America/Curacao"])
def test_the_time_zone_in_the_mail_gives_the_office_s_hour(day: date, zone: str) -> None:
    """A calendar that knows no zone by name, and reads only the rules in the entry, comes to the same moment."""
    start = datetime.combine(day, time(9), ZoneInfo(zone))
    office = replace(OFFICE, organisation=Organisation(timezone=zone))
    text = text_of(asked(appointment=start.astimezone(UTC)), office).replace(zone, f"Not {zone}")
    read = entry(text)["DTSTART"].dt
    assert (read.date(), read.time()) == (day, time(9))
    assert read.utcoffset() == start.utcoffset()


def test_the_time_zone_is_told_by_yearly_rules() -> None:
    """Outlook knows no lists of dates; the last Sundays of March and October, at the hour before the change."""
    text = text_of(asked())
    assert "DTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:20251026T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text


HOSTILE = 'Trip"; X=1:evil\r\nATTENDEE:mailto:e@example.org\\, \N{LATIN SMALL LETTER E WITH DIAERESIS}' + "ë" * 200


def test_hostile_words_stay_words() -> None:
    """A name and a place of whatever length and signs: no other property, folded at 75 octets, CRLF."""
    guest = Address(HOSTILE, "h.trip@example.nl\r\nX-EVIL:1")
    text = text_of(asked(guest, place=f"Kamer 1; 2, 3 \\n {HOSTILE}"))
    event = entry(text)
    assert isinstance(event["ATTENDEE"], str)
    assert "X-EVIL" not in event
    assert event["LOCATION"].startswith("Kamer 1; 2, 3 \\n Trip")
    assert re.findall(r"(?<!\r)\n|\r(?!\n)", text) == []
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_letter_on_paper_has_no_entry() -> None:
    """Nor does its text promise one."""
    message = mail(asked(Address("Hennie Trip", "")))
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "agenda" not in str(message.get_body(("plain",)))
