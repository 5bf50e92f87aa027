"""A register with the clock on it, without any server: mails are taken in by hand, letters counted in their table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from sqlmodel import select

from klachtmail.core.model import Event, Met, Role
from klachtmail.core.settings import Office
from klachtmail.core.standing import Standing
from klachtmail.on_message import MessageFlow
from klachtmail.on_tick import TickFlow
from klachtmail.post.letters import Letters
from klachtmail.reading import Reader
from klachtmail.records.store import Register
from klachtmail.records.tables import LetterRow
from klachtmail.services import Fetched, MailboxAccount, Security, Where
from klachtmail.writing import Writer
from tests.core.clock import CALENDAR, OFFICE, TABLE
from tests.edges.registers import begun

COMPLAINT = (
    "Ik heb nu drie keer voor een dichte deur gestaan. Niemand had mij afgebeld en ik word niet teruggebeld. "
    "Ik ben hier boos over en dien hierbij een klacht in."
)
QUESTION = "Kunt u mij zeggen hoe laat het kantoor in Emmen vrijdag open is? Alvast bedankt."
DMARC = "mx.demo.example; dmarc={} header.from=example.org"


@dataclass(slots=True)
class Clockwork:
    """The flows of messages and time on a real register."""

    register: Register
    messages: MessageFlow
    ticks: TickFlow
    _uids: Iterator[int] = field(default_factory=lambda: count(1))

    def arrives(
        self,
        at: datetime,
        text: str = COMPLAINT,
        *,
        sender: str = "Hennie Trip <h.trip@example.org>",
        subject: str = "Niemand belt terug",
        role: Role = Role.INBOX,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """A mail is taken in, judged and recorded."""
        made = EmailMessage(policy=policy.SMTP)
        made["From"], made["To"], made["Subject"] = sender, OFFICE.addresses[0], subject
        made["Date"] = format_datetime(at)
        serial = sha256(repr((text, sender, subject, at)).encode()).hexdigest()[:20]
        made["Message-ID"] = f"<{serial}@klant.example>"
        for name, value in headers:
            made[name] = value
        made.set_content(text)
        raw = made.as_bytes()
        where = Where(role.value, 1, next(self._uids))
        for mail_id in self.messages.keep([Fetched(where, at, len(raw), raw)], role, at.astimezone(UTC)):
            self.messages.handle(mail_id, at.astimezone(UTC))

    def opens(self, one: Standing, at: datetime | None = None) -> None:
        """A case that was judged as a test needs it, with its message behind it; nothing was sent yet."""
        now = (at or one.opened_at).astimezone(UTC)
        raw = b"Subject: klacht\r\n\r\nBeste mensen\r\n" + one.case.number.encode()
        role = one.original.role if one.original else Role.INBOX
        fetched = Fetched(Where(role.value, 1, next(self._uids)), one.case.received.at, len(raw), raw)
        with self.register.transaction() as work:
            mail = work.ledger.mail(work.ledger.keep(fetched, role, one.case.received, now)[0])
            mail.stage, mail.kind, mail.message_id = "done", "human", "<1@klant.example>"
            work.dossiers.open_case(one.case, one.duties, now)
            mail.case_number = one.case.number
            work.dossiers.add_events((Event("opened", "test"),), now, case=one.case.number, mail=mail.id)

    def tick(self, at: datetime) -> None:
        """The clock at a moment, and the letters of now accepted by SMTP."""
        self.ticks.tick(at.astimezone(UTC))
        self.send(at)

    def send(self, at: datetime) -> None:
        """What is queued is accepted: it meets its duty."""
        with self.register.transaction() as work:
            for letter in work.outbox.due(at.astimezone(UTC), 1000):
                work.outbox.note(letter.id, "sent", "250", at=at, next_at=at)
                if letter.meets:
                    work.dossiers.note_met(letter.case, Met(letter.meets, letter.message_id), at)

    def letters(self, template: str = "", to: str = "") -> list[LetterRow]:
        """The letters ever made, oldest first."""
        with self.register.transaction() as work:
            rows = work.session.exec(select(LetterRow).order_by(LetterRow.id)).all()  # type: ignore[arg-type]
        return [row for row in rows if template in row.template and (not to or row.recipient_email == to)]

    def reader(self, at: datetime) -> Reader:
        """What the register says."""
        return Reader(self.register, "Europe/Amsterdam", at.astimezone(UTC))

    def case(self, at: datetime, number: int = 0) -> dict:
        """A case as ``cases --json`` gives it."""
        return json.loads(json.dumps(self.reader(at).cases()))[number]

    def show(self, number: str, at: datetime) -> dict:
        """A case or entry as ``show --json`` gives it."""
        return json.loads(json.dumps(self.reader(at).show(number)))

    def entries(self, at: datetime) -> list[dict]:
        """The open entries."""
        return json.loads(json.dumps(self.reader(at).entries()))


@contextmanager
def clockwork(folder: Path, office: Office = OFFICE) -> Iterator[Clockwork]:
    """On a new file, or on the one that is there."""
    register = Register(begun(folder / "register.db"))
    writer = Writer(Letters(office), office, register.signing_key)
    account = MailboxAccount("127.0.0.1", 143, Security.NONE, "password", "", "", trusted_authserv_id="mx.demo.example")
    messages = MessageFlow(register, writer, office, CALENDAR, account, lambda _step: None)
    ticks = TickFlow(register, writer, office, CALENDAR, TABLE.marks, TABLE.digest_at)  # type: ignore[arg-type]
    yield Clockwork(register, messages, ticks)
    register.close()


def office(**changes: object) -> Office:
    """The office with other people in its roles."""
    return replace(OFFICE, people=replace(OFFICE.people, **changes))
