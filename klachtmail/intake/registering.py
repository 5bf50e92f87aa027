"""A complaint that an employee writes down: ``NIEUW`` with fields, a phone note of one line, a scan (R10, R12).

Any employee registers, in any form; nothing is needed but the words. What was understood is told him, and asked:
*Klopt dit?* A mail that he hands on is read in ``forwards.py``; fields above it are read here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from klachtmail.core.commands import Command, Keyword, read
from klachtmail.core.commands.body import read_body
from klachtmail.core.commands.cleaning import clean
from klachtmail.core.commands.first_line import is_greeting
from klachtmail.core.dutch_dates import Tense, find_day, long_day
from klachtmail.core.dutch_times import find_time
from klachtmail.core.model import Address, Message
from klachtmail.core.registration import Registration
from klachtmail.core.rules.reach import given_phone
from klachtmail.core.settings import Office
from klachtmail.intake.forwards import forwarded
from klachtmail.intake.new_text import own_text
from klachtmail.intake.note_person import outside_email
from klachtmail.intake.phone_notes import Note, channel_in, note_in, without_writer

_FIELDS: Final = frozenset(
    {"naam", "e-mail", "telefoon", "adres", "kanaal", "ontvangen", "omschrijving", "soort", "betrokken"}
    | {"ontvangen door", "al bevestigd op", "al gesproken op"}
)
_FEWEST: Final = 2
"""So many fields make a registration also without ``NIEUW``."""
_NOTE_LINES: Final = 12
"""A longer text is no note; judging reads it whole."""
_SCANS: Final = ("image/", "application/pdf")
_SMALL: Final = 20_000
"""Bytes; a smaller picture is a logo."""


def read_registration(message: Message, office: Office, answered: date) -> Registration | None:
    """What a mail of the own domain registers, or None where it is none: judging reads it as it stands.

    ``answered`` is the local day on which the mail arrived.
    """
    lines = _own_lines(message, office)
    fields, free = _fields(lines, answered)
    if fields is None:
        return _of_note(message, lines, office, answered)
    note = note_in(free, office, answered)
    return replace(_registered(fields, note, free, message, office, answered), ordered=True)


def _own_lines(message: Message, office: Office) -> list[str]:
    """The writer's own lines, without greeting and signature."""
    lines = without_writer(clean(own_text(message.text)).split("\n"), message.sender, office)
    begin = next((at for at, line in enumerate(lines) if line.strip() and not is_greeting(line)), len(lines))
    return lines[begin:]


def _fields(lines: list[str], answered: date) -> tuple[dict[str, str] | None, str]:
    """The fields and the free text below ``NIEUW``, or of a text that has several; else None."""
    answer = read("\n".join(lines), answered=answered)
    if isinstance(answer, Command) and answer.keyword is Keyword.NIEUW:
        body = read_body(lines[1:])
        return dict(body.fields), "\n".join(filter(None, (answer.words, body.free)))
    body = read_body(lines)
    if len(_FIELDS & {key for key, _ in body.fields}) < _FEWEST:
        return None, ""
    return dict(body.fields), body.free


def _of_note(message: Message, lines: list[str], office: Office, answered: date) -> Registration | None:
    """A note of a few lines about somebody from outside, or a scan; a mail that is handed on is no note."""
    if forwarded(message, office) or len(lines) > _NOTE_LINES:
        return None
    text = "\n".join(lines).strip()
    note = _with_subject(note_in(text, office, answered), message.subject, office, answered)
    if not (note.channel and note.outsider) and not _is_scan(message):
        return None
    return _registered({"kanaal": note.channel or "brief"}, note, text or message.subject, message, office, answered)


def _with_subject(note: Note, subject: str, office: Office, answered: date) -> Note:
    """The note with what only its subject tells, e.g. ``Telefoonnotitie mevr. Postma``."""
    above = note_in(subject, office, answered)
    return replace(
        note,
        name=note.name or above.name,
        phone=note.phone or above.phone,
        channel=note.channel or above.channel,
        outsider=note.outsider or above.outsider,
    )


def _is_scan(message: Message) -> bool:
    """Whether a document or a photograph is attached; a small picture is a logo."""
    return any(part.type.startswith(_SCANS) and part.size > _SMALL for part in message.attachments)


def _registered(
    fields: dict[str, str], note: Note, free: str, message: Message, office: Office, answered: date
) -> Registration:
    """Fields first; what they do not tell, the free words may."""
    channel = fields.get("kanaal", "")
    received = fields.get("ontvangen") or f"{fields.get('datum', '')} {fields.get('tijd', '')}"
    found = Registration(
        name=fields.get("naam", note.name),
        email=outside_email(fields.get("e-mail", ""), office) or note.email,
        phone=given_phone(fields.get("telefoon", "")) or note.phone,
        address=" ".join(fields.get("adres", note.address).split("\n")),
        channel=channel_in(channel) or channel.lower() or note.channel,
        received=_received(received, office, answered) or note.received,
        received_by=fields.get("ontvangen door", "") or _called(message.sender),
        kind=fields.get("soort", ""),
        concerned=fields.get("betrokken", ""),
        description="\n".join(filter(None, (fields.get("omschrijving", ""), free))),
        acknowledged_on=_past_day(fields.get("al bevestigd op", ""), answered),
        talked_on=_past_day(fields.get("al gesproken op", ""), answered),
    )
    return _explained(found)


def _called(sender: Address | None) -> str:
    return (sender.name or sender.email) if sender else ""


def _received(value: str, office: Office, answered: date) -> date | datetime | None:
    """The day that a field names, with the time where it names one; never one to come."""
    day = _past_day(value, answered)
    if day is None:
        return None
    found = find_day(value, answered, Tense.PAST)
    at = find_time(value[found.end :]) if found else None
    return datetime.combine(day, at.at, ZoneInfo(office.organisation.timezone)) if at else day


def _past_day(value: str, answered: date) -> date | None:
    """The day that a value names; *ja* alone is the day of the answer."""
    if value.lower().strip(" .!") == "ja":
        return answered
    found = find_day(value, answered, Tense.PAST)
    return found.day if found and found.day and found.day <= answered else None


def _explained(found: Registration) -> Registration:
    """The registration with what was understood, in Dutch."""
    told = (
        ("Naam", found.name),
        ("Telefoon", found.phone),
        ("E-mail", found.email),
        ("Adres", found.address),
        ("Kanaal", found.channel),
        ("Ontvangen", _day_words(found.received)),
        ("Ontvangen door", found.received_by),
        ("Soort klager", found.kind),
        ("Betrokken medewerker", found.concerned),
        ("Al bevestigd op", _day_words(found.acknowledged_on)),
        ("Al gesproken op", _day_words(found.talked_on)),
        ("Omschrijving", found.description),
    )
    return replace(found, understood=tuple((label, value) for label, value in told if value))


def _day_words(day: date | datetime | None) -> str:
    """A day, or a moment, in Dutch words."""
    if day is None:
        return ""
    return f"{long_day(day)} om {day:%H:%M} uur" if isinstance(day, datetime) else long_day(day)
