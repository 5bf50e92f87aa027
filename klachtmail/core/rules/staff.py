"""Mail of our own people: letters by hand, answers in a case, registrations (R10, R12; DESIGN 4 and 5)."""

from __future__ import annotations

from klachtmail.core.commands import Command, Keyword, read
from klachtmail.core.facts import Facts, KnownCase
from klachtmail.core.model import Message, Role
from klachtmail.core.rules.threading import candidates
from klachtmail.core.settings import Office


def from_staff(message: Message, office: Office) -> bool:
    """Whether the From address is of the staff list or of one of the organisation's own domains.

    This says who it claims to be; whether it is so, ``Origin`` tells.
    """
    sender = message.sender
    if sender is None:
        return False
    return office.people.find(sender.email) is not None or office.people.own_domain(sender.email)


def written_to(message: Message, facts: Facts) -> KnownCase | None:
    """The case of which a participant is addressed in To or Cc: a letter by hand."""
    addressed = {person.email for person in message.addressees}
    return next((known for known in facts.cases if addressed & known.participants), None)


def by_hand(message: Message, facts: Facts, office: Office) -> bool:
    """Whether a person wrote this himself: it stands in Sent, or staff has a participant in To or Cc."""
    if facts.role is Role.SENT:
        return True
    return from_staff(message, office) and written_to(message, facts) is not None


def orders(new_text: str, facts: Facts) -> bool:
    """Whether the words are a command, other than the registration of a complaint."""
    found = read(new_text, answered=facts.receipt.at.date())
    return isinstance(found, Command) and found.keyword is not Keyword.NIEUW


def staff_case(facts: Facts) -> KnownCase | None:
    """The one case that a mail of staff is about; None where it names none or more than one."""
    numbers = candidates(facts)
    return facts.case(numbers[0]) if len(numbers) == 1 else None
