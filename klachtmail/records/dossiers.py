"""Cases, entries, duties and events: what the record holds of each matter."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, text
from sqlmodel import Session, col, func, select, update

from klachtmail.core.facts import KnownCase
from klachtmail.core.model import Case, Duty, Entry, Event, Met
from klachtmail.records.rows import case_of, case_row, duty_of, duty_row, utc
from klachtmail.records.tables import CaseFile, DutyRow, EntryRow, EventRow, Mail, Participant

DUTIES = DutyRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
CASES = CaseFile.__table__  # type: ignore[attr-defined]
PARTICIPANTS = Participant.__table__  # type: ignore[attr-defined]
EVENTS = EventRow.__table__  # type: ignore[attr-defined]

_LAST_SERIALS = text(
    "SELECT (SELECT IFNULL(MAX(serial), 0) FROM case_file WHERE year = :year),"
    " (SELECT IFNULL(MAX(serial), 0) FROM entry WHERE year = :year),"
    " IFNULL((SELECT CAST(value AS INTEGER) FROM setting WHERE key = :seen), 0)"
)
_OWED = (DUTIES.c.case_number == bindparam("case")) & (DUTIES.c.kind == bindparam("duty"))
_MET = update(DUTIES).where(_OWED, DUTIES.c.met_at.is_(None)).values(met_at=bindparam("at"), met_by=bindparam("by"))
_REOPENED = update(DUTIES).where(_OWED).values(met_at=None, met_by="")


class Dossiers:
    """The cases and entries of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last_serials(self, year: int) -> tuple[int, int, int]:
        """The highest numbers of a year: of cases, of entries, and of cases that Sent was seen to hold."""
        values = {"year": year, "seen": f"highest_case_{year}"}
        cases, entries, seen = self._session.connection().execute(_LAST_SERIALS, values).one()
        return cases, entries, seen

    def open_case(self, case: Case, duties: Iterable[Duty], now: datetime) -> None:
        """Record a new case, its duties and its complainant."""
        self._session.connection().execute(insert(CASES), case_row(case, now))
        if case.complainant.email:
            self.join(case.number, case.complainant.email, case.complainant.name)
        self.owe(duties, case=case.number)

    def join(self, number: str, email: str, name: str) -> None:
        """Add an address to the complainant's side of a case."""
        row = {"case_number": number, "email": email, "name": name}
        self._session.connection().execute(insert(PARTICIPANTS), row)

    def open_entry(self, entry: Entry, duties: Iterable[Duty], received_at: datetime, now: datetime) -> None:
        """Record an entry and its duties."""
        _, year, serial = entry.number.split("-")
        self._session.add(
            EntryRow(
                number=entry.number,
                year=int(year),
                serial=int(serial),
                waits=entry.waits,
                reason=entry.reason,
                label=entry.label or "",
                proposed=entry.proposed,
                received_at=utc(received_at),
                opened_at=now,
            )
        )
        self._session.flush()
        self.owe(duties, entry=entry.number)

    def close_entry(self, number: str, by: str, now: datetime) -> None:
        """Close an entry; its duty *judge* ends with it."""
        row = self._session.get_one(EntryRow, number)
        row.closed_at, row.closed_by = now, by
        for duty in self._session.exec(select(DutyRow).where(DutyRow.entry_number == number)):
            duty.met_at, duty.met_by = now, by

    def owe(self, duties: Iterable[Duty], *, case: str | None = None, entry: str | None = None) -> None:
        """Add duties."""
        rows = [duty_row(duty, case=case, entry=entry) for duty in duties]
        if rows:
            self._session.connection().execute(insert(DUTIES), rows)

    def owe_once(self, number: str, duties: Iterable[Duty]) -> None:
        """Add duties to a case, except of kinds that are open already (one answer is owed, not six)."""
        present = {duty.kind for duty in self.duties(number) if duty.open}
        self.owe((duty for duty in duties if duty.kind not in present), case=number)

    def note_met(self, number: str, met: Met, at: datetime) -> None:
        """Note that a duty of a case was met, or is open again."""
        self._session.flush()
        owed = {"case": number, "duty": met.kind.value}
        if met.reopened:
            self._session.connection().execute(_REOPENED, owed)
        else:
            self._session.connection().execute(_MET, owed | {"at": utc(at), "by": met.by})

    def add_events(
        self,
        events: Iterable[Event],
        now: datetime,
        *,
        case: str | None = None,
        entry: str | None = None,
        mail: int | None = None,
    ) -> None:
        """Append events to the record."""
        rows = [
            {
                "at": utc(now),
                "case_number": case,
                "entry_number": entry,
                "mail_id": mail,
                "actor": event.actor,
                "kind": event.kind,
                "data": json.dumps(dict(event.data), ensure_ascii=False),
            }
            for event in events
        ]
        if rows:
            self._session.flush()
            self._session.connection().execute(insert(EVENTS), rows)

    def opened_since(self, moment: datetime) -> int:
        """How many cases were opened after a moment."""
        wanted = select(func.count()).select_from(CaseFile).where(col(CaseFile.opened_at) > utc(moment))
        return self._session.exec(wanted).one()

    def opened_last_hour(self, now: datetime) -> int:
        """How many cases were opened in the hour before ``now``."""
        return self.opened_since(now - timedelta(hours=1))

    def known(self, number: str) -> KnownCase | None:
        """A case with the addresses of the complainant's side; None where there is none of that number."""
        row = self._session.get(CaseFile, number)
        return KnownCase(case_of(row), self.participants(number)) if row else None

    def participants(self, number: str) -> frozenset[str]:
        """The addresses on the complainant's side of a case."""
        return frozenset(self._session.exec(select(Participant.email).where(Participant.case_number == number)))

    def running_of(self, emails: Iterable[str]) -> list[tuple[str, str]]:
        """The running cases in which any of these addresses takes part, newest first, each with the address."""
        wanted = (
            select(CaseFile.number, Participant.email)
            .join(Participant, col(Participant.case_number) == CaseFile.number)
            .where(col(Participant.email).in_(list(emails)), col(CaseFile.state).in_(("to_judge", "open")))
            .order_by(col(CaseFile.year).desc(), col(CaseFile.serial).desc())
        )
        return list(self._session.exec(wanted))

    def of_messages(self, message_ids: Iterable[str]) -> list[str]:
        """The numbers of the cases that earlier messages with these Message-IDs belong to."""
        wanted = select(Mail.case_number).where(
            col(Mail.message_id).in_(list(message_ids)), col(Mail.case_number).is_not(None)
        )
        return [number for number in dict.fromkeys(self._session.exec(wanted)) if number]

    def duties(self, number: str) -> tuple[Duty, ...]:
        """The duties of a case or an entry, in the order in which they were made."""
        column = DutyRow.entry_number if number.startswith("P-") else DutyRow.case_number
        rows = self._session.exec(select(DutyRow).where(column == number).order_by(col(DutyRow.id)))
        return tuple(duty_of(row) for row in rows)
