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

from klachtmail.core.commands.ending import before_ending, begins_signature, is_block
from klachtmail.core.dutch_dates import Tense, find_day
from klachtmail.core.model import Address
from klachtmail.core.rules.reach import phone_in
from klachtmail.core.settings import Office
from klachtmail.intake.note_person import is_ours, outside_email, person_named, postal_address

_MOST: Final = 3000
"""Characters of a note that are looked at; a longer text is a story, which judging reads whole."""
_SIGNATURE: Final = 25
"""Lines that a signature may have."""
_CHANNELS: Final = MappingProxyType(
    {
        "voicemail": r"voice ?mail\w*|antwoordapparaat|ingesproken",
        "whatsapp": r"whats ?app\w*|app(?:te|t|je|bericht)|via (?:de )?app",
        "sms": r"sms\w*",
        "balie": r"balie|kwam (?:\w+ ){0,3}langs|langsgekomen|langs geweest|inloop\w*|aan de deur"
        r"|stond (?:\w+ ){0,3}voor de deur",
        "brief": r"brief\w*|per post|met de post|gescand\w*|scan|poststuk|kaart|handgeschreven",
        "telefoon": r"bel(?:de|den|t)|gebeld|(?:terug|op)bel\w*|telefo\w+|tel\.? ?notitie|aan de lijn|hing op|beller",
        "e-mail": r"e-?mail(?:tje|bericht)?|mailtje|gemaild|mailde",
        "sociale media": r"facebook|instagram|linkedin|google ?review|review",
        "website": r"(?:web)?formulier|website",
        "gesprek": r"gesprek|sprak|vertelde (?:mij|me)|zei tegen (?:mij|me)",
    }
)
"""How a complaint came in, with what tells of it; where several do, the first in this order."""
_CHANNEL: Final = MappingProxyType(
    {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _CHANNELS.items()}
)
_OUTSIDER: Final = re.compile(
    r"(?<!\w)(?:cliënte?|client|klant|klager|klaagster|deelnemer|kandidaat|werkgever|mevrouw|meneer|mijnheer|iemand"
    r"|beller|partner van|man van|vrouw van|moeder van|vader van)(?!\w)",
    re.IGNORECASE,
)
"""Somebody from outside who is not named."""
_CLAUSES: Final = re.compile(r"[,;.!?\n]| dat | omdat | want | over ")
_JUST: Final = re.compile(r"(?<!\w)(?:net|zo ?net|zojuist|daarnet|zo-even)(?!\w)", re.IGNORECASE)
_OTHER_DAYS: Final = re.compile(r"(?<!\w)(?:sinds|vanaf|al|sedert|afspraak|zou|tot|terug)(?!\w)", re.IGNORECASE)
"""Words beside a day that is one of the story."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note tells; empty or None where it does not. ``outsider`` says that it speaks of somebody from outside."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    channel: str = ""
    received: date | None = None
    outsider: bool = False


def note_in(text: str, office: Office, answered: date) -> Note:
    """What the words of a note tell; ``text`` is without the writer's signature."""
    words = text[:_MOST]
    name, channel = person_named(words, office), channel_in(words)
    email, phone = outside_email(words, office), phone_in(words, office.organisation.phone)
    outsider = bool(name or email or phone) or _OUTSIDER.search(words) is not None
    return Note(name, email, phone, postal_address(words), channel, _day(words, channel, answered), outsider)


def channel_in(text: str) -> str:
    """The channel that a text tells of, or empty."""
    return next((name for name, words in _CHANNEL.items() if words.search(text)), "")


def without_writer(lines: Sequence[str], writer: Address | None, office: Office) -> list[str]:
    """The lines of a note without closing phrase, and without the name of its writer and what stands below it.

    A name with a number in a block of its own may be the complainant's: it is the writer's where his name begins it or
    something of ours stands in it.
    """
    own = before_ending(lines)
    names = _names_of(writer) if writer else frozenset[str]()
    for at in range(max(1, len(own) - _SIGNATURE), len(own)):
        named = own[at].strip().casefold().rstrip(".,") in names
        if (named or (begins_signature(own, at) and _mentions_us(own[at:], office))) and is_block(own[at:]):
            return own[:at]
    return own


def _names_of(writer: Address) -> frozenset[str]:
    """How somebody writes his own name below a note: whole, or by his first name."""
    whole = writer.name.casefold().strip()
    turned = " ".join(reversed(whole.split(", ")))
    return frozenset(filter(None, (whole, turned, turned.partition(" ")[0], writer.email)))


def _mentions_us(lines: Sequence[str], office: Office) -> bool:
    """Whether lines hold an address, the website or the name of the organisation."""
    text = "\n".join(lines).casefold()
    names = (office.organisation.name.casefold().partition(" ")[0], *office.people.staff_domains)
    addresses = (word.strip("<>()[],;").removeprefix("mailto:") for word in text.split() if "@" in word)
    return any(name and name in text for name in names) or any(is_ours(each, office) for each in addresses)


def _day(text: str, channel: str, answered: date) -> date | None:
    """The day on which it came in: one beside the word that tells of the channel, and no other day of the story."""
    clauses = _CLAUSES.split(text)
    beside = [each for each in clauses if channel and _CHANNEL[channel].search(each) and not _OTHER_DAYS.search(each)]
    found = (find_day(clause, answered, Tense.PAST) for clause in beside)
    named = next((one.day for one in found if one and one.day and one.day <= answered), None)
    return named or (answered if any(_JUST.search(clause) for clause in beside) else None)
