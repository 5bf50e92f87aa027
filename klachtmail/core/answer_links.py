"""Links beside those of the duties: yes and no to a question, a text to the complainant, a better address."""

from __future__ import annotations

from urllib.parse import quote

from klachtmail.core.links import Link


def yes_or_no(address: str, subject: str, *, note: bool) -> tuple[Link, ...]:
    """JA and NEE to a question; under a note also the way to write to the complainant after all."""
    answers = (_link("Ja", "JA", address, subject), _link("Nee", "NEE", address, subject))
    return (*answers, *write(address, subject)) if note else answers


def write(address: str, subject: str) -> tuple[Link, ...]:
    """The text goes to the complainant after all, as STUUR."""
    return (_link("Toch naar de klager sturen", "STUUR\r\n", address, subject),)


def reopening(address: str, subject: str) -> tuple[Link, ...]:
    """What may be done with a message on a settled case (R43)."""
    return (
        _link("De zaak heropenen", "HEROPEN", address, subject),
        *write(address, subject),
        _link("Geen antwoord nodig", "GEZIEN", address, subject),
    )


def undelivered(address: str, subject: str) -> tuple[Link, ...]:
    """What may be done about a letter that did not arrive (R14, R15)."""
    return (
        _link("Een ander mailadres", "ADRES ", address, subject),
        _link("De brief is op de post", "BRIEF VERSTUURD", address, subject),
        _link("Ik heb het nummer doorgegeven", "NUMMER DOORGEGEVEN", address, subject),
    )


def _link(label: str, words: str, address: str, subject: str) -> Link:
    to = quote(address, safe="@")
    return label, f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(words, safe='')}", words.strip()
