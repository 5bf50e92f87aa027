"""What the labels of web forms mean, in Dutch and English (and the commonest in German and French)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from klachtmail.core.settings import FormProfile


class Means(StrEnum):
    """What stands behind a label. ``FROM`` is a name and an address together, ``TECHNICAL`` the program's own."""

    NAME = "name"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    EMAIL = "email"
    PHONE = "phone"
    MESSAGE = "message"
    FROM = "from"
    TECHNICAL = "technical"
    KNOWN = "known"
    NOTHING = ""


_LONGEST: Final = 100
_DECORATION: Final = " \t*:#>•·–—_=~-|[]?"
_ASIDE: Final = re.compile(r"\((?:\*|verplicht|required|optioneel|optional|niet verplicht|vereist)\)|^\d{1,2}[.)] ")
"""What a form adds to a label, e.g. ``(verplicht)`` or ``3. ``."""
_KEY: Final = re.compile(r"(?:field|fields|form_fields|form|data|entry|input)\[([^\[\]]{1,60})\](?:\[\])?")
"""A label as the key of a program, e.g. ``field[naam]`` or ``form_fields[email]``."""
_OF_ONE: Final = r"(?:wat is )?(?:(?:uw|je|jouw|your|mijn|my|what is your)[ -])?"
_WHOSE: Final = (
    r"(?:[ -](?:van )?(?:de |het |of )?"
    r"(?:klager|indiener|melder|afzender|cli[ëe]nt|deelnemer|aanvrager|invuller|contact|sender|complainant))?"
)

_MEANINGS: Final = {
    Means.NAME: rf"{_OF_ONE}(?:volledige |full |contact)?(?:naam|name){_WHOSE}|naam en (?:voorletters|voornaam)"
    r"|voor-? ?(?:en )?achternaam|voorletters en (?:achter)?naam|first and last name|(?:sender|contact)[ -]name"
    r"|cli[ëe]nt(?:en)?naam|deelnemersnaam",
    Means.FIRST: rf"{_OF_ONE}(?:voornamen|voornaam|voorletters|roepnaam|initialen|first ?name"
    rf"|given name|vorname|prénom){_WHOSE}",
    Means.MIDDLE: rf"{_OF_ONE}(?:tussenvoegsels?|middle ?name)",
    Means.LAST: rf"{_OF_ONE}(?:achternaam|familienaam|last ?name|surname|family name|nachname|nom){_WHOSE}",
    Means.EMAIL: rf"{_OF_ONE}(?:contact )?e[ -]?mail(?:[ -]?(?:adres|address|adresse))?{_WHOSE}"
    r"|mailadres|sender email|courriel|adresse e-?mail",
    Means.PHONE: rf"{_OF_ONE}(?:mobiele? |mobile )?(?:telefoon|tel|phone|mobiel|mobile|telephone|gsm)\.?"
    rf"(?:[ -]?(?:nummer|nr|number|no)\.?)?{_WHOSE}",
    Means.MESSAGE: rf"{_OF_ONE}(?:bericht|klacht|toelichting|omschrijving|beschrijving|vraag|opmerking(?:en)?"
    r"|boodschap|melding|reactie|message|complaint|comments?|question|feedback|enquiry|description|remarks?)"
    r"(?:(?:[ -](?:van|over|of|about))?(?: (?:de|het|uw|je|jouw|the|your))? (?:klacht|vraag|voorval|situatie"
    r"|complaint|body))?(?: of (?:vraag|opmerking|suggestie|klacht))?|klachtomschrijving|berichtinhoud|inhoud"
    r"|inhoud (?:van )?(?:het|uw) bericht|(?:vraag|klacht)/opmerking|waar gaat (?:uw|je|jouw|de) klacht over"
    r"|wat is (?:er gebeurd|(?:uw|je|de) klacht)|waarover (?:klaagt u|gaat uw klacht)|what happened"
    r"|how can we help.{0,20}|(?:ihre? )?(?:nachricht|anliegen|beschwerde)|votre message",
    Means.FROM: r"van|from|afzender|naam en e-?mail(?:adres)?",
    Means.TECHNICAL: r"page[ _]url|pagina(?: ?url)?|remote[ _](?:ip|addr)|ip[ -]?adres|ip address|user[ _-]agent"
    r"|browser|form[ _](?:id|name)|formulier(?:naam)?|referer|referrer|powered by|submit[ _]time|submission (?:id|date)"
    r"|inzending(?:snummer)?|entry id|verzonden (?:op|vanaf|via)|ingezonden op|ingevuld op|submitted (?:on|at|from)",
    Means.KNOWN: rf"{_OF_ONE}(?:onderwerp|subject|betreft|adres|address|postcode|woonplaats|plaats|organisatie|bedrijf"
    r"|company|geboortedatum|straat|rubriek|datum|date|tijd|time|topic)|nieuwsbrief|newsletter|akkoord|privacy",
}
_PATTERNS: Final = tuple((means, re.compile(pattern)) for means, pattern in _MEANINGS.items())


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one form: those of its profile go before the usual ones."""

    own: tuple[tuple[str, Means], ...] = ()

    def meaning(self, label: str) -> Means:
        """What a label means that ``plain`` has made plain."""
        named = next((means for own, means in self.own if own == label), None)
        if named is not None:
            return named
        return next((means for means, pattern in _PATTERNS if pattern.fullmatch(label)), Means.NOTHING)


def labels_of(profile: FormProfile | None) -> Labels:
    """The labels of a form that is configured, or of any."""
    return Labels(_own(profile.fields) if profile else ())


def plain(label: str) -> str:
    """A label in lower case without asterisks, colons, numbers and brackets; empty where it is too long."""
    if len(label) > _LONGEST:
        return ""
    bare = label.lower().strip(_DECORATION + "]" if "[" not in label else " \t*:=")
    key = _KEY.fullmatch(bare)
    bare = _ASIDE.sub("", key[1] if key else bare).replace("_", " ")
    return " ".join(bare.strip(_DECORATION).split())


def _own(fields: Sequence[tuple[str, str]]) -> tuple[tuple[str, Means], ...]:
    """A profile's labels; the field ``address`` is a postal address, which nothing here asks for."""
    known = {means.value: means for means in (Means.NAME, Means.EMAIL, Means.PHONE, Means.MESSAGE)}
    return tuple((plain(label), known.get(field, Means.KNOWN)) for field, label in fields)
