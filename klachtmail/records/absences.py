"""Who of staff is away, and until when: what the clock asks before it reminds (DESIGN 5).

Every change ends the clock's rest, so that the next tick includes the deputy, or no longer does.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from klachtmail.core.absence import OUT_OF_OFFICE
from klachtmail.core.model import Absence
from klachtmail.records.rows import utc
from klachtmail.records.tables import AbsenceRow, Setting

REST = "clock_rest"
"""The setting in which the clock notes that nothing is due (``resting``)."""


class Absences:
    """The absences of one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, absence: Absence, at: datetime) -> None:
        """Somebody is away, told at a moment; what was noted of the same days becomes one with it.

        The command of a person replaces what was known. An automatic answer only adds: its date where there was
        none, or a later one (Exchange answers once an absence, others daily).
        """
        known = self._rows(absence.person, absence.first, absence.last)
        if known and absence.last is None:
            return
        first, last = absence.first, absence.last
        for row in known:
            first = min(first, row.first_day)
            if absence.source == OUT_OF_OFFICE and row.last_day and last:
                last = max(last, row.last_day)
            self._session.delete(row)
        self._session.add(
            AbsenceRow(person=absence.person, first_day=first, last_day=last, source=absence.source, told_at=utc(at))
        )
        self._wake()

    def ends(self, person: str, day: date) -> None:
        """Somebody is back on a day: every absence of his that covers it is over, also one with a date."""
        for row in self._rows(person, day, day):
            self._close(row, day)

    def writes(self, person: str, at: datetime, day: date) -> None:
        """A person wrote himself: an absence until nobody knows when, noted before that moment, is over."""
        for row in self._rows(person, day, day):
            if row.last_day is None and row.told_at < at:
                self._close(row, day)

    def on(self, day: date) -> dict[str, date]:
        """Who is away on a day, by address, each with his first day."""
        covers = col(AbsenceRow.first_day) <= day
        rows = self._session.exec(select(AbsenceRow).where(covers, _until(day)).order_by(col(AbsenceRow.first_day)))
        found: dict[str, date] = {}
        for row in rows:
            found.setdefault(row.person, row.first_day)
        return found

    def _rows(self, person: str, first: date, last: date | None) -> list[AbsenceRow]:
        """The absences of a person that have a day in common with these."""
        mine = select(AbsenceRow).where(AbsenceRow.person == person, _until(first))
        if last is not None:
            mine = mine.where(col(AbsenceRow.first_day) <= last)
        return list(self._session.exec(mine))

    def _close(self, row: AbsenceRow, day: date) -> None:
        """Over since the day before; one that began on that day was none."""
        if row.first_day >= day:
            self._session.delete(row)
        else:
            row.last_day = day - timedelta(days=1)
        self._wake()

    def _wake(self) -> None:
        rest = self._session.get(Setting, REST)
        if rest is not None:
            self._session.delete(rest)
        self._session.flush()


def _until(day: date) -> ColumnElement[bool]:
    return or_(col(AbsenceRow.last_day).is_(None), col(AbsenceRow.last_day) >= day)
