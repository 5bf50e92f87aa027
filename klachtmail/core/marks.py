"""On which days a duty is due for a person: so many working days before its deadline, or after it.

Every mail lists all that is due in its case. Four rules choose the marks that make a mail (DESIGN 2.8):

1. Before a deadline: the days of the configuration. While something of the person's own is late in the case, a mark
   of more than two days before another deadline makes no mail.
2. Late, who has to act hears on working day 1, 2, 3, 8, 13, 18 ... A further missed deadline begins that row anew: in
   a case there is one row, not several.
3. Late, quality officer and directie hear once, on the day of the table.
4. Two duties that one answer meets (``shares`` in the table) are late together: the first of them counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from klachtmail.core.duty_table import rule_of
from klachtmail.core.model import Audience, Duty
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable

FIRST_DAYS_LATE = (1, 2, 3)
THEN_EVERY = 5
NEAR = 2
"""A mark of so many working days before a deadline always makes a mail."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment from which a duty is due; ``mails`` says whether it makes a mail."""

    at: datetime
    mails: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A role that a person has in a case; one who stands in for somebody has it ``since`` a moment."""

    role: Audience
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with all his parts in a case."""

    person: Person
    parts: tuple[Part, ...]

    def acts_on(self, duty: Duty) -> bool:
        """Whether it is his to do."""
        return any(part.role in rule_of(duty.kind).reminders.who for part in self.parts)


def passed(duty: Duty, standing: Standing, reader: Reader, now: datetime, table: Timetable) -> list[Mark]:
    """The marks of a duty that have passed for a reader."""
    marks = (mark for part in reader.parts for mark in _of_part(duty, part, standing, reader, now, table))
    return [mark for mark in marks if mark.at <= now]


def _of_part(
    duty: Duty, part: Part, standing: Standing, reader: Reader, now: datetime, table: Timetable
) -> Iterator[Mark]:
    begun = part.since or standing.opened_at
    if part.role in rule_of(duty.kind).reminders.who:
        yield from (mark for mark in _before(duty, standing, reader, table) if mark.at > begun)
    late = _late(duty, part.role, standing, reader, now, table)
    yield from (mark for mark in late if part.since is None or mark.at > part.since)


def _before(duty: Duty, standing: Standing, reader: Reader, table: Timetable) -> Iterator[Mark]:
    """The marks up to the deadline; at the day's end where the rule says so of the first (R14)."""
    rules = table.office.calendar
    last = table.calendar.working_day_on_or_before(duty.deadline)
    for position, days in enumerate(table.marks.before(duty.kind)):
        day = _workday_before(table.calendar.subtract_working_days(last, days), reader.person, table)
        at_end = position == 0 and rule_of(duty.kind).reminders.at_day_end
        mark = table.at(day, rules.day_end if at_end else table.marks.at)
        yield Mark(mark, days <= NEAR or not any(_late_at(one, mark, table) for one in _own(standing, reader)))


def _late(
    duty: Duty, role: Audience, standing: Standing, reader: Reader, now: datetime, table: Timetable
) -> Iterator[Mark]:
    """The marks after the deadline; what runs in clock hours has an alarm of its own (R32)."""
    if duty.moment is not None:
        return
    own, spoken_for = _own(standing, reader), _spoken_for(duty, standing)
    for days in _days_late(duty, role, table.calendar.working_days_between(duty.deadline, table.day(now))):
        day = table.calendar.add_working_days(duty.deadline, days).day
        mark = table.at(_workday_after(day, reader.person, table), table.marks.at)
        mails = role in _told_on(duty, days) or not _begun_anew(duty, mark, own, table)
        yield Mark(mark, mails and not spoken_for)


def _days_late(duty: Duty, role: Audience, until: int) -> tuple[int, ...]:
    """On which working days after the deadline a role may hear of it, up to today."""
    rule = rule_of(duty.kind).reminders
    told = tuple(day for day in range(1, len(rule.late) + 1) if role in _told_on(duty, day))
    acts = role is Audience.HANDLER and role in rule.who
    series = (*FIRST_DAYS_LATE, *range(FIRST_DAYS_LATE[-1] + THEN_EVERY, until + 1, THEN_EVERY)) if acts else ()
    return tuple(day for day in (*told, *series) if day <= until)


def _told_on(duty: Duty, days: int) -> tuple[Audience, ...]:
    """Who hears of it on that working day after the deadline, once."""
    late = rule_of(duty.kind).reminders.late
    return late[days - 1] if days <= len(late) else ()


def _spoken_for(duty: Duty, standing: Standing) -> bool:
    """Whether another duty that the same answer meets was missed earlier: then that one speaks for both."""
    others = (one for one in standing.duties if one.open and _share(one, duty))
    return any((one.deadline, one.kind) < (duty.deadline, duty.kind) for one in others)


def _begun_anew(duty: Duty, mark: datetime, own: Iterable[Duty], table: Timetable) -> bool:
    """Whether a later deadline was missed by then, with a row of its own."""
    later = (one for one in own if one.deadline > duty.deadline and not _share(one, duty))
    return any(_late_at(one, mark, table) for one in later)


def _share(one: Duty, other: Duty) -> bool:
    return rule_of(one.kind).shares is other.kind or rule_of(other.kind).shares is one.kind


def _own(standing: Standing, reader: Reader) -> list[Duty]:
    """What is the reader's to do in the case; met or not, since it may have been late."""
    return [duty for duty in standing.duties if duty.moment is None and reader.acts_on(duty) and not duty.ended]


def _late_at(duty: Duty, mark: datetime, table: Timetable) -> bool:
    return duty.deadline < table.day(mark) and (duty.met_at is None or duty.met_at > mark)


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
