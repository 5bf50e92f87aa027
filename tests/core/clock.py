"""An office, its timetable and cases in it, for the tests of the clock; values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from klachtmail.config.values import Reminders
from klachtmail.core.duties import opening_duties
from klachtmail.core.model import Address, Case, Duty, DutyKind, Flag, Receipt, Role, State, Track
from klachtmail.core.settings import Office, People, Person
from klachtmail.core.standing import Original, Standing
from klachtmail.core.timetable import Timetable
from klachtmail.core.workdays import Calendar

ZONE = ZoneInfo("Europe/Amsterdam")
OFFICER = Person("ineke@werkenderwijs.example", "Ineke Wubs")
HANDLER = Person("hanna@werkenderwijs.example", "Hanna Bos")
DEPUTY = Person("roelof@werkenderwijs.example", "Roelof Vos")
DIRECTOR = Person("directie@werkenderwijs.example", "Dirk Prins")
SECOND = Person("directie2@werkenderwijs.example", "Petra Kuipers")
DPO = Person("dpo@privacykantoor.example", "Daan Pot")
STAFF = (OFFICER, HANDLER, DEPUTY, DIRECTOR, SECOND, DPO)
OFFICE = Office(
    people=People(
        quality_officer=OFFICER,
        handler=HANDLER,
        deputy=DEPUTY,
        dpo=DPO,
        directie=(DIRECTOR, SECOND),
        staff=STAFF,
        staff_domains=("werkenderwijs.example",),
    ),
    addresses=("kwaliteit@werkenderwijs.example",),
)
CALENDAR = Calendar()
TABLE = Timetable(OFFICE, CALENDAR, Reminders(), time(8, 0))
RECEIVED = datetime(2026, 3, 9, 10, 0, tzinfo=ZONE)
"""A Monday; no holiday before 6 April 2026 (Easter Monday)."""


def at(day: int, hour: int = 8, minute: int = 30, month: int = 3, year: int = 2026) -> datetime:
    """A moment in Amsterdam."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def working_day(n: int, hour: int = 8, minute: int = 30, received: datetime = RECEIVED) -> datetime:
    """An hour of the nth working day after a receipt."""
    return TABLE.at(CALENDAR.add_working_days(TABLE.day(received), n).day, time(hour, minute))


def with_people(**changes: object) -> Timetable:
    """The timetable of an office in which some roles are others."""
    people = replace(OFFICE.people, **changes)
    known = {one.email: one for one in (*people.staff, *(one for one in changes.values() if isinstance(one, Person)))}
    return replace(TABLE, office=replace(OFFICE, people=replace(people, staff=tuple(known.values()))))


def standing(
    *,
    received: datetime = RECEIVED,
    track: Track = Track.SERVICE,
    state: State = State.OPEN,
    flags: frozenset[Flag] = frozenset(),
    left_out: frozenset[str] = frozenset(),
    handler: str = HANDLER.email,
    email: str = "h.trip@example.org",
    met: tuple[DutyKind, ...] = (DutyKind.ACKNOWLEDGE,),
    more: tuple[Duty, ...] = (),
    role: Role = Role.INBOX,
    written: frozenset[str] = frozenset(),
    away: Mapping[str, date] | None = None,
) -> Standing:
    """A case as it opens, acknowledged, with some duties met or added."""
    case = Case(
        number="KL-2026-0042",
        code="X7PQ",
        track=track,
        state=state,
        received=Receipt(received, "internaldate"),
        complainant=Address("Hennie Trip", email),
        channel="e-mail",
        handler=handler if state is State.OPEN else "",
        flags=flags,
        left_out=left_out,
    )
    duties = opening_duties(
        track,
        state,
        received,
        calendar=CALENDAR,
        terms=OFFICE.terms,
        timezone="Europe/Amsterdam",
        has_email=bool(email),
    )
    done = tuple(replace(one, met_at=received, met_by="test") if one.kind in met else one for one in duties)
    return Standing(case, received, (*done, *more), Original("0" * 64, "<1@example.org>", role), written, away or {})


def working_days_of(one: Standing, person: Person, table: Timetable = TABLE, until: int = 30) -> dict[int, str]:
    """On which working days after receipt a person is mailed in an untouched case, and the first words of why."""
    return untouched(one, table, until).get(person, {})


def untouched(one: Standing, table: Timetable = TABLE, until: int = 25) -> dict[Person, dict[int, str]]:
    """Everybody's mails in a case that nobody touches: on which working day after receipt, and why."""
    from klachtmail.core.reminders import due  # noqa: PLC0415 - only this needs it

    found: dict[Person, dict[int, str]] = {}
    seen = one
    for n in range(until + 1):
        for hour, minute in ((8, 30), (17, 0)):
            now = working_day(n, hour, minute, one.case.received.at)
            for reminder in due(seen, now, table):
                seen = replace(seen, written=seen.written | {reminder.key(one.case)})
                mails = found.setdefault(reminder.person, {})
                assert n not in mails, "two mails on one day"
                mails[n] = "; ".join(item.reason for item in reminder.items)
    return found


def hours(n: int) -> timedelta:
    """Clock hours."""
    return timedelta(hours=n)
