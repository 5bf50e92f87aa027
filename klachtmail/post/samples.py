"""Sample letters, so that every branch of every template is filled in before a real one depends on it.

One key of the context means one thing in all templates; a new key gets its sample here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from klachtmail.core.digest import Digest, Line, Listed, Mails, Undelivered
from klachtmail.core.model import (
    Address,
    Case,
    Duty,
    DutyKind,
    Flag,
    Letter,
    Receipt,
    State,
    Track,
)
from klachtmail.core.reminders import Item

_RECEIVED = datetime(2026, 1, 30, 13, 5, tzinfo=UTC)
_KLACHT = ("Dit is een klacht", "mailto:kwaliteit@example.nl?subject=Re&body=KLACHT", "KLACHT")
_FULL: tuple[tuple[str, object], ...] = (
    ("flags", ("mogelijk een datalek", "een medewerker is genoemd")),
    ("links", (_KLACHT, ("Bericht sturen", "mailto:kwaliteit@example.nl?body=STUUR", "STUUR\nuw tekst"))),
    ("reasons", ("er staat dat niemand terugbelt",)),
    ("suspicion", "er kan ook om persoonsgegevens gaan"),
    ("neutral_on", date(2026, 2, 3)),
    ("why", "De kwaliteitsverantwoordelijke is genoemd in de klacht."),
    ("failed_letter", "Ontvangstbevestiging"),
    ("failed_to", Address("Hennie Trip", "h.trip@example.nl")),
    ("failed_why", "550 5.1.1 mailbox unavailable"),
    ("days_left", 2),
    ("letters", (("h.trip@example.nl", "Ontvangstbevestiging", "Goedendag,\n\nWij hebben uw klacht."),)),
)
_EMPTY: tuple[tuple[str, object], ...] = (
    ("flags", ()),
    ("links", ()),
    ("reasons", ()),
    ("suspicion", "er kan ook om persoonsgegevens gaan"),
    ("neutral_on", None),
    ("why", ""),
    ("failed_letter", ""),
    ("failed_to", "h.trip@example.nl"),
    ("failed_why", ""),
    ("days_left", None),
    ("letters", ()),
)
_TOLD: tuple[tuple[str, object], ...] = (
    ("author", "Hanna Bos"),
    ("talk_with", "Roelof Dekker"),
    ("text", "Wij bellen u voortaan terug.\n\nHanna belt u <b>elke</b> maandag."),
    ("appointment", datetime(2026, 2, 9, 9, 0, tzinfo=UTC)),
    ("place", "Drentse Poort 18, Nieuw Buinen"),
    ("talk_day", date(2026, 2, 5)),
    ("until", date(2026, 3, 13)),
    ("reason", "Wij wachten nog op een verslag."),
    ("consent", True),
    ("keep_until", date(2028, 2, 27)),
    ("outcome", "deels gegrond"),
    ("measure", "Wij bellen binnen een dag terug."),
    ("cap", 60),
    ("other", "KL-2026-0041"),
    ("title", "Gedaan: gesproken, 5 februari 2026"),
    ("lead", "Het gesprek van donderdag 5 februari 2026 is genoteerd."),
    ("blocks", (("Wat nu?", ("- Bevestig het gesprek.", "- Uiterlijk 9 februari.")), ("", ("Dat was het.",)))),
    ("lines", ("De DPO schrijft:", "De mail zit als bijlage bij deze mail.")),
    ("shown", (Address("Hennie Trip", "h.trip@example.nl"), "Bericht van ons", "Goedendag,\n\nWij bellen u.")),
    ("undo", "Klopt dit niet? Antwoord met ONGEDAAN."),
    ("what", "Ontvangstbevestiging"),
    ("to", Address("Hennie Trip", "")),
    ("postal", "Dorpsstraat 1\n9521 AA Nieuw Buinen"),
)
_TOLD_LITTLE: tuple[tuple[str, object], ...] = (
    *(one for one in _TOLD if isinstance(one[1], datetime | date)),
    ("author", ""),
    ("talk_with", ""),
    ("text", ""),
    ("place", "bij u thuis"),
    ("reason", ""),
    ("consent", False),
    ("outcome", "anders"),
    ("measure", ""),
    ("cap", 1),
    ("other", "KL-2026-0041"),
    ("title", "Genoteerd"),
    ("lead", "Genoteerd."),
    ("blocks", ()),
    ("lines", ()),
    ("shown", None),
    ("undo", ""),
    ("what", ""),
    ("to", "h.trip@example.nl"),
    ("postal", ""),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A case with its duties and a context that fits every template."""

    case: Case
    duties: tuple[Duty, ...]
    context: tuple[tuple[str, object], ...]
    attached: bool
    sent: datetime = _RECEIVED

    def fits(self, template: str) -> bool:
        """Whether the case can get this letter: a privacy letter needs the duties of that track."""
        return self.case.track is Track.PRIVACY or not template.endswith("_privacy")

    def letter(self, template: str) -> Letter:
        """A letter by this template, to the complainant of the sample whoever it is for."""
        return Letter("sample", template, self.case.complainant, self.case.number, self.context)


