"""Who is reminded of what in a case: (where it stands, now) -> one reminder a person, with the reason.

Every duty has *marks*: so many working days before its deadline, and so many after it. The latest mark that
has passed gives the letter its key, so that a mark is mailed once, a second tick finds it done, and after a
stop only the latest one goes (DESIGN 2.3, 2.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from klachtmail.core import people
from klachtmail.core.duty_table import rule_of
from klachtmail.core.model import Audience, Case, Duty
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from klachtmail.core.words import days_words

FIRST_DAYS_LATE = (1, 2, 3)
THEN_EVERY = 5
"""The handler hears of what is late on working day 1, 2, 3, 8, 13, 18 ... after the deadline."""


@dataclass(frozen=True, slots=True)
class Item:
    """A duty that somebody is reminded of. ``days_left`` are working days, negative where it is late."""

    duty: Duty
    days_left: int
    mark: datetime

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

    ``day`` is that of the latest mark; ``behind`` says that it was a day before today.
    """

    person: Person
    audience: Audience
    items: tuple[Item, ...]
    day: date
    behind: bool

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
    found = (_reminder(standing, person, roles, now, table) for person, roles in _roles(standing.case, table).items())
    return tuple(one for one in found if one and one.key(standing.case) not in standing.written)


def _roles(case: Case, table: Timetable) -> dict[Person, tuple[Audience, ...]]:
    """Everybody who has a role in a case, with all of his."""
    roles: dict[Person, tuple[Audience, ...]] = {}
    for role in (Audience.HANDLER, Audience.QUALITY_OFFICER, Audience.DIRECTIE, Audience.DPO):
        for person in in_role(role, case, table):
            roles[person] = (*roles.get(person, ()), role)
    return roles


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


def _reminder(
    standing: Standing, person: Person, roles: tuple[Audience, ...], now: datetime, table: Timetable
) -> Reminder | None:
    owed = [duty for duty in standing.duties if duty.open]
    items = [item for duty in owed if (item := _item(standing, duty, person, roles, now, table))]
    if not items:
        return None
    latest = table.day(max(item.mark for item in items))
    first = sorted(items, key=lambda item: (item.duty.deadline, item.duty.kind))
    return Reminder(person, _audience(standing.case, person, table), tuple(first), latest, latest < table.day(now))


def _audience(case: Case, person: Person, table: Timetable) -> Audience:
    """The role that a person is written to in."""
    staff = table.office.people
    if person.email == case.handler:
        return Audience.HANDLER
    if person == staff.quality_officer:
        return Audience.QUALITY_OFFICER
    return Audience.DIRECTIE if person in staff.directie else Audience.DPO


def _item(
    standing: Standing, duty: Duty, person: Person, roles: tuple[Audience, ...], now: datetime, table: Timetable
) -> Item | None:
    """The duty with the latest mark that has passed for a person, or None where there is none."""
    mine = set(roles) & set(rule_of(duty.kind).reminders.who)
    early = (mark for mark in _before(duty, person, table) if mark > standing.opened_at) if mine else ()
    late = (mark for role in roles for mark in _late(duty, role, person, now, table))
    passed = [mark for mark in (*early, *late) if mark <= now]
    if not passed:
        return None
    return Item(duty, table.calendar.working_days_between(table.day(now), duty.deadline), max(passed))


def _before(duty: Duty, person: Person, table: Timetable) -> Iterator[datetime]:
    """The marks up to the deadline; at the day's end where the rule says so of the first (R14)."""
    rules = table.office.calendar
    last = table.calendar.working_day_on_or_before(duty.deadline)
    for position, days in enumerate(table.marks.before(duty.kind)):
        day = _workday_before(table.calendar.subtract_working_days(last, days), person, table)
        at_end = position == 0 and rule_of(duty.kind).reminders.at_day_end
        yield table.at(day, rules.day_end if at_end else table.marks.at)


def _late(duty: Duty, role: Audience, person: Person, now: datetime, table: Timetable) -> Iterator[datetime]:
    """The marks after the deadline; what runs in clock hours has an alarm of its own (R32)."""
    if duty.moment is not None:
        return
    passed = table.calendar.working_days_between(duty.deadline, table.day(now))
    for days in _days_late(duty, role, passed):
        day = table.calendar.add_working_days(duty.deadline, days).day
        yield table.at(_workday_after(day, person, table), table.marks.at)


def _days_late(duty: Duty, role: Audience, passed: int) -> tuple[int, ...]:
    """On which working days after the deadline a role hears of it, up to today."""
    rule = rule_of(duty.kind).reminders
    told = tuple(day for day, roles in enumerate(rule.late, 1) if role in roles)
    keeps = role is Audience.HANDLER and role in rule.who
    series = (*FIRST_DAYS_LATE, *range(FIRST_DAYS_LATE[-1] + THEN_EVERY, passed + 1, THEN_EVERY)) if keeps else ()
    return tuple(day for day in (*told, *series) if day <= passed)


def _workday_before(day: date, person: Person, table: Timetable) -> date:
    """A mark on a day off goes on the last working day before it on which the person works."""
    while person.works and not (day.weekday() in person.works and table.calendar.is_working_day(day)):
        day -= timedelta(days=1)
    return day


def _workday_after(day: date, person: Person, table: Timetable) -> date:
    """What is late can't be said before it is: it waits for the person's next working day."""
    while person.works and not (day.weekday() in person.works and table.calendar.is_working_day(day)):
        day += timedelta(days=1)
    return day
