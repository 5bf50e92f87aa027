"""Which case does a message belong to, and what proves it? (DESIGN 2.4 and 3; PEERS 3 and 8)

A token alone never opens a case. What proves it: an answer to a letter of ours (its random Message-ID), a
reply key in the address together with the subject's token or such an answer, or a token or an earlier
message of the case together with a known participant. Anything less waits for a person with the case
proposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from klachtmail.core.facts import Facts, KnownCase, KnownLetter
from klachtmail.core.model import Audience, Flag, Message


@dataclass(frozen=True, slots=True)
class Thread:
    """The case that a message belongs to, what showed it, and what a person should know about it."""

    case: KnownCase
    proof: str
    flags: frozenset[Flag] = frozenset()


def candidates(facts: Facts) -> tuple[str, ...]:
    """The numbers of every case that anything but quoted text points at, strongest first, each once."""
    return tuple(
        dict.fromkeys(
            [letter.case for letter in facts.letters if letter.case]
            + [known.case.number for known in facts.tokens]
            + [known.case.number for known in facts.answered]
        )
    )


def thread(message: Message, facts: Facts) -> Thread | None:
    """The one case that the message is proved to belong to, or None."""
    number = _only(candidates(facts))
    known = number and facts.case(number)
    if not known or message.sender is None:
        return None
    proof = _proof(known, facts)
    if message.sender.email in known.participants:
        return Thread(known, proof)
    if _strong(known, facts) and _same_name(message, known):
        return Thread(known, proof, frozenset({Flag.OTHER_ADDRESS}))
    return None


def _only(numbers: tuple[str, ...]) -> str:
    """The single candidate; with two nobody guesses (a mail with two tokens waits for a person)."""
    return numbers[0] if len(numbers) == 1 else ""


def _proof(known: KnownCase, facts: Facts) -> str:
    """What showed the case, for the record."""
    number = known.case.number
    if any(letter.case == number for letter in facts.letters):
        return "antwoord op onze brief"
    if any(key.case == number for key in facts.keys):
        return "antwoordsleutel en zaaknummer"
    if any(token.case.number == number for token in facts.tokens):
        return "zaaknummer en bekende afzender"
    return "antwoord op een eerder bericht in de zaak"


def _strong(known: KnownCase, facts: Facts) -> bool:
    """Whether the sender holds something that only the complainant's side was given."""
    number = known.case.number
    letters = any(_to_complainant(letter, number) for letter in facts.letters)
    return letters or any(key.case == number and key.email in known.participants for key in facts.keys)


def _to_complainant(letter: KnownLetter, number: str) -> bool:
    return letter.case == number and letter.audience is Audience.COMPLAINANT


def _same_name(message: Message, known: KnownCase) -> bool:
    """Whether the display name holds the complainant's whole name: another address, not another person."""
    name = known.case.complainant.name.casefold().split()
    return len(name) > 1 and set(name) <= set(_words(message.sender.name if message.sender else ""))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
