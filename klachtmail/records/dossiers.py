"""Cases, entries, duties and events: what the record holds of each matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave
from sqlmodel import Session

from klachtmail.core.facts import KnownCase
from klachtmail.core.model import Case, Duty, Entry, Event, Met
from klachtmail.records.ready import Ready, listed, many, table_of
from klachtmail.records.rows import case_of, case_row, duty_of, duty_row, entry_row, event_row, utc
from klachtmail.records.tables import CaseFile, DutyRow, EntryRow, EventRow, Mail, Participant

DUTIES, CASES, ENTRIES = table_of(DutyRow), table_of(CaseFile), table_of(EntryRow)
PARTICIPANTS, EVENTS, MAILS = table_of(Participant), table_of(EventRow), table_of(Mail)

_LAST_SERIALS = text(
    "SELECT (SELECT IFNULL(MAX(serial), 0) FROM case_file WHERE year = :year),"
    " (SELECT IFNULL(MAX(serial), 0) FROM entry WHERE year = :year),"
    " IFNULL((SELECT CAST(value AS INTEGER) FROM setting WHERE key = :seen), 0)"
)
_OWED = (DUTIES.c.case_number == bindparam("case")) & (DUTIES.c.kind == bindparam("duty"))
_STILL = _OWED & DUTIES.c.met_at.is_(None) & (DUTIES.c.ended == "")
_MET = update(DUTIES).where(_STILL).values(met_at=bindparam("at"), met_by=bindparam("by"), met_on=bindparam("day"))
_ENDED = update(DUTIES).where(_STILL).values(ended=bindparam("by"))
_REOPENED = update(DUTIES).where(_OWED).values(met_at=None, met_by="", met_on=None)
_COMMANDED = DUTIES.c.case_number == bindparam("case")
_UNMET = (
    update(DUTIES).where(_COMMANDED, DUTIES.c.met_by == bindparam("by")).values(met_at=None, met_by="", met_on=None)
)
_UNENDED = update(DUTIES).where(_COMMANDED, DUTIES.c.ended == bindparam("by")).values(ended="")
_OPEN_CASE, _OPEN_ENTRY = insert(CASES), insert(ENTRIES)
_JOIN = insert_or_leave(PARTICIPANTS).on_conflict_do_nothing()
_LEAVE = delete(PARTICIPANTS).where(
    PARTICIPANTS.c.case_number == bindparam("case"), PARTICIPANTS.c.email == bindparam("address")
)
_OWE, _ADD_EVENTS = insert(DUTIES), insert(EVENTS)
_CLOSE_ENTRY = (
    update(ENTRIES)
    .where(ENTRIES.c.number == bindparam("entry"))
    .values(closed_at=bindparam("at"), closed_by=bindparam("by"))
)
_MEET_ALL = (
    update(DUTIES)
    .where(DUTIES.c.entry_number == bindparam("entry"))
    .values(met_at=bindparam("at"), met_by=bindparam("by"))
)
_FIXED = frozenset({"number", "year", "serial", "code", "opened_at"})
"""What never changes in a case."""
_ENTRY = select(ENTRIES.c.number).where(ENTRIES.c.number == bindparam("entry"))
_HOMES = select(CASES.c.number, CASES.c.joined_to).where(CASES.c.number.in_(many("many")), CASES.c.joined_to != "")
_OPENED_SINCE = select(func.count()).select_from(CASES).where(CASES.c.opened_at > bindparam("since"))
_SOME_REPLIES = (
    select(EVENTS.c.id)
    .where(EVENTS.c.case_number == bindparam("case"), EVENTS.c.kind == "reply", EVENTS.c.at >= bindparam("since"))
    .limit(bindparam("most"))
)
_CASE = select(CASES).where(CASES.c.number == bindparam("case"))
_SIDE = select(PARTICIPANTS.c.email).where(PARTICIPANTS.c.case_number == bindparam("case"))
_RUNNING = text("+case_file.state IN ('to_judge', 'open')")
"""The plus keeps SQLite from walking all running cases instead of the few of a participant."""
_RUNNING_OF = (
    select(CASES.c.number, PARTICIPANTS.c.email)
    .join(PARTICIPANTS, PARTICIPANTS.c.case_number == CASES.c.number)
    .where(PARTICIPANTS.c.email.in_(many("many")), _RUNNING)
    .order_by(CASES.c.year.desc(), CASES.c.serial.desc())
)
_OF_MESSAGES = select(MAILS.c.case_number).where(MAILS.c.message_id.in_(many("many")), MAILS.c.case_number.is_not(None))
_OF_CASE = select(DUTIES).where(DUTIES.c.case_number == bindparam("owner")).order_by(DUTIES.c.id)
_OF_ENTRY = select(DUTIES).where(DUTIES.c.entry_number == bindparam("owner")).order_by(DUTIES.c.id)


class Dossiers:
    """The cases and entries of one transaction."""

    def __init__(self, session: Session) -> None:
        self._ready = Ready(session)

    def last_serials(self, year: int) -> tuple[int, int, int]:
        """The highest numbers of a year: of cases, of entries, and of cases that Sent was seen to hold."""
        values = {"year": year, "seen": f"highest_case_{year}"}
        cases, entries, seen = self._ready.look(_LAST_SERIALS, values).one()
        return cases, entries, seen

    def open_case(self, case: Case, duties: Iterable[Duty], now: datetime) -> None:
        """Record a new case, its duties and its complainant."""
        self._ready.write(_OPEN_CASE, case_row(case, now))
        if case.complainant.email:
            self.join(case.number, case.complainant.email, case.complainant.name)
        self.owe(duties, case=case.number)

    def join(self, number: str, email: str, name: str) -> None:
        """Add an address to the complainant's side of a case; one that is there stays."""
        self._ready.write(_JOIN, {"case_number": number, "email": email, "name": name})

    def leave(self, number: str, email: str) -> None:
        """Take an address from the complainant's side of a case: it was added by mistake."""
        self._ready.write(_LEAVE, {"case": number, "address": email})

    def open_entry(self, entry: Entry, duties: Iterable[Duty], received_at: datetime, now: datetime) -> None:
        """Record an entry and its duties."""
        self._ready.write(_OPEN_ENTRY, entry_row(entry, received_at, now))
        self.owe(duties, entry=entry.number)

    def has_entry(self, number: str) -> bool:
        """Whether there is an entry of that number."""
        return self._ready.read(_ENTRY, {"entry": number}).first() is not None

    def close_entry(self, number: str, by: str, now: datetime) -> None:
        """Close an entry; its duty *judge* ends with it."""
        values = {"entry": number, "at": utc(now), "by": by}
        self._ready.write(_CLOSE_ENTRY, values)
        self._ready.write(_MEET_ALL, values)

    def owe(self, duties: Iterable[Duty], *, case: str | None = None, entry: str | None = None) -> None:
        """Add duties."""
        rows = [duty_row(duty, case=case, entry=entry) for duty in duties]
        if rows:
            self._ready.write(_OWE, rows)

    def owe_once(self, number: str, duties: Iterable[Duty]) -> None:
        """Add duties to a case, except of kinds that are open already (one answer is owed, not six)."""
        present = {duty.kind for duty in self.duties(number) if duty.open}
        self.owe((duty for duty in duties if duty.kind not in present), case=number)

    def note_met(self, number: str, met: Met, at: datetime) -> None:
        """Note that a duty of a case was met, or is open again."""
        owed = {"case": number, "duty": met.kind.value}
        if met.reopened:
            self._ready.write(_REOPENED, owed)
        else:
            self._ready.write(_MET, owed | {"at": utc(at), "by": met.by, "day": met.on})

    def note_ended(self, number: str, met: Met) -> None:
        """Note that a duty of a case leaves nothing more to do."""
        self._ready.write(_ENDED, {"case": number, "duty": met.kind.value, "by": met.by})

    def take_back(self, number: str, by: str) -> None:
        """The duties that a command met or ended are open again."""
        self._ready.write(_UNMET, {"case": number, "by": by})
        self._ready.write(_UNENDED, {"case": number, "by": by})

    def update(self, case: Case) -> None:
        """A case with other values from now on."""
        values = {name: value for name, value in case_row(case, case.received.at).items() if name not in _FIXED}
        self._ready.write(update(CASES).where(CASES.c.number == case.number).values(**values))

    def homes(self, numbers: Iterable[str]) -> dict[str, str]:
        """Of these cases the joined ones, each with the case that it goes on in (R42)."""
        rows = self._ready.read(_HOMES, {"many": listed(numbers)})
        return {row.number: row.joined_to for row in rows}

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
        rows = [event_row(event, now, case=case, entry=entry, mail=mail) for event in events]
        if rows:
            self._ready.write(_ADD_EVENTS, rows)

    def opened_since(self, moment: datetime) -> int:
        """How many cases were opened after a moment."""
        count: int = self._ready.look(_OPENED_SINCE, {"since": utc(moment)}).scalar_one()
        return count

    def opened_last_hour(self, now: datetime) -> int:
        """How many cases were opened in the hour before ``now``."""
        return self.opened_since(now - timedelta(hours=1))

    def replies_since(self, case: str, moment: datetime, most: int) -> int:
        """How many messages of participants a case got since a moment, counted up to ``most``."""
        values = {"case": case, "since": utc(moment), "most": most}
        return len(self._ready.read(_SOME_REPLIES, values).all())

    def known(self, number: str) -> KnownCase | None:
        """A case with the addresses of the complainant's side; None where there is none of that number."""
        row = self._ready.read(_CASE, {"case": number}).first()
        return KnownCase(case_of(row), self.participants(number)) if row else None

    def participants(self, number: str) -> frozenset[str]:
        """The addresses on the complainant's side of a case."""
        return frozenset(self._ready.look(_SIDE, {"case": number}).scalars())

    def running_of(self, emails: Iterable[str]) -> list[tuple[str, str]]:
        """The running cases in which any of these addresses takes part, newest first, each with the address."""
        return [(number, email) for number, email in self._ready.read(_RUNNING_OF, {"many": listed(emails)})]

    def of_messages(self, message_ids: Iterable[str]) -> list[str]:
        """The numbers of the cases that earlier messages with these Message-IDs belong to."""
        return list(dict.fromkeys(self._ready.read(_OF_MESSAGES, {"many": listed(message_ids)}).scalars()))

    def duties(self, number: str) -> tuple[Duty, ...]:
        """The duties of a case or an entry, in the order in which they were made."""
        wanted = _OF_ENTRY if number.startswith("P-") else _OF_CASE
        return tuple(duty_of(row) for row in self._ready.read(wanted, {"owner": number}))
