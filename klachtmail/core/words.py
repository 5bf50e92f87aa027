"""The words that people read for what the program notes: flags and tracks in Dutch."""

from __future__ import annotations

from collections.abc import Iterable

from klachtmail.core.model import Flag

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
