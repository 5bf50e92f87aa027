"""What a note of reception tells in a few words: who, on which number, by which channel, when.

Only what stands in the note itself is taken, and never what belongs to the colleague who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.ending import before_ending, is_block
from klachtmail.core.dutch_dates import Tense, find_day
from klachtmail.core.model import Address
from klachtmail.core.settings import Office
from klachtmail.intake.form_person import email_in

_CHANNELS: Final = MappingProxyType(
    {
        "voicemail": r"voice ?mail\w*|antwoordapparaat|ingesproken",
        "whatsapp": r"whats ?app\w*|app(?:te|t|je|bericht)|via (?:de )?app",
        "sms": r"sms\w*",
        "balie": r"balie|kwam (?:\w+ ){0,3}langs|langsgekomen|langs geweest|inloop\w*|aan de deur"
        r"|stond (?:\w+ ){0,3}voor de deur",
        "brief": r"brief\w*|per post|gescand\w*|scan|post(?:stuk)?|kaart|handgeschreven",
        "telefoon": r"bel(?:de|den|t|len)|gebeld|telefo\w+|telefonisch|aan de (?:lijn|telefoon)|opgebeld|hing op",
        "gesprek": r"gesprek|gesproken|sprak|zei tegen mij|vertelde (?:mij|me)",
        "e-mail": r"e-?mail\w*|mailtje|gemaild|mailde",
        "sociale media": r"facebook|instagram|linkedin|google ?review|review",
        "website": r"(?:web)?formulier|website",
    }
)
"""How a complaint came in, each with what tells of it; the first in this order that a note tells of."""
_CHANNEL: Final = MappingProxyType(
    {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _CHANNELS.items()}
)
_PHONE: Final = re.compile(r"(?<![\w@.-])(?:\+31|0031|0)[\s(-]*(?:\(0\))?(?:\d[\s./()-]{0,2}){8}\d(?!\d)")
"""A Dutch telephone number, e.g. ``06-12345678``, ``0591 - 00 00 42`` or ``+31 6 12 34 56 78``."""
_TITLE: Final = (
    r"(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]e heer|[Dd]hr\.?|[Mm]eneer|[Ff]am(?:ilie|\.)|[Mm]ej\.?|[Hh]r\.?)"
)
_WORD: Final = r"(?:[A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ](?:\.[A-ZÀ-Þ])*\.?(?!\w))"
_PARTICLE: Final = r"(?: (?:van|de|der|den|het|ter|ten|te|el|al|la|'t|in))"
_WHOLE: Final = rf"{_WORD}(?:{_PARTICLE}{{0,2}} {_WORD})*"
_SAID: Final = r"belde|heeft|kwam|stond|sprak|was|is|wil|vroeg|appte|mailde|zegt|klaagt|liet"
_BEFORE: Final = (
    r"[Gg]ebeld door|[Gg]ebeld met|[Tt]elefoontje van|[Tt]elefoon van|[Vv]oicemail van|[Bb]rief van|[Bb]ericht van"
    r"|[Aa]pp(?:je)? van|[Kk]lacht van|[Bb]ezoek van|[Mm]elding van|[Nn]amens|[Nn]aam is|[Nn]aam:|[Cc]liënte?"
    r"|[Kk]lant|[Dd]eelne(?:mer|emster)"
)
_NAMED: Final = (
    re.compile(rf"(?<!\w)(?P<name>{_TITLE}{_PARTICLE}{{0,2}} {_WHOLE})"),
    re.compile(rf"(?:{_BEFORE}) (?P<name>{_WHOLE})"),
    re.compile(rf"(?P<name>{_WORD}{_PARTICLE}{{0,2}} {_WHOLE})(?=,? (?:\(|0\d|\+31|[Tt]el|(?:{_SAID})(?!\w)))"),
    re.compile(rf"^(?P<name>{_WHOLE})(?= (?:{_SAID})(?!\w))", re.MULTILINE),
)
"""Where a name stands in a note, e.g. ``Mevr. Postma belde``, ``gebeld door Fatima Yildiz``."""
_ADDRESS: Final = re.compile(
    r"(?<!\w)(?P<street>[A-Z][\w.'-]*(?: [\w.'-]+){0,3} \d{1,4} ?[a-zA-Z]?(?:-\d{1,4})?),?\s+"
    r"(?P<place>\d{4} ?[A-Z]{2},?(?: +[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})?)"
)
"""E.g. ``Dorpsstraat 12, 9521 AB Nieuw Buinen``."""
_CLAUSES: Final = re.compile(r"[,;.!?\n]| dat | omdat | want | over ")
_JUST: Final = re.compile(r"(?<!\w)(?:net|zo ?net|zojuist|daarnet|zo-even|zo-juist)(?!\w)", re.IGNORECASE)
_LASTS: Final = re.compile(r"(?<!\w)(?:sinds|vanaf|al|sedert|afspraak|zou|tot|terug)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """What a note tells; empty or None where it does not."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    channel: str = ""
    received: date | None = None


