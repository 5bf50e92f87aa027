"""The answers that a staff mail proposes: a label, a ``mailto:`` that opens them filled in, and the same words.

A link is click, send. It says who the answer goes to (the signed address where there is one), the case in its subject,
and the command in its body. It never carries a date of the day on which it was written: *GESPROKEN* is of the day on
which the answer arrives. Every body reads back as its command.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from klachtmail.core.commands import TABLE, Command, Keyword, Who, written
from klachtmail.core.model import DutyKind

MOST: Final = 3
"""A mail about a case carries at most three; the rest is ``HULP`` (DESIGN 5)."""
LONGEST: Final = 2000
"""Characters of a whole link; Outlook and Windows cut longer ones."""

Link = tuple[str, str, str]
"""Label, address of the link, words to type instead."""
Proposed = tuple[str, str]
"""Label and words of an answer; the words begin with their keyword."""

_TALKED: Final = ("Ik heb de klager gesproken", "GESPROKEN")
_NOT_REACHED: Final = ("Niet bereikt", "NIET BEREIKT")
_INVITE: Final = ("Uitnodigen voor een gesprek", "UITNODIGEN datum tijd plaats")
_SETTLE: Final = (
    "De klacht afhandelen",
    "AFHANDELEN gegrond / deels gegrond / ongegrond\nOorzaak: \nMaatregel: \nEigenaar: \nGereed: \nBrief:\n",
)
DELAY: Final = ("Het lukt niet op tijd", "UITSTEL tot datum\nReden: ")
_POSTED: Final = ("De brief is op de post", "BRIEF VERSTUURD")
_TOLD: Final = ("Ik heb het nummer doorgegeven", "NUMMER DOORGEGEVEN")

ANSWERS: Final = MappingProxyType(
    {
        DutyKind.ACKNOWLEDGE: (_POSTED, _TOLD),
        DutyKind.POST_LETTER: (_POSTED, _TOLD),
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
        DutyKind.SETTLE: (_SETTLE, DELAY),
        DutyKind.MONTH: (_SETTLE,),
        DutyKind.ANSWER: (("De klager schrijven", "STUUR\nuw tekst"), ("Geen antwoord nodig", "GEZIEN")),
        DutyKind.BREACH: (
            ("Gemeld bij de AP", "GEMELD AP"),
            ("Geen datalek", "GEEN DATALEK\nReden: "),
        ),
        DutyKind.DPO_ADVICE: (
            ("De stukken naar de DPO", "STUKKEN"),
            ("Besluiten zonder advies", "GEEN ADVIES\nReden: "),
        ),
    }
)
"""What meets each duty, in the words of staff; none where the program or somebody's prose meets it."""

ENTRY: Final = (
    ("Dit is een klacht", "KLACHT"),
    ("Klacht over persoonsgegevens", "PRIVACY"),
    ("Hoort bij een zaak", "KOPPEL {proposed}"),
    ("Afgedaan", "AFGEDAAN"),
)
"""What may become of a message that is no case."""


def for_duties(
    kinds: Iterable[DutyKind], address: str, token: str, *, who: Who | None = None, last: Proposed | None = None
) -> tuple[Link, ...]:
    """At most three links for the duties of a mail, the next duty's first; ``last`` is among them whatever is due.

    ``who`` is the reader: a link is for a command that he may use. Advice is no staff's to give, so that its links go
    to a named reader only.
    """
    answers = dict.fromkeys(answer for kind in kinds for answer in ANSWERS.get(kind, ()) if _fits(answer, kind, who))
    chosen = tuple(answers)[:MOST]
    if last and last not in chosen:
        chosen = (*chosen[: MOST - 1], last)
    return for_answers(chosen, address, f"[{token}]")


def for_entry(number: str, proposed: str, address: str) -> tuple[Link, ...]:
    """The four links of an entry in the quality officer's list."""
    answers = ((label, words.format(proposed=proposed or "KL-nummer")) for label, words in ENTRY)
    return for_answers(answers, address, number)


def for_commands(commands: Iterable[Command], address: str, token: str) -> tuple[Link, ...]:
    """A link for each command that was proposed, at most three; the label is its first line."""
    answers = ((written(command).partition("\n")[0], written(command)) for command in commands)
    return for_answers(tuple(answers)[:MOST], address, f"[{token}]")


def for_answers(answers: Iterable[Proposed], address: str, subject: str) -> tuple[Link, ...]:
    """The links of answers: their words go to ``address`` under ``subject``."""
    return tuple((label, _mailto(words, address, subject), words.strip()) for label, words in answers)


def _fits(answer: Proposed, kind: DutyKind, who: Who | None) -> bool:
    """Whether the reader may answer so."""
    if who is None:
        return kind is not DutyKind.DPO_ADVICE
    return who in TABLE[_keyword(answer[1])].who


def _keyword(words: str) -> Keyword:
    """The keyword that words begin with; the longest, as in ``NIET IN BEHANDELING``."""
    return max((keyword for keyword in Keyword if words.startswith(keyword)), key=len)


def _mailto(words: str, address: str, subject: str) -> str:
    """RFC 6068: everything but the @ percent-encoded, line breaks as CRLF.

    A key behind the address (``#``: the mailbox knows no plus addresses) goes into the subject.
    Words that are too long for a link are left out of it, with the keyword kept: half a letter would be sent as one.
    """
    to, _, key = address.partition("#")
    about = f"{subject} (sleutel {key})" if key else subject
    begin = f"mailto:{quote(to, safe='@')}?subject={quote(about, safe='')}&body="
    link = begin + quote(words.replace("\n", "\r\n"), safe="")
    return link if len(link) < LONGEST else begin + quote(f"{_keyword(words)}\r\n", safe="")
