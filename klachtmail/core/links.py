"""The answers that a staff mail proposes: a label, a ``mailto:`` that opens them filled in, and the same words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from klachtmail.core.model import DutyKind

MOST = 3
"""A mail about a case carries at most three; the rest is ``HULP`` (DESIGN 5)."""

Link = tuple[str, str, str]
"""Label, address of the link, words to type instead."""

_TALKED = ("Ik heb de klager gesproken", "GESPROKEN")
_NOT_REACHED = ("Niet bereikt", "NIET BEREIKT")
_INVITE = ("Uitnodigen voor een gesprek", "UITNODIGEN datum tijd plaats")
_SETTLE = ("De klacht afhandelen", "AFHANDELEN gegrond\nOorzaak: \nMaatregel: \nEigenaar: \nGereed: \nBrief:\n")
_DELAY = ("Het lukt niet op tijd", "UITSTEL tot datum\nReden: ")
_POSTED = ("De brief is op de post", "BRIEF VERSTUURD")

ANSWERS: dict[DutyKind, tuple[tuple[str, str], ...]] = {
    DutyKind.ACKNOWLEDGE: (_POSTED, ("Ik heb het nummer doorgegeven", "NUMMER DOORGEGEVEN")),
    DutyKind.POST_LETTER: (_POSTED, ("Ik heb het nummer doorgegeven", "NUMMER DOORGEGEVEN")),
    DutyKind.JUDGE: (
        ("Dit is een klacht", "KLACHT"),
        ("Klacht over persoonsgegevens", "PRIVACY"),
        ("Geen klacht", "GEEN KLACHT\nReden: "),
    ),
    DutyKind.CONTACT: (_TALKED, _NOT_REACHED, _INVITE),
    DutyKind.CONFIRM: (("Het gesprek bevestigen", "BEVESTIGEN\nBrief:\n"),),
    DutyKind.ADMISSIBILITY: (
        ("Wij behandelen de klacht", "IN BEHANDELING"),
        ("Wij behandelen de klacht niet", "NIET IN BEHANDELING\nReden: "),
    ),
    DutyKind.SETTLE: (_SETTLE, _DELAY),
    DutyKind.MONTH: (_SETTLE,),
    DutyKind.ANSWER: (("De klager schrijven", "STUUR\nuw tekst"), ("Geen antwoord nodig", "GEZIEN")),
    DutyKind.BREACH: (
        ("Gemeld bij de AP", "GEMELD AP"),
        ("Geen datalek", "GEEN DATALEK\nReden: "),
    ),
}
"""What meets each duty, in the words of staff; none where the program or somebody's prose meets it."""

ENTRY = (
    ("Dit is een klacht", "KLACHT"),
    ("Klacht over persoonsgegevens", "PRIVACY"),
    ("Hoort bij een zaak", "KOPPEL {proposed}"),
    ("Afgedaan", "AFGEDAAN"),
)
"""What may become of a message that is no case."""


def for_duties(kinds: Iterable[DutyKind], address: str, token: str) -> tuple[Link, ...]:
    """At most three links for the duties of a mail, the next duty's first."""
    answers = dict.fromkeys(answer for kind in kinds for answer in ANSWERS.get(kind, ()))
    return tuple(_link(label, words, address, f"[{token}]") for label, words in tuple(answers)[:MOST])


def for_entry(number: str, proposed: str, address: str) -> tuple[Link, ...]:
    """The four links of an entry in the quality officer's list."""
    answers = ((label, words.format(proposed=proposed or "KL-nummer")) for label, words in ENTRY)
    return tuple(_link(label, words, address, number) for label, words in answers)


def _link(label: str, words: str, address: str, subject: str) -> Link:
    return label, f"mailto:{address}?subject={quote(subject)}&body={quote(words, safe='')}", words.strip()
