"""Who is reminded of what in a case: (where it stands, now) -> one reminder a person, with the reason.

Every duty has its ``marks``. The latest one that has passed gives the letter its key, so that a mark is mailed
once, a second tick finds it done, and after a stop only the latest one goes (DESIGN 2.3, 2.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from klachtmail.core import people
from klachtmail.core.marks import Part, Reader, passed
from klachtmail.core.model import Audience, Case, Duty, DutyKind, State
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from klachtmail.core.words import days_words

DELAY_ASKED = 2
"""Working days before the target at which the handler is asked whether it will be missed (R18)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A duty that somebody is reminded of. ``days_left`` are working days, negative where it is late.

    ``mark`` is the latest mark that makes a mail, or None where it stands in the mail of another duty.
    """

    duty: Duty
    days_left: int
    mark: datetime | None

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.days_left < 0

    @property
    def words(self) -> str:
        """How it stands, e.g. ``Nog 2 werkdagen``."""
        return days_words(self.days_left)

    @property
    def reason(self) -> str:
        """Why the mail goes, for the record."""
        return f"{self.duty.kind}, {self.duty.deadline}: {self.words.lower()}"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One mail: what is due in a case for one person, the next act first.

    ``day`` is that of the latest mark; ``behind`` says that it was a day before today. ``handles`` says
    that the person does the handler's work; ``instead_of`` is the handler whom he stands in for.
    """

    person: Person
    audience: Audience
    items: tuple[Item, ...]
    day: date
    behind: bool
    handles: bool = False
    instead_of: Person | None = None

    @property
    def asks_delay(self) -> bool:
        """Whether reason and new date are asked: two working days before settling is due, and from then on (R18)."""
        near = (item for item in self.items if item.duty.kind is DutyKind.SETTLE and item.days_left <= DELAY_ASKED)
        return self.handles and any(near)

    def key(self, case: Case) -> str:
        """One a person, case and day, e.g. ``KL-2026-0042/remind/hanna@example.org/2026-11-27``."""
        return f"{case.number}/remind/{self.person.email}/{self.day}"

    @property
    def template(self) -> str:
        """Who only hears because something is late gets another letter than who has to act."""
        told = self.audience in {Audience.QUALITY_OFFICER, Audience.DIRECTIE} and self.items[0].late
        return f"{self.audience}-{'overdue' if told else 'reminder'}"


def due(standing: Standing, now: datetime, table: Timetable) -> tuple[Reminder, ...]:
    """The reminders whose latest mark has passed and was not mailed yet; none outside working days."""
    if not table.working_hours_begun(now, table.marks.at):
        return ()
    found = (_reminder(standing, reader, now, table) for reader in readers(standing, table))
    return tuple(one for one in found if one and one.key(standing.case) not in standing.written)


def readers(standing: Standing, table: Timetable) -> tuple[Reader, ...]:
    """Everybody who has a part in a case, with all of his; during an absence of the handler his deputy, too.

    While nobody has judged a message that was not even acknowledged, judging is all that is asked.
    """
    case = standing.case
    judging = case.state is State.TO_JUDGE and not case.handler and standing.owed(DutyKind.ACKNOWLEDGE)
    parts: dict[Person, tuple[Part, ...]] = {}
    for role in (Audience.HANDLER, Audience.QUALITY_OFFICER, Audience.DIRECTIE, Audience.DPO):
        for person in () if judging and role is Audience.HANDLER else in_role(role, case, table):
            parts[person] = (*parts.get(person, ()), Part(role))
    if stand_in := _stand_in(standing, table):
        person, since = stand_in
        parts[person] = (*parts.get(person, ()), Part(Audience.HANDLER, since))
    return tuple(Reader(person, his) for person, his in parts.items())


def _stand_in(standing: Standing, table: Timetable) -> tuple[Person, datetime] | None:
    """Who is reminded beside a handler who is absent, and since when: the deputy, else the quality officer."""
    case, staff = standing.case, table.office.people
    first = standing.away.get(case.handler)
    if first is None:
        return None
    present = (one for one in (staff.deputy, people.quality_for(case, staff)) if one and one.email not in standing.away)
    allowed = people.permitted(case, staff, frozenset()) - {case.handler}
    found = next((one for one in present if one.email in allowed), None)
    return (found, table.at(first, time.min)) if found else None


def in_role(role: Audience, case: Case, table: Timetable) -> tuple[Person, ...]:
    """Who does the work of a role in a case; whoever may not know of the case is left out (R33, R34).

    Without a handler the quality officer has his reminders, and without that one a director.
    """
    staff = table.office.people
    first = people.quality_for(case, staff)
    found = {
        Audience.HANDLER: (staff.find(case.handler) or first,),
        Audience.QUALITY_OFFICER: (first,),
        Audience.DIRECTIE: staff.directie,
        Audience.DPO: (staff.dpo,),
    }[role]
    allowed = people.permitted(case, staff, frozenset())
    return tuple(person for person in found if person and person.email in allowed)


def _reminder(standing: Standing, reader: Reader, now: datetime, table: Timetable) -> Reminder | None:
    owed = [duty for duty in standing.duties if duty.open]
    items = [item for duty in owed if (item := _item(duty, standing, reader, now, table))]
    marks = [item.mark for item in items if item.mark]
    if not marks:
        return None
    latest = table.day(max(marks))
    first = sorted(items, key=lambda item: (item.duty.deadline, item.duty.kind))
    instead = table.office.people.find(standing.case.handler) if any(part.since for part in reader.parts) else None
    handles = any(part.role is Audience.HANDLER for part in reader.parts)
    audience = _audience(standing.case, reader.person, table)
    return Reminder(reader.person, audience, tuple(first), latest, latest < table.day(now), handles, instead)


def _audience(case: Case, person: Person, table: Timetable) -> Audience:
    """The role that a person is written to in; a deputy is written to as a handler."""
    staff = table.office.people
    if person.email == case.handler:
        return Audience.HANDLER
    if person == staff.quality_officer:
        return Audience.QUALITY_OFFICER
    if person in staff.directie:
        return Audience.DIRECTIE
    return Audience.DPO if person == staff.dpo else Audience.HANDLER


def _item(duty: Duty, standing: Standing, reader: Reader, now: datetime, table: Timetable) -> Item | None:
    """The duty, once a mark of it has passed for a reader; None before."""
    marks = passed(duty, standing, reader, now, table)
    if not marks:
        return None
    days_left = table.calendar.working_days_between(table.day(now), duty.deadline)
    return Item(duty, days_left, max((mark.at for mark in marks if mark.mails), default=None))
