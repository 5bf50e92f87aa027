"""What the clock asks of the register. Only open duties and running cases are read, by their partial indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import text
from sqlmodel import Session, col, func, or_, select

from klachtmail.core.digest import Listed, Mails, OpenWork, Undelivered
from klachtmail.core.model import Asked, DutyKind, Role
from klachtmail.core.standing import Original, Standing
from klachtmail.records.ready import Ready, table_of
from klachtmail.records.rows import case_of, challenge_of, duty_of, utc
from klachtmail.records.tables import CaseFile, ChallengeRow, DutyRow, EntryRow, EventRow, LetterRow, Mail

RUNNING = ("to_judge", "open")

_OPEN = text("duty.met_at IS NULL AND duty.ended = ''")
"""The condition of the partial index on open duties, word for word: SQLite uses it only then."""

_ALARM = text("duty.moment IS NOT NULL AND duty.met_at IS NULL AND duty.ended = ''")
"""Likewise, of the index on what ends at a moment."""

_CASES, _MAILS, _OWED, _LETTERS = (table_of(model) for model in (CaseFile, Mail, DutyRow, LetterRow))
_NUMBER = sa.bindparam("number", type_=sa.String())
_CASE = sa.select(_CASES).where(_CASES.c.number == _NUMBER)
_DUTIES = sa.select(_OWED).where(_OWED.c.case_number == _NUMBER).order_by(_OWED.c.id)
_KEYS = sa.select(_LETTERS.c.key).where(_LETTERS.c.case_number == _NUMBER)
_QUESTIONS = table_of(ChallengeRow)
_PREVIEWS = sa.select(_QUESTIONS).where(
    _QUESTIONS.c.case_number == _NUMBER,
    _QUESTIONS.c.kind == Asked.PREVIEW.value,
    _QUESTIONS.c.answered.is_(False),
)
_ORIGINAL = (
    sa.select(_MAILS.c.sha256, _MAILS.c.message_id, _MAILS.c.role)
    .where(_MAILS.c.case_number == _NUMBER, _MAILS.c.kind != "own")
    .order_by(_MAILS.c.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that waits for a person, with the message that it is about."""

    number: str
    mail_id: int
    received_at: datetime
    proposed: str


