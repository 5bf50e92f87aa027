"""What the register and the mailbox know that bears on one message: looked up before it is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from klachtmail.core.model import Address, Audience, Case, DutyKind, Origin, Receipt, Role
from klachtmail.core.registration import Registration

TOKEN = re.compile(
    r"(?<![A-Za-z0-9])KL[\s\u2010-\u2015-]{0,3}((?:19|20)\d\d)[\s\u2010-\u2015-]{1,3}(\d{4,6})"
    r"[\s\u2010-\u2015-]{1,3}([23456789BCDFGHJKMNPQRSTVWXYZ](?:\s?[23456789BCDFGHJKMNPQRSTVWXYZ]){3})"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""A case token however it was retyped, e.g. ``[KL-2026-0042-X7PQ]`` or ``kl 2026 0042 x7pq``."""


def tokens_in(text: str) -> tuple[str, ...]:
    """The case tokens that stand in a text, in the register's own writing, each once."""
    found = (f"KL-{match[1]}-{match[2]}-{''.join(match[3].split()).upper()}" for match in TOKEN.finditer(text))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter of ours that a message answers or reports on; ``deadline`` is that of the duty which it met."""

    message_id: str
    case: str
    recipient: str
    audience: Audience
    meets: DutyKind | None
    subject: str = ""
    deadline: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case with the addresses on the complainant's side."""

    case: Case
    participants: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whose reply key stands in an address of the message; the key was checked."""

    case: str
    email: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a web form or a staff registration says of the complainant; empty where it does not (R5, R12)."""

    name: str = ""
    email: str = ""
    phone: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Original:
    """Who wrote the mail that an employee hands on, and when the first of us received it (R10)."""

    sender: Address
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The surroundings of one message.

    ``letters`` are ours that it answers, nearest first; ``answered`` the cases of earlier messages that it
    answers. ``tokens`` are the cases whose token stands in the subject, ``quoted`` in the text;
    ``unknown_token`` says that the subject holds a token of no case. ``of_sender`` are the sender's running
    cases, newest first. ``form`` is set where the message is a web form, ``original`` where an employee
    forwards somebody's mail. ``entries`` are the entries that a mail of staff names,
    ``registration`` what an employee writes down.
    """

    role: Role
    receipt: Receipt
    origin: Origin = field(default_factory=Origin)
    own: bool = False
    letters: tuple[KnownLetter, ...] = ()
    reported: KnownLetter | None = None
    answered: tuple[KnownCase, ...] = ()
    keys: tuple[KeyHolder, ...] = ()
    tokens: tuple[KnownCase, ...] = ()
    quoted: tuple[KnownCase, ...] = ()
    unknown_token: bool = False
    of_sender: tuple[KnownCase, ...] = ()
    cases: tuple[KnownCase, ...] = ()
    form: Form | None = None
    original: Original | None = None
    registration: Registration | None = None
    entries: tuple[str, ...] = ()
    new_cases_this_hour: int = 0
    replies_today: int = 0

    def case(self, number: str) -> KnownCase | None:
        """A case that any of the facts point at."""
        return next((known for known in self.cases if known.case.number == number), None)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The next free numbers, reserved by the transaction that asks for a decision; ``question`` is a one-time code."""

    case: str
    code: str
    entry: str
    question: str = ""


NOBODY = Address("", "")
