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
from klachtmail.core import daily, notices, people
from klachtmail.core.clockwork import STEPS
from klachtmail.core.desk import Desk
from klachtmail.core.digest import leaves_list, since
from klachtmail.core.model import Address, Event, Label, Receipt, Role
from klachtmail.core.settings import Office
from klachtmail.core.standing import Original, Step
from klachtmail.core.timetable import Timetable
from klachtmail.core.unjudged import Unjudged, becomes_case, opening, ripe
from klachtmail.core.workdays import Calendar
from klachtmail.intake.parse import parse
from klachtmail.logs import get_logger
from klachtmail.records import resting
from klachtmail.records.clock import Agenda, Waiting
from klachtmail.records.rows import flags_of, utc
from klachtmail.records.store import Register, Work
from klachtmail.records.tables import Mail
from klachtmail.services import Refused, TryAgain
from klachtmail.writing import Writer

_AHEAD = timedelta(days=45)
"""Longer than any term of the regulation, so that a case is looked at from its first day."""

_DAILY = "digest and list"

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

        Raises TryAgain where the disk is in trouble, and Refused where single cases failed, after all others.
        """
        if self._resting(now):
            return
        unjudged = self._ripe(now)
        failures = self._each(unjudged, lambda work, number: self._open(work, unjudged[number], now))
        failures += self._each(self._to_look_at(now), lambda work, number: self._case(work, number, now))
        failures += self._each((_DAILY,), lambda work, _what: self._daily(work, now))
        if failures:
            hint = "look for clock_failed in the log and mend the cause; everything else was done"
            raise Refused(f"the clock failed {len(failures)} times: {hint}") from ExceptionGroup("clock", failures)
        self._rest(now)

    def next_moment(self, now: datetime) -> datetime:
        """When the next thing may fall due by time alone, always later than ``now``: sleep until then."""
        with self.register.transaction() as work:
            rest = self._rest_of(work, now)
            if rest is not None and rest.event == Agenda(work.session).last_event():
                return rest.until
            alarms = Agenda(work.session).alarms()
        return self.table.next_moment(now, (moment for moment in alarms if moment > now))

    def _resting(self, now: datetime) -> bool:
        """Whether the last tick left nothing to do by now, and nothing happened since."""
        with self.register.transaction() as work:
            rest = self._rest_of(work, now)
            return rest is not None and rest.event == Agenda(work.session).last_event()

    def _rest_of(self, work: Work, now: datetime) -> resting.Rest | None:
        rest = resting.last(work)
        return rest if rest is not None and rest.holds(now, self._rules()) else None

    def _each(self, names: Iterable[str], do: Callable[[Work, str], None]) -> list[Exception]:
        """Do something with each in a transaction of its own; the errors that are one matter's own."""
        failures: list[Exception] = []
        for name in names:
            try:
                with self.register.transaction() as work:
                    do(work, name)
            except (TryAgain, Refused):
                raise  # the disk's trouble, not the case's
            except Exception as error:  # noqa: BLE001 - raised together when the others are done
                _log.error("clock_failed", case=name, error=type(error).__name__)
                failures.append(error)
        return failures

    def _to_look_at(self, now: datetime) -> list[str]:
        """All cases that owe something; while the clock rests only those in which something happened."""
        today = self.table.day(now)
        with self.register.transaction() as work:
            agenda, rest = Agenda(work.session), self._rest_of(work, now)
            return agenda.touched(rest.event) if rest else agenda.to_look_at(today, today + _AHEAD)

    def _rest(self, now: datetime) -> None:
        until = self.next_moment(now)
        with self.register.transaction() as work:
            seen = Agenda(work.session).last_event()
            resting.note(work, resting.Rest(utc(now), until, seen, self._rules()))

    def _rules(self) -> str:
        """Changes with the configuration."""
        rules = repr((self.office, self.reminders, self.digest_at, self.calendar.version))
        return sha256(rules.encode()).hexdigest()[:16]

    def _case(self, work: Work, number: str, now: datetime) -> None:
        """The steps in their order; each sees what the one before it did."""
        agenda, away = Agenda(work.session), work.absences.on(self.table.day(now))
        standing = agenda.standing(number, away)
        for rule in STEPS:
            step = rule(standing, now, self.table, self.writer.link_to)
            if step is not None:
                self._record(work, number, step, now)
                standing = agenda.standing(number, away)

    def _record(self, work: Work, number: str, step: Step, now: datetime) -> None:
        if step.handler:
            Agenda(work.session).assign(number, step.handler)
        work.dossiers.owe(step.duties, case=number)
        work.dossiers.add_events((step.event,), now, case=number)
        known = work.dossiers.known(number)
        assert known is not None, "the case was just looked at"
        self.writer.queue(work, step.letters, now, case=known.case, duties=work.dossiers.duties(number))
        _log.info("clock", case=number, step=step.event.kind)

    def _ripe(self, now: datetime) -> dict[str, Waiting]:
        with self.register.transaction() as work:
            waiting = Agenda(work.session).waiting()
        return {one.number: one for one in waiting if ripe(one.received_at, now, self.table)}

    def _open(self, work: Work, waiting: Waiting, now: datetime) -> None:
        """A message that waited in vain becomes a case to judge, its clock running since its receipt."""
        mail = work.ledger.mail(waiting.mail_id)
        found = self._unjudged(work, waiting.number, mail)
        if not becomes_case(found):
            return
        made = opening(found, work.numbers(self.table.day(now).year), now, self.table, self.writer.link_to)
        desk = Desk(self.office, self.calendar, now, self.writer.link_to)
        crowded = desk.flooded(work.dossiers.opened_last_hour(now))
        letters = notices.flood(made.case, desk) if crowded else made.letters
        work.dossiers.open_case(made.case, made.duties, now)
        work.dossiers.close_entry(waiting.number, made.case.number, now)
        work.dossiers.add_events(made.events, now, case=made.case.number, mail=mail.id)
        mail.case_number = made.case.number
        if mail.stage == "done":
            work.ledger.file(mail, Role.PROCESSED)
        self.writer.queue(work, letters, now, case=made.case, duties=made.duties)

    def _unjudged(self, work: Work, entry: str, mail: Mail) -> Unjudged:
        """What is known of the message; one that could not be read is not read again."""
        sender = Address(mail.sender_name, mail.sender_email)
        named: frozenset[str] = frozenset()
        if mail.stage == "done":
            message = parse(work.ledger.content(mail.sha256), complete=mail.complete)
            named = people.named_staff(message, self.office.people, apart=(sender,))
        return Unjudged(
            entry=entry,
            original=Original(mail.sha256, mail.message_id, Role(mail.role)),
            receipt=Receipt(mail.received_at, mail.received_from),
            sender=sender,
            label=Label(mail.label) if mail.label else None,
            sure=mail.sure,
            reasons=tuple(json.loads(mail.reasons)),
            flags=flags_of(mail.flags),
            named=named,
        )

    def _daily(self, work: Work, now: datetime) -> None:
        """Digest and list, once a working day, in the same minute; what stood in the list for long leaves it."""
        due = daily.readers(now, self.table)
        made = work.outbox.known(one.key for one in due)
        readers = [one for one in due if one.key not in made]
        if not readers:
            return
        agenda = Agenda(work.session)
        for entry in agenda.listed(self.table.day(now)):
            if not entry.waits and leaves_list(entry.received, now, self.table):
                work.dossiers.close_entry(entry.number, "vijf werkdagen in de lijst", now)
                work.dossiers.add_events((Event("left_list", "klachtmail"),), now, entry=entry.number)
        found = agenda.open_work(self.table.day(now), since(now, self.table), work.setting)
        letters = (daily.letter(one, found, now, self.table, self.writer.link_to) for one in readers)
        self.writer.queue(work, letters, now)
