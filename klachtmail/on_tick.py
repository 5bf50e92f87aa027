"""THE FLOW OF TIME: what is due by now: entries that nobody judged, the steps of each case, digest and list.

Everything is recorded in one transaction together with its letters, and every letter has a unique key: a
second tick, a restart or a changed system clock does nothing twice. A case on which the program breaks does
not stop the others; the error is raised when they are done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from klachtmail.config import Reminders
from klachtmail.core import daily, people
from klachtmail.core.clockwork import STEPS
from klachtmail.core.digest import leaves_list
from klachtmail.core.model import Address, Event, Label, Letter, Receipt, Role
from klachtmail.core.settings import Office
from klachtmail.core.standing import Original, Standing, Step
from klachtmail.core.timetable import Timetable
from klachtmail.core.unjudged import Unjudged, becomes_case, opening, ripe
from klachtmail.core.workdays import Calendar
from klachtmail.intake.parse import parse
from klachtmail.logs import get_logger
from klachtmail.records.clock import Agenda, Waiting
from klachtmail.records.rows import flags_of
from klachtmail.records.store import Register, Work
from klachtmail.records.tables import Mail
from klachtmail.services import Refused, TryAgain
from klachtmail.writing import Writer

_AHEAD = timedelta(days=45)
"""Longer than any term of the regulation, so that a case is looked at from its first day."""
_REST = "clock_rest"

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TickFlow:
    """Does what is due; built once in ``wiring.py``. ``digest_at`` is local time."""

    register: Register
    writer: Writer
    office: Office
    calendar: Calendar
    reminders: Reminders
    digest_at: time

    @property
    def table(self) -> Timetable:
        """When the clock acts."""
        return Timetable(self.office, self.calendar, self.reminders, self.digest_at)

    def tick(self, now: datetime) -> None:
        """Everything that is due by ``now``; the same moment again does nothing.

        Raises an ExceptionGroup of what went wrong with single cases, after all others were done.
        """
        if self._resting(now):
            return
        failures = [
            *self._each(self._ripe(now), lambda work, found: self._open(work, found, now)),
            *self._each(self._to_look_at(now), lambda work, number: self._case(work, number, now)),
        ]
        with self.register.transaction() as work:
            self._daily(work, now)
        if failures:
            raise ExceptionGroup("the clock could not do its work in some cases", failures)
        self._rest(now)

    def next_moment(self, now: datetime) -> datetime:
        """When the next thing may fall due by time alone, always later than ``now``: sleep until then."""
        today = self.table.day(now)
        with self.register.transaction() as work:
            alarms = Agenda(work.session).alarms(today, today + timedelta(days=7))
        return self.table.next_moment(now, (moment for moment in alarms if moment > now))

    def _each[T](self, things: Iterable[T], do: Callable[[Work, T], None]) -> list[Exception]:
        """Do something with each in a transaction of its own; the errors that are one thing's own."""
        failures: list[Exception] = []
        for thing in things:
            try:
                with self.register.transaction() as work:
                    do(work, thing)
            except (TryAgain, Refused):
                raise  # the disk's trouble, not the case's
            except Exception as error:  # noqa: BLE001 - raised together when the others are done
                _log.error("clock_failed", error=type(error).__name__)
                failures.append(error)
        return failures