class Agenda:
    """The clock's view of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ready = Ready(session)

    def last_event(self) -> int:
        """The highest number of an event: whatever changes in a case or entry leaves one."""
        return self._session.exec(select(func.max(EventRow.id))).one() or 0

    def to_look_at(self, today: date, until: date) -> list[str]:
        """The cases with a duty open that may need something by a day, soonest deadline first.

        Erasing is the program's own: it matters here only once it is late.
        """
        near = (col(DutyRow.deadline) <= until) & (DutyRow.kind != DutyKind.ERASE.value)
        wanted = (
            select(DutyRow.case_number)
            .where(_OPEN, col(DutyRow.deadline) <= until)
            .where(col(DutyRow.case_number).is_not(None), or_(near, col(DutyRow.deadline) < today))
            .order_by(col(DutyRow.deadline))
        )
        return [number for number in dict.fromkeys(self._session.exec(wanted)) if number]

    def touched(self, since: int) -> list[str]:
        """The cases in which something happened after an event."""
        wanted = select(EventRow.case_number).where(col(EventRow.id) > since, col(EventRow.case_number).is_not(None))
        return [number for number in dict.fromkeys(self._session.exec(wanted)) if number]

    def alarms(self) -> list[datetime]:
        """The moments at which open duties in clock hours end; there are never many."""
        wanted = select(DutyRow.moment).where(_ALARM)
        return [moment for moment in self._session.exec(wanted) if moment]

    def running(self) -> list[str]:
        """The numbers of the running cases."""
        wanted = select(CaseFile.number).where(col(CaseFile.state).in_(RUNNING))
        return sorted(self._session.exec(wanted))

    def standing(self, number: str, away: Mapping[str, date] | None = None) -> Standing:
        """Where a case stands; ``away`` is who of staff is absent."""
        values = {"number": number}
        row = self._ready.read(_CASE, values).one()
        original = self._ready.read(_ORIGINAL, values).first()
        return Standing(
            case=case_of(row),
            opened_at=row.opened_at,
            duties=tuple(duty_of(duty) for duty in self._ready.read(_DUTIES, values)),
            original=Original(original.sha256, original.message_id, Role(original.role)) if original else None,
            written=frozenset(self._ready.read(_KEYS, values).scalars()),
            away=away or {},
            previews=tuple(challenge_of(row) for row in self._ready.read(_PREVIEWS, values)),
        )

    def assign(self, number: str, handler: str) -> None:
        """Give a case to a handler, by address."""
        self._session.get_one(CaseFile, number).handler = handler

    def waiting(self) -> list[Waiting]:
        """The open entries that wait for a person, oldest first."""
        rows = self._entries(waits=True)
        found = ((row, self.mail_of(row.number)) for row in rows)
        return [
            Waiting(row.number, mail.id, row.received_at, row.proposed)
            for row, mail in found
            if mail is not None and mail.id is not None
        ]

    def _entries(self, *, waits: bool) -> list[EntryRow]:
        wanted = select(EntryRow).where(col(EntryRow.closed_at).is_(None), col(EntryRow.waits).is_(waits))
        return list(self._session.exec(wanted.order_by(col(EntryRow.opened_at))))

    def mail_of(self, number: str) -> Mail | None:
        """The message of an entry, by the event of its arrival."""
        wanted = select(EventRow.mail_id).where(EventRow.entry_number == number, col(EventRow.mail_id).is_not(None))
        mail_id = self._session.exec(wanted.order_by(col(EventRow.id)).limit(1)).first()
        return self._session.get(Mail, mail_id) if mail_id else None

    def listed(self, today: date) -> tuple[Listed, ...]:
        """Every open entry for the list: what waits first, then the oldest."""
        rows = (*self._entries(waits=True), *self._entries(waits=False))
        return tuple(self._listed(row, today) for row in rows)

    def _listed(self, row: EntryRow, today: date) -> Listed:
        mail = self.mail_of(row.number)
        duties = self._session.exec(select(DutyRow).where(DutyRow.entry_number == row.number, _OPEN))
        return Listed(
            number=row.number,
            waits=row.waits,
            sender=mail.sender_email if mail else "",
            subject=mail.subject if mail else "",
            reason=row.reason,
            received=row.received_at,
            proposed=row.proposed,
            late=any(duty.deadline < today for duty in duties),
        )

    def undelivered(self, numbers: Iterable[str]) -> tuple[Undelivered, ...]:
        """The letters of these cases that came back, were refused or wait for a person."""
        trouble = or_(LetterRow.undelivered != "", col(LetterRow.state).in_(("refused", "held")))
        wanted = (
            select(LetterRow.case_number, LetterRow.subject, LetterRow.undelivered, LetterRow.answer)
            .where(col(LetterRow.case_number).in_(list(numbers)), trouble)
            .order_by(col(LetterRow.id))
        )
        return tuple(
            Undelivered(case or "", subject, undelivered or answer)
            for case, subject, undelivered, answer in self._session.exec(wanted)
        )

    def open_work(self, today: date, since: datetime, setting: Callable[[str], str]) -> OpenWork:
        """Everything that digest and list tell: running cases, and others in which something is still owed."""
        numbers = dict.fromkeys((*self.running(), *self.to_look_at(today, today)))
        return OpenWork(
            standings=tuple(self.standing(number) for number in numbers),
            undelivered=self.undelivered(numbers),
            entries=self.listed(today),
            mails=self._mails(since, setting),
        )

    def _mails(self, since: datetime, setting: Callable[[str], str]) -> Mails:
        read, server, known = setting("last_mail"), setting("mailbox_on_server"), setting("mailbox_known")
        failed = select(func.count()).select_from(Mail).where(Mail.stage == "failed")
        return Mails(
            came=self.came_in(since),
            junk=self.junk(since),
            unreadable=self._session.exec(failed).one(),
            on_server=int(server) if server else None,
            known=int(known) if known else None,
            read_at=datetime.fromisoformat(read) if read else None,
        )

    def came_in(self, moment: datetime) -> int:
        """How many mails came in since a moment."""
        wanted = select(func.count()).select_from(Mail).where(col(Mail.kept_at) >= utc(moment), Mail.kind != "own")
        return self._session.exec(wanted).one()

    def junk(self, moment: datetime) -> int:
        """How many mails in Junk since a moment were not listed singly."""
        wanted = (
            select(func.count())
            .select_from(Mail)
            .where(
                col(Mail.kept_at) >= utc(moment),
                Mail.role == Role.JUNK.value,
                col(Mail.entry_number).is_(None),
                col(Mail.case_number).is_(None),
            )
        )
        return self._session.exec(wanted).one()
