"""What holds of ALL mail that ever reaches somebody outside, in every test: nobody's words reach a wrong person.

Checked when a ``house`` closes, over everything its SMTP server took, against what its register says (DESIGN 2.4):

- one recipient each, the one in To; no Cc, no Bcc; from the mailbox; no mail of anybody attached;
- a letter of the register, about a case whose participants hold that address;
- a person's words only where somebody of staff was shown this very letter and answered JA afterwards;
- no number, no address and no sentence of another case.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache
from pathlib import Path

from klachtmail.core.commands import Command, Keyword, read
from klachtmail.core.settings import People
from klachtmail.demo.stamps import Delivered
from klachtmail.intake.parse import parse

RELEASED = re.compile(r"complainant-(message|confirmation|closing|declined|no_complaint|delay|invitation|withdrawn)")
"""Letters with words that a person wrote or ordered."""
_NUMBER = re.compile(r"KL-\d{4}-\d{4,6}")
_SENTENCE = re.compile(r"[.!?\n]+")
_TELLING = 40
"""A sentence of so many characters is somebody's own; shorter ones (*Bel mij a.u.b. terug*) are everybody's."""


@dataclass(frozen=True, slots=True)
class Known:
    """A letter as the register has it."""

    key: str
    case: str
    template: str
    recipient: str
    queued_at: str


@dataclass(frozen=True, slots=True)
class CameIn:
    """A mail that came in: its case or entry, its sender, when it was kept, its bytes."""

    case: str
    sender: str
    at: str
    raw: bytes


@dataclass(slots=True)
class Book:
    """What the register says of letters, participants, questions and mails."""

    letters: dict[str, Known] = field(default_factory=dict)
    participants: dict[str, set[str]] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    mails: list[CameIn] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def family(self, case: str) -> set[str]:
        """A case with those that go on in it, or in which it goes on."""
        home = self.joined.get(case, case)
        return {case, home, *(number for number, to in self.joined.items() if to == home)}


def wrongs(received: list[Delivered], file: Path, mailbox: str, people: People) -> list[str]:
    """Everything that is wrong with the mail that reached people outside; empty where nothing is."""
    written = [replace(one, rcpt_to=tuple(map(_as_written, one.rcpt_to))) for one in received]
    mails = [one for one in written if _ours(one, mailbox) and any(_outside(to, people) for to in one.rcpt_to)]
    if not mails:
        return []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as register:
        book = _book(register)
    return [wrong for one in mails for wrong in _wrongs(one, book, mailbox)]


def _ours(one: Delivered, mailbox: str) -> bool:
    """Whether klachtmail sent it: from its address, or from a signed one of it."""
    local, _, domain = mailbox.partition("@")
    return re.fullmatch(rf"{re.escape(local)}(\+.*)?@{re.escape(domain)}", one.mail_from) is not None


def _as_written(email: str) -> str:
    """An address with its domain as people write it; on the wire it is ``xn--..``."""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{domain.encode().decode('idna')}" if "xn--" in domain else email


def _outside(email: str, people: People) -> bool:
    return people.find(email) is None and not people.own_domain(email)


def _wrongs(one: Delivered, book: Book, mailbox: str) -> Iterator[str]:
    mail = message_from_bytes(one.raw, policy=policy.default)
    subject = str(mail["Subject"])
    for wrong in _envelope(mail, one.rcpt_to, mailbox):
        yield f"{subject}: {wrong}"
    known = book.letters.get(str(mail["Message-ID"]))
    if known is None:
        if mail["Message-ID"] not in book.seen:  # else it is of a register that was lost
            yield f"{subject}: the register knows no such letter"
        return
    for wrong in (*_case(known, one.rcpt_to[0], book), *_words(known, mail, book)):
        yield f"{known.key} ({subject}): {wrong}"


def _envelope(mail: EmailMessage, recipients: tuple[str, ...], mailbox: str) -> Iterator[str]:
    to = [_ascii(address) for _, address in getaddresses(mail.get_all("To", []))]
    if len(recipients) != 1 or to != [_ascii(recipients[0])]:
        yield f"goes to {list(recipients)} and says {to}"
    if mail.get_all("Cc") or mail.get_all("Bcc"):
        yield "has Cc or Bcc"
    if [address for _, address in getaddresses(mail.get_all("From", []))] != [mailbox]:
        yield f"is from {mail['From']}"
    if any(part.get_content_type() == "message/rfc822" for part in mail.walk()):
        yield "has somebody's mail attached"


def _case(known: Known, recipient: str, book: Book) -> Iterator[str]:
    if _ascii(known.recipient) != _ascii(recipient):
        yield f"was written to {known.recipient}"
    if not known.case:
        yield "is about no case"
    elif _ascii(recipient) not in {_ascii(one) for case in book.family(known.case) for one in book.participants[case]}:
        yield f"goes outside {known.case}"
    if RELEASED.match(known.template) and not _released(known, book):
        yield "holds a person's words without his JA"


def _released(known: Known, book: Book) -> bool:
    """Whether who was shown this letter wrote JA after it was made, in a mail about its case."""
    keys = (key for key in book.asked if known.key == key or known.key.startswith(f"{key}/"))
    shown, made = book.asked.get(next(keys, ""), ""), _made(known, book)
    mails = (one for one in book.mails if (one.case, one.sender) == (known.case, shown) and one.at >= made)
    return any(_says_yes(one.raw, one.at) for one in mails)


def _made(known: Known, book: Book) -> str:
    """When the letter was first made, if it later went to another address."""
    same = (one.queued_at for one in book.letters.values() if known.key.startswith(f"{one.key}/"))
    return min((*same, known.queued_at))


def _words(known: Known, mail: EmailMessage, book: Book) -> Iterator[str]:
    text = _normal(f"{mail['Subject']} {mail.get_body(('plain',)).get_content()}")  # type: ignore[union-attr]
    family = book.family(known.case)
    if strange := {number for number in _NUMBER.findall(text.upper()) if number not in family}:
        yield f"names {sorted(strange)}"
    own = set().union(*(book.participants.get(case, set()) for case in family))
    others = set().union(*(who for case, who in book.participants.items() if case not in family)) - own
    if named := {email for email in others if email and email in text}:
        yield f"names {sorted(named)}"
    theirs = {sentence for one in book.mails if one.case in family for sentence in _sentences(one.raw)}
    for one in book.mails:
        strangers = _sentences(one.raw) - theirs if one.case not in family else frozenset[str]()
        if said := [sentence for sentence in strangers if sentence in text and sentence not in _ours_to_say()]:
            yield f"has words of {one.case or one.sender}: {said}"


@cache
def _sentences(raw: bytes) -> frozenset[str]:
    """What somebody newly wrote, in sentences that are his own."""
    parts = (_normal(part) for part in _SENTENCE.split(parse(raw).new_text))
    return frozenset(part for part in parts if len(part) >= _TELLING)


@cache
def _says_yes(raw: bytes, at: str) -> bool:
    found = read(parse(raw).new_text, answered=datetime.fromisoformat(at).date())
    return isinstance(found, Command) and found.keyword is Keyword.JA


def _ascii(email: str) -> str:
    """An address as SMTP carries it."""
    local, _, domain = email.lower().rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


@cache
def _ours_to_say() -> str:
    """What the letters say of themselves: whoever writes the same has not said it for another."""
    folder = Path(__file__).parents[2] / "templates"
    return _normal(" ".join(file.read_text() for file in sorted(folder.glob("*.txt.j2"))))


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()


def _book(register: sqlite3.Connection) -> Book:
    book = Book()
    for message_id, *rest in register.execute(
        "SELECT message_id, key, case_number, template, recipient_email, queued_at FROM letter"
    ):
        book.letters[message_id] = Known(*(value or "" for value in rest))
    for case, email in register.execute("SELECT case_number, email FROM participant"):
        book.participants.setdefault(case, set()).add(email)
    for case, email, home in register.execute("SELECT number, complainant_email, joined_to FROM case_file"):
        book.participants.setdefault(case, set()).update({email} - {""})
        book.joined |= {case: home} if home else {}
    book.asked = dict(register.execute("SELECT letter, email FROM challenge WHERE letter <> '' AND answered = 1"))
    mails = register.execute(
        "SELECT coalesce(case_number, entry_number, ''), sender_email, kept_at, content FROM mail"
        " JOIN blob ON blob.sha256 = mail.sha256 WHERE kind <> 'own'"
    )
    book.mails = [CameIn(*row) for row in mails]
    book.seen = {row[0] for row in register.execute("SELECT message_id FROM mail WHERE kind = 'own'")}
    return book
