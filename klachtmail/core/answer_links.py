"""Links beside those of the duties: yes and no to a question, a text to the complainant, a better address."""

from __future__ import annotations

from klachtmail.core.links import Link, for_answers

YES_NO = (("Ja", "JA"), ("Nee", "NEE"))
_WRITE = ("Toch naar de klager sturen", "STUUR\n")


def yes_or_no(address: str, subject: str, *, note: bool) -> tuple[Link, ...]:
    """JA and NEE to a question; under a note also the way to write to the complainant after all."""
    return for_answers((*YES_NO, _WRITE) if note else YES_NO, address, subject)


def write(address: str, subject: str) -> tuple[Link, ...]:
    """The text goes to the complainant after all, as STUUR."""
    return for_answers((_WRITE,), address, subject)


def reopening(address: str, subject: str) -> tuple[Link, ...]:
    """What may be done with a message on a settled case (R43)."""
    answers = (("De zaak heropenen", "HEROPEN"), _WRITE, ("Geen antwoord nodig", "GEZIEN"))
    return for_answers(answers, address, subject)


def undelivered(address: str, subject: str) -> tuple[Link, ...]:
    """What may be done about a letter that did not arrive (R14, R15)."""
    answers = (
        ("Een ander mailadres", "ADRES "),
        ("De brief is op de post", "BRIEF VERSTUURD"),
        ("Ik heb het nummer doorgegeven", "NUMMER DOORGEGEVEN"),
    )
    return for_answers(answers, address, subject)