def _duty(kind: DutyKind, deadline: date, legal: date | None = None) -> Duty:
    return Duty(kind, deadline, legal or deadline, "sample")


_DUTIES = (
    _duty(DutyKind.ACKNOWLEDGE, date(2026, 2, 4)),
    _duty(DutyKind.CONTACT, date(2026, 2, 10)),
    _duty(DutyKind.SETTLE, date(2026, 2, 27)),
    _duty(DutyKind.ADMISSIBILITY, date(2026, 2, 27)),
)
_MORE_DUTIES = (
    _duty(DutyKind.MONTH, date(2026, 2, 27), date(2026, 2, 28)),
    replace(_duty(DutyKind.BREACH, date(2026, 2, 2)), moment=datetime(2026, 2, 2, 13, 5, tzinfo=UTC)),
    _duty(DutyKind.ANSWER, date(2026, 2, 3)),
    _duty(DutyKind.JUDGE, date(2026, 2, 2)),
)
_SERVICE = Case(
    number="KL-2026-0042",
    code="X7PQ",
    track=Track.SERVICE,
    state=State.OPEN,
    received=Receipt(_RECEIVED, "internaldate"),
    complainant=Address("", "h.trip@example.nl"),
    channel="email",
)
_ON_PAPER = replace(_SERVICE, complainant=Address("Hennie Trip", ""))
_PRIVACY = replace(
    _SERVICE,
    track=Track.PRIVACY,
    complainant=Address("Hennie Trip", "h.trip@example.nl"),
    handler="hanna@example.nl",
    flags=frozenset(Flag),
    phone="06-12345678",
    wishes="Bel mij graag na 17 uur.",
)

_BREACH = _MORE_DUTIES[1]
_OPEN = Digest(
    lines=(
        Line(_PRIVACY, _BREACH, -1, "DPO", new=True, late=True),
        Line(_SERVICE, _DUTIES[1], 2, "behandelaar", new=False),
        Line(replace(_SERVICE, state=State.TO_JUDGE), None, 0, "", new=False),
    ),
    week=((date(2026, 2, 3), 2), (date(2026, 2, 4), 1)),
    undelivered=(Undelivered("KL-2026-0042", "Ontvangstbevestiging", "550 5.1.1"),),
    entries=(
        Listed(
            "P-2026-0311",
            True,
            "h.trip@example.nl",
            "Vraag",
            "geen bewijs",
            _RECEIVED,
            "KL-2026-0042",
            True,
            (_KLACHT,),
        ),
        Listed("P-2026-0312", False, "", "", "nieuwsbrief", _RECEIVED, "", False, (_KLACHT,)),
    ),
    mails=Mails(7, 2, 1, 120, 119, _RECEIVED),
)
_CLOCK: tuple[tuple[str, object], ...] = (
    ("items", (Item(_DUTIES[1], -1, _RECEIVED), Item(_DUTIES[2], 2, _RECEIVED), Item(_MORE_DUTIES[0], 0, _RECEIVED))),
    ("stands_since", date(2026, 1, 29)),
    ("previews", (("UITNODIGEN 13-2 14:00", date(2026, 1, 29), "K7PQ2MXW"),)),
    ("asks_delay", True),
    ("instead_of", "Hanna Bos"),
    ("breach", _BREACH),
    ("late", True),
    ("answer_by", date(2026, 2, 13)),
    ("digest", _OPEN),
)
_QUIET: tuple[tuple[str, object], ...] = (
    ("items", (Item(_DUTIES[0], 1, _RECEIVED),)),
    ("stands_since", None),
    ("previews", ()),
    ("asks_delay", False),
    ("instead_of", ""),
    ("breach", _BREACH),
    ("late", False),
    ("answer_by", None),
    ("digest", Digest((), (), (), (), Mails())),
)

SAMPLES = (
    Sample(_SERVICE, _DUTIES, (*_EMPTY, *_QUIET, *_TOLD_LITTLE), attached=False),
    Sample(_ON_PAPER, _DUTIES, (*_EMPTY, *_QUIET, *_TOLD_LITTLE), attached=False),
    Sample(_PRIVACY, (*_DUTIES, *_MORE_DUTIES), (*_FULL, *_CLOCK, *_TOLD), attached=True),
)
"""A sample with nothing but the least, the same on paper, and one with everything."""
