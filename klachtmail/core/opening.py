"""A new case: its duties, the acknowledgement where it may go out, the notices (R2, R11, R14). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from klachtmail.core import notices, people
from klachtmail.core.desk import NO_LETTER, Matter
from klachtmail.core.duties import duty, opening_duties
from klachtmail.core.facts import NOBODY
from klachtmail.core.language.zones import zones
from klachtmail.core.model import (
    Address,
    Case,
    Decision,
    Duty,
    DutyKind,
    Event,
    Flag,
    Label,
    Letter,
    Role,
    State,
    Track,
    Verdict,
)
from klachtmail.core.rules import reach
from klachtmail.core.rules.first_contact import own_domains


def home(matter: Matter) -> Role | None:
    """Mail of a case moves to the folder of handled mail, but what stands in Sent stays there."""
    return None if matter.facts.role is Role.SENT else Role.PROCESSED


def opened(matter: Matter, complainant: Address, *, channel: str, registered_by: str = "") -> Decision:
    """A new case with its duties, the acknowledgement where it may go out, and the notices."""
    case = _case(matter, complainant, channel, registered_by)
    duties = _duties(matter, case)
    letters = (
        *_acknowledgement(matter, case),
        *_told(matter, case),
    )
    data = (("track", str(case.track)), ("state", str(case.state)), ("channel", channel))
    return Decision(
        "",
        case=case,
        duties=duties,
        events=(Event("opened", "klachtmail", data),),
        letters=letters,
        move_to=home(matter),
    )


def _case(matter: Matter, complainant: Address, channel: str, registered_by: str) -> Case:
    verdict, staff = matter.verdict, matter.desk.office.people
    registrar = (matter.message.sender,) if registered_by and matter.message.sender else ()
    named = people.named_staff(matter.message, staff, apart=(complainant, *registrar))
    flags = _flags(verdict, complainant, named)
    sure = verdict.sure and verdict.label is not Label.OTHER and not flags & (NO_LETTER - {Flag.NO_EMAIL})
    case = Case(
        number=matter.numbers.case,
        code=matter.numbers.code,
        track=Track.PRIVACY if verdict.label is Label.PRIVACY else Track.SERVICE,
        state=State.OPEN if sure and (complainant != NOBODY or registered_by) else State.TO_JUDGE,
        received=matter.facts.receipt,
        complainant=complainant,
        channel=channel,
        registered_by=registered_by,
        flags=flags,
        left_out=named,
    )
    handler = people.handler_for(case, staff) if case.state is State.OPEN else None
    return replace(_reachable(case, matter), handler=handler.email if handler else "")


def _reachable(case: Case, matter: Matter) -> Case:
    """With his number and his wishes; a number in what an employee hands on may be the employee's (``registered``)."""
    office, form = matter.desk.office, matter.facts.form
    text = zones(matter.message.text, own_domains(office), labelled=False).new
    found = reach.reach_in(text, office.organisation.phone)
    number = "" if case.registered_by else found.phone
    return replace(case, phone=form.phone if form and form.phone else number, wishes=found.wishes)


def _flags(verdict: Verdict, complainant: Address, named: frozenset[str]) -> frozenset[Flag]:
    found = set(verdict.flags) - {Flag.NEW_COMPLAINT}  # in a new case every complaint is new
    if named:
        found.add(Flag.STAFF_NAMED)
    if not complainant.email:
        found.add(Flag.NO_EMAIL)
    return frozenset(found)


def _acknowledgement(matter: Matter, case: Case) -> tuple[Letter, ...]:
    """At once for a sure complaint, on paper where there is no e-mail address (R15); past the cap it waits."""
    if case.state is not State.OPEN:
        return ()
    hold = "meer nieuwe zaken dan normaal" if matter.desk.busy(matter.facts.new_cases_this_hour) else ""
    return (notices.acknowledgement(case, matter.message.message_id, hold=hold),)


def _told(matter: Matter, case: Case) -> tuple[Letter, ...]:
    """A notice of each case; in a flood one letter an hour that tells of them all (DESIGN 2.8)."""
    if matter.desk.flooded(matter.facts.new_cases_this_hour):
        return notices.flood(case, matter.desk)
    return notices.new_case(case, matter.message, matter.verdict, matter.desk, _neutral_on(matter, case))


def _duties(matter: Matter, case: Case) -> tuple[Duty, ...]:
    office = matter.desk.office
    return opening_duties(
        case.track,
        case.state,
        case.received.at,
        calendar=matter.desk.calendar,
        terms=office.terms,
        timezone=office.organisation.timezone,
        has_email=bool(case.complainant.email),
    )


def _neutral_on(matter: Matter, case: Case) -> date | None:
    """The day on which the neutral acknowledgement goes by itself; None where it waits for a person."""
    if case.flags & NO_LETTER:
        return None
    return matter.desk.calendar.add_working_days(matter.desk.day(case.received.at), 2).day


def owed(matter: Matter, kind: DutyKind) -> Duty:
    """A duty of a kind, its term running from the message."""
    day = matter.desk.day(matter.facts.receipt.at)
    return duty(kind, day, calendar=matter.desk.calendar, terms=matter.desk.office.terms)
