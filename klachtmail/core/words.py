"""The words that people read for what the program notes: days, duties, flags, tracks and states in Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from klachtmail.core.model import DutyKind, Flag, State, Track

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
DUTIES = {
    DutyKind.ACKNOWLEDGE: "ontvangst bevestigen aan de klager",
    DutyKind.CONTACT: "de klager spreken of uitnodigen",
    DutyKind.CONFIRM: "het gesprek schriftelijk bevestigen",
    DutyKind.SETTLE: "de klacht afhandelen",
    DutyKind.MONTH: "de privacyklacht afhandelen",
    DutyKind.ADMISSIBILITY: "melden als wij de klacht niet behandelen",
    DutyKind.ANSWER: "de klager antwoorden",
    DutyKind.DPO_ADVICE: "advies van de DPO krijgen",
    DutyKind.BREACH: "het datalek melden of uitsluiten",
    DutyKind.POST_LETTER: "de brief op de post doen",
    DutyKind.JUDGE: "beoordelen of dit een klacht is",
    DutyKind.ERASE: "het dossier wissen",
}
"""What meets each duty, e.g. ``de klager spreken of uitnodigen``."""

TRACKS = {Track.SERVICE: "klacht over onze dienstverlening", Track.PRIVACY: "klacht over persoonsgegevens"}
STATES = {
    State.TO_JUDGE: "nog te beoordelen",
    State.OPEN: "in behandeling",
    State.SETTLED: "afgehandeld",
    State.DECLINED: "niet in behandeling genomen",
    State.WITHDRAWN: "ingetrokken",
    State.NO_COMPLAINT: "geen klacht",
}

FLAGS = {
    Flag.BREACH: "mogelijk een datalek",
    Flag.WITHDRAWAL: "trekt de klacht misschien in",
    Flag.PRIVACY_SUSPECTED: "gaat misschien over persoonsgegevens",
    Flag.AVG_REQUEST: "vraagt om inzage, correctie of wissen van gegevens (AVG)",
    Flag.BOTH: "gaat over de dienstverlening en over persoonsgegevens",
    Flag.HEALTH: "bevat gegevens over gezondheid",
    Flag.THIRD_PARTY: "gaat ook over iemand anders",
    Flag.NEW_COMPLAINT: "bevat misschien een nieuwe klacht",
    Flag.STAFF_NAMED: "een medewerker is genoemd in de klacht",
    Flag.NO_EMAIL: "geen e-mailadres bekend",
    Flag.OTHER_ADDRESS: "komt van een ander adres dan wij kennen",
    Flag.FOREIGN_REPLY_TO: "vraagt om antwoord naar een ander adres",
    Flag.DMARC_FAILED: "de afzender is misschien vervalst",
    Flag.REOPEN: "de zaak was afgehandeld: heropenen?",
    Flag.UNPROVED_STAFF: "afzender van het eigen domein, maar zonder bewijs",
    Flag.SUSPECT_MACHINE: "lijkt op een automatisch antwoord",
    Flag.FORM_UNREADABLE: "het formulier is niet goed te lezen",
    Flag.LOOK_ALIKE: "de afzender lijkt op een medewerker, maar is er geen",
}


def flag_words(flags: Iterable[Flag]) -> tuple[str, ...]:
    """Dutch phrases for flags, in the order of the enumeration."""
    wanted = set(flags)
    return tuple(FLAGS[flag] for flag in Flag if flag in wanted)


def days_words(left: int) -> str:
    """How a deadline stands, for so many working days left (negative: late), e.g. ``Nog 2 werkdagen``."""
    if left == 0:
        return "Vandaag"
    days = f"{abs(left)} {'werkdag' if abs(left) == 1 else 'werkdagen'}"
    return f"Nog {days}" if left > 0 else f"{days} te laat"


def day_words(day: date) -> str:
    """A day without its weekday, e.g. ``10 februari 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """A day in full, e.g. ``dinsdag 10 februari 2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"
