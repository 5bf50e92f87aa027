"""What the register says, for ``cases``, ``show`` and ``status``: values ready for JSON (the contract).

Moments are ISO 8601 in the organisation's time zone with offset; where only a day is known, the day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from klachtmail.core.model import DAY_ONLY, Duty, DutyKind, Receipt
from klachtmail.records.outbox import WAITING
from klachtmail.records.rows import case_of, duty_of
from klachtmail.records.store import Register, Work
from klachtmail.records.tables import CaseFile, DutyRow, EntryRow, EventRow, LetterRow, Mail, Place

Json = dict[str, object]

_SILENT = timedelta(hours=1)
"""A mailbox not read, or a letter not taken, for this long is not well."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the register as of a moment."""

    register: Register
    timezone: str
    now: datetime

    def cases(self) -> list[Json]:
        """Every case, oldest number first."""
        with self.register.reading() as work:
            rows = work.session.exec(select(CaseFile).order_by(col(CaseFile.year), col(CaseFile.serial)))
            counts = self._counts(work)
            duties = self._duties(work)
            return [self._case(work, row, duties.get(row.number, []), counts.get(row.number, 0)) for row in rows]

    def _counts(self, work: Work) -> dict[str, int]:
        """How many messages came in for each case, copies and our own letters not counted."""
        wanted = select(Mail.case_number, func.count()).where(Mail.stage == "done", Mail.kind != "own")
        return {number: count for number, count in work.session.exec(wanted.group_by(Mail.case_number)) if number}

    def _duties(self, work: Work) -> dict[str, list[Duty]]:
        found: dict[str, list[Duty]] = {}
        wanted = select(DutyRow).where(col(DutyRow.case_number).is_not(None)).order_by(col(DutyRow.id))
        for row in work.session.exec(wanted):
            found.setdefault(row.case_number or "", []).append(duty_of(row))
        return found

    def _case(self, work: Work, row: CaseFile, duties: list[Duty], messages: int) -> Json:
        case = case_of(row)
        met = {duty.kind: self._met(duty) for duty in duties}
        return {
            "number": case.number,
            "token": case.token,
            "track": case.track.value,
            "state": case.state.value,
            "received_at": self._received(case.received),
            "received_from": case.received.source,
            "acknowledged_at": met.get(DutyKind.ACKNOWLEDGE),
            "contacted_at": met.get(DutyKind.CONTACT),
            "confirmed_at": met.get(DutyKind.CONFIRM),
            "settled_at": self._moment(case.settled_at),
            "outcome": case.outcome or None,
            "complainant": {"name": case.complainant.name, "email": case.complainant.email},
            "handler": case.handler or None,
            "duties": [self._duty(duty, work) for duty in duties if not duty.ended],
            "messages": messages,
        }

    def _duty(self, duty: Duty, work: Work) -> Json:
        deadline = self._moment(duty.moment) if duty.moment else duty.deadline.isoformat()
        return {
            "kind": duty.kind.value,
            "deadline": deadline,
            "met_at": self._met(duty),
            "overdue": overdue(duty, self._as_of(work), self.timezone),
        }

    def _received(self, received: Receipt) -> str | None:
        """When a complaint came in; the day where only that is known (R10)."""
        moment = received.at.astimezone(ZoneInfo(self.timezone))
        return moment.date().isoformat() if received.source == DAY_ONLY else self._moment(received.at)

    def _met(self, duty: Duty) -> str | None:
        """When a duty was met; the day where only that is known."""
        return duty.met_on.isoformat() if duty.met_on else self._moment(duty.met_at)

    def _as_of(self, work: Work) -> datetime:
        """The later of now and the last pass (``--at`` may have run ahead of the clock)."""
        last = work.moment("last_pass")
        return max(self.now, last) if last else self.now

    def _moment(self, moment: datetime | None) -> str | None:
        return moment.astimezone(ZoneInfo(self.timezone)).isoformat(timespec="seconds") if moment else None

    def show(self, number: str) -> Json | None:
        """A case or an entry with its explained clock, its mails, letters and events; None where unknown."""
        with self.register.reading() as work:
            found = self._head(work, number)
            if found is None:
                return None
            return found | {
                "clock": self._clock(work, number),
                "mails": self._mails(work, number),
                "letters": self._letters(work, number),
                "events": self._events(work, number),
            }

    def _head(self, work: Work, number: str) -> Json | None:
        row = work.session.get(CaseFile, number)
        if row is not None:
            duties = list(work.dossiers.duties(number))
            extra: Json = {
                "channel": row.channel,
                "phone": row.phone or None,
                "wishes": row.wishes or None,
                "joined_to": row.joined_to or None,
                "registered_by": row.registered_by or None,
                "flags": json.loads(row.flags),
                "left_out": json.loads(row.left_out),
            }
            return self._case(work, row, duties, self._counts(work).get(number, 0)) | extra
        entry = work.session.get(EntryRow, number)
        return self._entry(entry) if entry else None

    def _entry(self, entry: EntryRow) -> Json:
        return {
            "number": entry.number,
            "waits": entry.waits,
            "reason": entry.reason,
            "label": entry.label or None,
            "proposed_case": entry.proposed or None,
            "received_at": self._moment(entry.received_at),
            "closed_at": self._moment(entry.closed_at),
            "closed_by": entry.closed_by or None,
        }

    def _clock(self, work: Work, number: str) -> list[Json]:
        return [
            self._duty(duty, work)
            | {
                "legal": duty.legal.isoformat(),
                "explanation": duty.explanation,
                "met_by": duty.met_by or None,
            }
            for duty in work.dossiers.duties(number)
        ]

    def _mails(self, work: Work, number: str) -> list[Json]:
        column = Mail.entry_number if number.startswith("P-") else Mail.case_number
        first = select(func.min(Place.internaldate)).where(Place.mail_id == Mail.id).scalar_subquery()
        return [
            {
                "received_at": self._moment(mail.received_at),
                "received_from": mail.received_from,
                "internaldate": self._moment(internaldate),
                "from": {"name": mail.sender_name, "email": mail.sender_email},
                "subject": mail.subject,
                "kind": mail.kind,
                "route": mail.route,
                "reasons": json.loads(mail.reasons),
                "flags": json.loads(mail.flags),
                "sha256": mail.sha256,
            }
            for mail, internaldate in work.session.exec(
                select(Mail, first).where(column == number).order_by(col(Mail.id))
            )
        ]

    def _letters(self, work: Work, number: str) -> list[Json]:
        column = LetterRow.entry_number if number.startswith("P-") else LetterRow.case_number
        rows = work.session.exec(select(LetterRow).where(column == number).order_by(col(LetterRow.id)))
        return [
            {
                "key": row.key,
                "template": row.template,
                "to": row.recipient_email,
                "subject": row.subject,
                "state": row.state,
                "queued_at": self._moment(row.queued_at),
                "sent_at": self._moment(row.sent_at),
                "answer": row.answer,
                "undelivered": row.undelivered or None,
            }
            for row in rows
        ]

    def _events(self, work: Work, number: str) -> list[Json]:
        column = EventRow.entry_number if number.startswith("P-") else EventRow.case_number
        return [
            {"at": self._moment(row.at), "actor": row.actor, "kind": row.kind, "data": json.loads(row.data)}
            for row in work.session.exec(select(EventRow).where(column == number).order_by(col(EventRow.id)))
        ]

    def entries(self) -> list[Json]:
        """Every open entry, oldest first: what waits for a person and what is listed."""
        with self.register.reading() as work:
            open_ones = select(EntryRow).where(col(EntryRow.closed_at).is_(None))
            return [self._entry(row) for row in work.session.exec(open_ones.order_by(col(EntryRow.opened_at)))]

    def status(self) -> tuple[Json, list[str]]:
        """Figures for monitoring, and what is not well (empty: all is well)."""
        with self.register.reading() as work:
            figures = self._figures(work)
            last = work.moment("last_mail")
            figures |= {
                "last_pass": self._moment(work.moment("last_pass")),
                "last_mail_read": self._moment(last),
            }
            ills = [f"{what}: {count}" for what, count in self._ills(work).items() if count]
            if missing := work.setting("missing_room"):
                ills.append(missing)
            if last is None or self._as_of(work) - last > _SILENT:
                ills.append("the mailbox was not read for more than an hour")
            return figures | {"well": not ills, "not_well": ills}, ills

    def _figures(self, work: Work) -> Json:
        def count(table: type[CaseFile | EntryRow | Mail | LetterRow], *where: object) -> int:
            return work.session.exec(select(func.count()).select_from(table).where(*where)).one()  # type: ignore[arg-type]  # SQLAlchemy's conditions have no common type

        unclosed = col(EntryRow.closed_at).is_(None)
        return {
            "cases": {
                "to_judge": count(CaseFile, col(CaseFile.state) == "to_judge"),
                "open": count(CaseFile, col(CaseFile.state) == "open"),
                "all": count(CaseFile),
            },
            "entries": {
                "waiting": count(EntryRow, unclosed, col(EntryRow.waits).is_(True)),
                "listed": count(EntryRow, unclosed, col(EntryRow.waits).is_(False)),
            },
            "messages": count(Mail, col(Mail.stage) != "copy"),
            "letters": {"waiting": count(LetterRow, col(LetterRow.state).in_(WAITING))},
        }

    def _ills(self, work: Work) -> dict[str, int]:
        as_of = self._as_of(work)
        late = [
            duty
            for duty in map(duty_of, work.session.exec(select(DutyRow).where(col(DutyRow.met_at).is_(None))))
            if overdue(duty, as_of, self.timezone)
        ]
        state = col(LetterRow.state)
        tried = state.in_(WAITING) & ((col(LetterRow.answer) != "") | (col(LetterRow.attempts) > 0))
        return {
            "duties that are overdue": len(late),
            "letters that were refused": self._count(work, state == "refused"),
            "letters held for a person": self._count(work, state == "held"),
            "letters tried for more than an hour": self._count(
                work, tried & (col(LetterRow.queued_at) < as_of - _SILENT)
            ),
            "letters that came back": self._count(work, col(LetterRow.undelivered) != ""),
            "mails that could not be read": len(work.ledger.failed()),
        }

    def _count(self, work: Work, letters: ColumnElement[bool]) -> int:
        return work.session.exec(select(func.count()).select_from(LetterRow).where(letters)).one()


def overdue(duty: Duty, as_of: datetime, timezone: str) -> bool:
    """Whether an open duty's deadline has passed: its day is over, or its moment is."""
    if not duty.open:
        return False
    if duty.moment is not None:
        return as_of > duty.moment
    return as_of.astimezone(ZoneInfo(timezone)).date() > duty.deadline
