"""Whose mail an employee hands on, and when the first employee had it (R10).

A mail is handed on attached or inline, often by several colleagues in turn. Going inwards past colleagues, the
first mail of somebody else is the one that came in; what he quotes in his turn was not written to us. A notice
of our website is the mail of whoever filled in its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from klachtmail.core.model import Address, AttachedMail, Message
from klachtmail.core.settings import Office
from klachtmail.intake.form_person import address_in
from klachtmail.intake.forms import quoted_form
from klachtmail.intake.headers import LOOK, head_at
from klachtmail.intake.written_dates import written_moment

MAX_LINES: Final = 5000
_FORM_LINES: Final = 100
"""How many lines below a head are read for the fields of a form."""
_MARKS: Final = re.compile(r"^(?:> ?){1,20}")
"""The marks of quoted lines, e.g. ``>> ``."""
_FROM: Final = re.compile(r"[\s*_]{0,8}(?:van|from|von|de|od)[*_]{0,3}\s?:[*_]{0,3}(?P<value>.*)", re.IGNORECASE)
"""E.g. ``Van: Jan Jansen <jan@example.org>``."""
_DATE: Final = re.compile(
    r"[\s*_]{0,8}(?:verzonden(?: op)?|datum|sent|date|gesendet|envoyé|ontvangen)[*_]{0,3}\s?:[*_]{0,3}(?P<value>.*)",
    re.IGNORECASE,
)
"""E.g. ``Verzonden: dinsdag 10 maart 2026 09:15``."""
_WHEN: Final = re.compile(r".*(?:\d[:.]\d\d(?:\s?[AP]M)?|\b\d{4}),?\s", re.IGNORECASE)
"""The part before the name, e.g. ``On Tue, Mar 10, 2026 at 9:15 AM ``."""
_INTRODUCES: Final = frozenset({"op", "on", "am"})
_WROTE: Final = re.compile(r"\b(?:schreef|heeft|wrote|schrieb)\b")
"""The verb of ``Op di 10 mrt 2026 om 09:15 schreef Jan Jansen <jan@example.org>:``."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who wrote the mail that came in, and when the first employee had it, as far as that can be seen."""

    sender: Address
    date: datetime | None


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quoted mail: its sender (perhaps without an address), its date as written, the line where its text begins."""

    sender: Address
    when: str
    end: int


def forwarded(message: Message, office: Office) -> Forwarded | None:
    """The mail from outside that an employee hands on, or None where there is none.

    Quoted text goes first: the mail that it quotes may have brought the attached ones as its own enclosures.
    """
    if message.sender is None or not _own(message.sender, office):
        return None
    return _inline(message.text, message.date, office) or _attached(message, office)


def _own(person: Address, office: Office) -> bool:
    """Whether a colleague or the organisation wrote; a head without an address is a colleague's (Outlook's way)."""
    people, email = office.people, person.email
    ours = {address.lower() for address in office.addresses}
    return not email or people.own_domain(email) or people.find(email) is not None or email in ours


def _attached(message: Message, office: Office) -> Forwarded | None:
    """The first attached mail from outside, going inwards, or what a colleague's attached mail quotes."""
    found = (
        _outside(mail, office) or _inline(mail.text, mail.date or message.date, office) for mail in message.attached
    )
    return next(filter(None, found), None)


def _outside(mail: AttachedMail, office: Office) -> Forwarded | None:
    """An attached mail, where somebody else wrote it or filled in the form that it is."""
    if mail.sender is None:
        return None
    writer = _writer(mail.sender, mail.text.splitlines(), office)
    return Forwarded(writer, mail.received or mail.date) if writer else None


def _writer(sender: Address, lines: Sequence[str], office: Office) -> Address | None:
    """Who wrote a mail, unless a colleague did: its sender, or whoever filled in our web form."""
    if not _own(sender, office) and not any(sender.email == form.sender.lower() for form in office.forms):
        return sender
    form = quoted_form(sender, lines, office)
    return Address(form.name, form.email) if form and form.email else None


def _inline(text: str, written: datetime | None, office: Office) -> Forwarded | None:
    """The first quoted mail from outside; ``written`` is when the mail around it was."""
    lines = [_MARKS.sub("", line, count=1) for line in text.splitlines()[:MAX_LINES]]
    zone = ZoneInfo(office.organisation.timezone)
    for quoted in _quoted(lines):
        writer = _writer(quoted.sender, lines[quoted.end : quoted.end + _FORM_LINES], office)
        if writer:
            return Forwarded(writer, written_moment(quoted.when, zone, written))
    return None


def _quoted(lines: Sequence[str]) -> Iterator[_Quoted]:
    """The quoted mails in the order of the text."""
    behind = 0
    for at in range(len(lines)):
        if at < behind:
            continue
        head = head_at(lines, at)
        found = _of_rows(lines[at : head.end], head.end) if head else _of_introduction(lines, at)
        behind = head.end if head else at + 1
        if found:
            yield found


def _of_rows(rows: Sequence[str], end: int) -> _Quoted | None:
    """Sender and date of a head of rows."""
    sender = next(_values(_FROM, rows), "")
    return _Quoted(address_in(sender), next(_values(_DATE, rows), ""), end) if sender else None


def _values(row: re.Pattern[str], rows: Sequence[str]) -> Iterator[str]:
    """What stands in the rows of one name."""
    return (match["value"] for line in rows if (match := row.match(line[:LOOK])))


def _of_introduction(lines: Sequence[str], at: int) -> _Quoted | None:
    """Sender and date of an introduction on one line, or wrapped on two."""
    if lines[at].lstrip()[:2].lower() not in _INTRODUCES:
        return None
    for end in (at + 1, at + 2):
        words = " ".join(line[:LOOK].strip() for line in lines[at:end])
        verb = _WROTE.search(words)
        if verb and words.endswith(":") and "@" in words:
            behind = words[verb.end() :]
            who = behind if "@" in behind else _WHEN.sub("", words, count=1)
            return _Quoted(address_in(who), words[: verb.start()], end)
    return None
