"""A message that waited for a person and got none: at the start of working day 3 it becomes a case by itself.

So that no complaint is lost behind a missing proof or a folder of unwanted mail (DESIGN 2.6). Its receipt is
that of the message; nobody has judged it, and that stays visible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from klachtmail.core import clock_letters, people
from klachtmail.core.desk import NO_LETTER, ReplyTo
from klachtmail.core.duties import opening_duties
from klachtmail.core.facts import NOBODY, Numbers
from klachtmail.core.model import (
    Address,
    Case,
    Duty,
    Event,
    Flag,
    Label,
    Letter,
    Receipt,
    Role,
    State,
    Track,
)
from klachtmail.core.standing import Original, Standing
from klachtmail.core.timetable import Timetable

CASE_ON = 3
"""The working day after receipt at whose start nobody's answer is waited for any longer."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A waiting message; ``named`` are the addresses of staff that its words name (R34)."""

    entry: str
    original: Original
    receipt: Receipt
    sender: Address
    label: Label | None
    sure: bool
    reasons: tuple[str, ...]
    flags: frozenset[Flag]
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """The case that it becomes, with all that begins with it."""

    case: Case
    duties: tuple[Duty, ...]
    letters: tuple[Letter, ...]
    events: tuple[Event, ...]


def ripe(received: datetime, now: datetime, table: Timetable) -> bool:
    """Whether a person had his time to look."""
    return now >= table.start_of(received, CASE_ON)


def becomes_case(found: Unjudged) -> bool:
    """Whether it may be a complaint; what cannot be read may be one (R1)."""
    return found.label is not Label.OTHER or not found.sure


def opening(found: Unjudged, numbers: Numbers, now: datetime, table: Timetable, reply_to: ReplyTo) -> Opening:
    """The case, still to be judged, with its duties from the first receipt and the question to a person."""
    case = _case(found, numbers, table)
    data = (("entry", found.entry), ("reason", "niemand heeft het beoordeeld voor werkdag 3"))
    return Opening(
        case, _duties(case, table), _question(found, case, now, table, reply_to), (Event("opened", "klachtmail", data),)
    )


def _case(found: Unjudged, numbers: Numbers, table: Timetable) -> Case:
    complainant = _complainant(found.sender, table)
    flags = set(found.flags) - {Flag.REOPEN}
    if found.named:
        flags.add(Flag.STAFF_NAMED)
    if not complainant.email:
        flags.add(Flag.NO_EMAIL)
    return Case(
        number=numbers.case,
        code=numbers.code,
        track=Track.PRIVACY if found.label is Label.PRIVACY else Track.SERVICE,
        state=State.TO_JUDGE,
        received=found.receipt,
        complainant=complainant,
        channel="e-mail",
        flags=frozenset(flags),
        left_out=found.named,
    )


def _complainant(sender: Address, table: Timetable) -> Address:
    """The sender, but never a web form's machine or somebody of the own domain (R5, R10)."""
    machines = {form.sender for form in table.office.forms}
    if sender.email in machines or table.office.people.own_domain(sender.email):
        return NOBODY
    return sender


def _duties(case: Case, table: Timetable) -> tuple[Duty, ...]:
    office = table.office
    return opening_duties(
        case.track,
        case.state,
        case.received.at,
        calendar=table.calendar,
        terms=office.terms,
        timezone=office.organisation.timezone,
        has_email=bool(case.complainant.email),
    )


def _question(found: Unjudged, case: Case, now: datetime, table: Timetable, reply_to: ReplyTo) -> tuple[Letter, ...]:
    person = people.quality_for(case, table.office.people)
    if person is None:
        return ()
    standing = Standing(case, now, (), found.original)
    return (
        clock_letters.question(standing, found.reasons, person, _neutral_on(found, case, table.day(now)), reply_to),
    )


def _neutral_on(found: Unjudged, case: Case, today: date) -> date | None:
    """Receipt is confirmed today, unless the letter waits for a person."""
    return None if found.original.role is Role.JUNK or case.flags & NO_LETTER else today