def note_in(text: str, office: Office, answered: date) -> Note:
    """What the words of a note tell; ``text`` is without the writer's signature."""
    channel = channel_in(text)
    return Note(
        name=_name(text, office),
        email=outside_email(text, office),
        phone=_phone(text, office),
        address=_address(text),
        channel=channel,
        received=_day(text, channel, answered),
    )


def without_writer(lines: Sequence[str], writer: Address | None) -> list[str]:
    """The lines of a note without closing phrase, and without the name of its writer and what stands below it."""
    own = before_ending(lines)
    if writer is None:
        return own
    names = _names_of(writer)
    for at in range(len(own)):
        if at and own[at].strip().casefold().rstrip(".,") in names and is_block(own[at + 1 :]):
            return own[:at]
    return own


def _names_of(writer: Address) -> frozenset[str]:
    """How somebody writes his own name below a note: whole, or by his first name."""
    whole = writer.name.casefold().strip()
    turned = " ".join(reversed(whole.split(", ")))
    first = turned.partition(" ")[0]
    return frozenset(filter(None, (whole, turned, first, writer.email)))


def channel_in(text: str) -> str:
    """The channel that a text tells of, or empty."""
    return next((name for name, words in _CHANNEL.items() if words.search(text)), "")


def outside_email(text: str, office: Office) -> str:
    """The first mail address that is not of our own people."""
    words = (email_in(word) for word in text.split() if "@" in word)
    return next((email for email in words if email and not _ours(email, office)), "")


def _ours(email: str, office: Office) -> bool:
    ours = {address.lower() for address in office.addresses}
    return email in ours or office.people.own_domain(email) or office.people.find(email) is not None


def _phone(text: str, office: Office) -> str:
    """The first telephone number that is not the organisation's."""
    ours = _digits(office.organisation.phone)
    numbers = (found[0].strip() for found in _PHONE.finditer(text))
    return next((number for number in numbers if _digits(number) != ours), "")


def _digits(number: str) -> str:
    """The digits of a number as one dials it in the Netherlands."""
    digits = re.sub(r"\D", "", number)
    return re.sub(r"^(?:0031|31)0?", "0", digits)


def _name(text: str, office: Office) -> str:
    """The first person named who is not of staff."""
    staff = {person.name.casefold() for person in office.people.staff if person.name}
    for pattern in _NAMED:
        for found in pattern.finditer(text):
            name = " ".join(found["name"].split()).rstrip(".,")
            if not any(name.casefold() in (known, known.partition(" ")[0]) for known in staff):
                return name
    return ""


def _address(text: str) -> str:
    found = _ADDRESS.search(text)
    return " ".join(f"{found['street']}, {found['place']}".split()) if found else ""


def _day(text: str, channel: str, answered: date) -> date | None:
    """The day on which it came in: one beside the word that tells of the channel, and no other day of the story."""
    clauses = _CLAUSES.split(text)
    beside = [each for each in clauses if channel and _CHANNEL[channel].search(each) and not _LASTS.search(each)]
    found = (find_day(clause, answered, Tense.PAST) for clause in beside)
    named = next((one.day for one in found if one and one.day and one.day <= answered), None)
    return named or (answered if any(_JUST.search(clause) for clause in beside) else None)
