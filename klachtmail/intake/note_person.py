"""The person in a note of reception: a name, a number, an address; never those of our own people."""

from __future__ import annotations

import re
from typing import Final

from klachtmail.core.settings import Office
from klachtmail.intake.form_person import email_in

_TITLE: Final = (
    r"(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]e heer|[Dd]hr\.?|[Mm]eneer|[Ff]am(?:ilie|\.)|[Mm]ej\.?|[Hh]r\.?)"
)
_WORD: Final = r"(?:[A-ZÀ-Þ][a-zà-ÿ'’][\w'’-]*|[A-ZÀ-Þ](?:\.[A-ZÀ-Þ])*\.?(?!\w))"
_PARTICLE: Final = r"(?: (?:van|de|der|den|het|ter|ten|te|el|al|la|'t|in))"
_WHOLE: Final = rf"{_WORD}(?:{_PARTICLE}{{0,2}} {_WORD}){{0,4}}"
_FULL: Final = rf"{_WORD}{_PARTICLE}{{0,2}} {_WHOLE}"
_SAID: Final = r"belde|heeft|kwam|stond|sprak|was|is|wil|vroeg|appte|mailde|zegt|klaagt|liet|staat|hing"
_BEFORE: Final = (
    r"[Gg]ebeld (?:door|met)|[Tt]elefoon(?:tje)? van|[Vv]oicemail van|[Bb]rief van|[Bb]ericht van|[Kk]aart van"
    r"|[Aa]pp(?:je)? van|[Ww]hats[Aa]pp van|[Kk]lacht van|[Bb]ezoek van|[Mm]elding van|[Nn]amens|[Nn]aam(?: is|:)"
    r"|[Cc]liënte?|[Kk]lant|[Dd]eelne(?:mer|emster)|[Bb]eller:?"
)
_NAMED: Final = (
    re.compile(rf"(?<!\w)(?P<name>{_TITLE}{_PARTICLE}{{0,2}} {_WHOLE})"),
    re.compile(rf"(?<!\w)(?:{_BEFORE}) (?P<name>{_WHOLE})"),
    re.compile(rf"(?<!\w)(?:[Bb]elde|[Kk]wam|[Ss]prak|[Aa]ppte|[Mm]ailde|[Ss]tond) (?P<name>{_FULL})"),
    re.compile(rf"(?<!\w)(?P<name>{_FULL})(?=[ ,:-]{{1,3}}(?:\(|0\d|\+31|[Tt]el|(?:{_SAID})(?!\w)))"),
    re.compile(rf"^(?P<name>{_WHOLE})(?= (?:{_SAID})(?!\w))", re.MULTILINE),
)
"""Where a name stands, the surest first: ``Mevr. Postma``, ``gebeld door F. Yildiz``, ``Jan Mulder belde``."""
_ADDRESS: Final = re.compile(
    r"(?<!\w)(?P<street>[A-ZÀ-Þ][\w.'-]*(?: [\w.'-]+){0,3} \d{1,4} ?[a-zA-Z]?(?:-\d{1,4})?),?\s+"
    r"(?P<place>\d{4} ?[A-Z]{2},?(?: +[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})?)"
)
"""E.g. ``Dorpsstraat 12, 9521 AB Nieuw Buinen``."""


def person_named(text: str, office: Office) -> str:
    """The name of the person in a note, as it stands there; nobody of staff."""
    staff = {person.name.casefold() for person in office.people.staff if person.name}
    ours = staff | {name.partition(" ")[0] for name in staff}
    for pattern in _NAMED:
        names = (" ".join(found["name"].split()).rstrip(".,") for found in pattern.finditer(text))
        name = next((name for name in names if name.casefold() not in ours), "")
        if name:
            return name
    return ""


def outside_email(text: str, office: Office) -> str:
    """The first mail address that is not of our own people."""
    words = (email_in(word) for word in text.split() if "@" in word)
    return next((email for email in words if email and not is_ours(email, office)), "")


def is_ours(email: str, office: Office) -> bool:
    """Whether an address is the organisation's or a colleague's."""
    ours = {address.lower() for address in office.addresses}
    return email in ours or office.people.own_domain(email) or office.people.find(email) is not None


def postal_address(text: str) -> str:
    """Street and place on one line, or empty."""
    found = _ADDRESS.search(text)
    return " ".join(f"{found['street']}, {found['place']}".split()) if found else ""
