"""The directie's daily digest and the quality officer's daily list: (what is open, now) -> figures and lines.

No names: the reader sees numbers, dates and roles. A director who is named in a complaint does not see that
case (R35); likewise the quality officer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from klachtmail.core.duty_table import rule_of
from klachtmail.core.links import Link
from klachtmail.core.model import Audience, Case, Duty, DutyKind, State
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from klachtmail.core.words import days_words

ROLES = {
    Audience.HANDLER: "behandelaar",
    Audience.QUALITY_OFFICER: "kwaliteitsverantwoordelijke",
    Audience.DPO: "DPO",
    Audience.DIRECTIE: "directie",
}

LISTED_DAYS = 5
"""How many working days a message that needs nobody stays in the list (DESIGN 4)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the digest: its next duty, the working days left (negative: late), and which role has to act.

    ``late`` says that this or another of its deadlines has passed.
    """

    case: Case
    duty: Duty | None
    days_left: int
    who: str
    new: bool
    late: bool = False

    @property
    def words(self) -> str:
        """How it stands, e.g. ``Nog 2 werkdagen``."""
        return days_words(self.days_left)

    @property
    def breach(self) -> bool:
        """Whether a data breach has to be reported or excluded: that comes first."""
        return self.duty is not None and self.duty.kind is DutyKind.BREACH


@dataclass(frozen=True, slots=True)
class Mails:
    """What came in since the last working day's digest, and how the mailbox and the register compare.

    ``on_server`` and ``known`` count the mails of all folders at the latest comparison; None before the
    first. ``junk`` counts mails in Junk that were not listed singly.
    """

    came: int = 0
    junk: int = 0
    unreadable: int = 0
    on_server: int | None = None
    known: int | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that did not arrive or waits for a person."""

    case: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A message that is no case, for the quality officer: who wrote what, why it is here, and the links.

    ``age`` is how many working days it has waited (R37).
    """

    number: str
    waits: bool
    sender: str
    subject: str
    reason: str
    received: datetime
    proposed: str
    late: bool
    links: tuple[Link, ...] = ()
    age: int = 0

    @property
    def age_words(self) -> str:
        """E.g. ``vandaag`` or ``3 werkdagen oud``."""
        return f"{self.age} {'werkdag' if self.age == 1 else 'werkdagen'} oud" if self.age > 0 else "vandaag"


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Everything that is open, looked up beforehand."""

    standings: tuple[Standing, ...]
    undelivered: tuple[Undelivered, ...] = ()
    entries: tuple[Listed, ...] = ()
    mails: Mails = field(default_factory=Mails)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader sees. ``week`` has the deadlines of today and the next four working days."""

    lines: tuple[Line, ...]
    week: tuple[tuple[date, int], ...]
    undelivered: tuple[Undelivered, ...]
    entries: tuple[Listed, ...]
    mails: Mails

    @property
    def late(self) -> int:
        """How many cases are late."""
        return sum(line.late for line in self.lines)

    @property
    def breaches(self) -> int:
        """How many cases may be a data breach."""
        return sum(line.breach for line in self.lines)

    @property
    def new(self) -> int:
        """How many cases came since the digest before this one."""
        return sum(line.new for line in self.lines)

    @property
    def to_judge(self) -> tuple[Line, ...]:
        """The cases that nobody has judged yet."""
        return tuple(line for line in self.lines if line.case.state is State.TO_JUDGE)

    @property
    def waiting(self) -> tuple[Listed, ...]:
        """The messages that wait for a person."""
        return tuple(entry for entry in self.entries if entry.waits)


def since(now: datetime, table: Timetable) -> datetime:
    """When the digest before today's was due: what came later is new."""
    yesterday = table.calendar.subtract_working_days(table.day(now), 1)
    return table.at(yesterday, table.digest_at)


def digest(work: OpenWork, reader: Person, now: datetime, table: Timetable) -> Digest:
    """What a reader sees of the open work; the cases that he is named in are left out, without a trace."""
    mine = [one for one in work.standings if reader.email not in one.case.left_out]
    hidden = {one.case.number for one in work.standings if reader.email in one.case.left_out}
    return Digest(
        lines=tuple(sorted((_line(one, now, table) for one in mine), key=_urgency)),
        week=_week(mine, now, table),
        undelivered=tuple(one for one in work.undelivered if one.case not in hidden),
        entries=tuple(_aged(entry, now, table) for entry in work.entries if entry.proposed not in hidden),
        mails=work.mails,
    )


def _aged(entry: Listed, now: datetime, table: Timetable) -> Listed:
    return replace(entry, age=table.calendar.working_days_between(table.day(entry.received), table.day(now)))


def _line(standing: Standing, now: datetime, table: Timetable) -> Line:
    owed = [duty for duty in standing.duties if duty.open and duty.kind is not DutyKind.ERASE]
    first = min(owed, key=lambda duty: (duty.kind is not DutyKind.BREACH, duty.deadline), default=None)
    left = _days_left(first, now, table) if first else 0
    return Line(
        case=standing.case,
        duty=first,
        days_left=left,
        who=_who(first, standing.case),
        new=standing.opened_at >= since(now, table),
        late=any(_days_left(duty, now, table) < 0 for duty in standing.duties if duty.open),
    )


def _days_left(duty: Duty, now: datetime, table: Timetable) -> int:
    """Working days; a breach is late when its moment has passed."""
    if duty.moment is not None and now > duty.moment:
        return -1
    left = table.calendar.working_days_between(table.day(now), duty.deadline)
    return max(left, 0) if duty.moment is not None else left


def _who(duty: Duty | None, case: Case) -> str:
    """The role that has to act; never a name."""
    if duty is None:
        return ""
    role = next(iter(rule_of(duty.kind).reminders.who), Audience.QUALITY_OFFICER)
    if role is Audience.HANDLER and not case.handler:
        return "nog geen behandelaar"
    return ROLES[role]


def _urgency(line: Line) -> tuple[bool, bool, date, str]:
    """Breaches first, then what is late, then the soonest deadline."""
    deadline = line.duty.deadline if line.duty else date.max
    return (not line.breach, not line.late, deadline, line.case.number)


def _week(standings: Iterable[Standing], now: datetime, table: Timetable) -> tuple[tuple[date, int], ...]:
    today = table.day(now)
    days = (today, *table.calendar.add_working_days(today, 4).days)
    owed = Counter(duty.deadline for one in standings for duty in one.duties if duty.open)
    return tuple((day, owed[day]) for day in days if owed[day])


def leaves_list(received: datetime, now: datetime, table: Timetable) -> bool:
    """Whether a message that waits for nobody has stood in the list for long enough."""
    return table.calendar.working_days_between(table.day(received), table.day(now)) > LISTED_DAYS
