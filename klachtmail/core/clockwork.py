"""What the clock does in a case by itself: (where it stands, now) -> a step, or None where nothing is due.

``STEPS`` is the order. Every step shows in what it leaves behind (a duty, a letter's key), so that the next
tick finds it done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from klachtmail.core import clock_letters, people, reminders
from klachtmail.core.desk import NO_LETTER, ReplyTo
from klachtmail.core.duties import breach_duty
from klachtmail.core.model import Audience, Duty, DutyKind, Event, Flag, Letter, Role, State, Track
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing, Step
from klachtmail.core.timetable import Timetable

ALARMED = (Audience.QUALITY_OFFICER, Audience.DPO, Audience.DIRECTIE)
NEUTRAL_ON = 2
"""The working day after receipt at whose start a case that nobody judged is acknowledged."""


def breach_alert(standing: Standing, _now: datetime, table: Timetable, _reply_to: ReplyTo) -> Step | None:
    """R32: at once and at any hour, as soon as a new case shows a probable breach; the 72 hours begin."""
    case = standing.case
    if Flag.BREACH not in case.flags or standing.has(DutyKind.BREACH):
        return None
    office = table.office
    duty = breach_duty(case.received.at, terms=office.terms, timezone=office.organisation.timezone)
    letters = _alarm(standing, duty, table, late=False)
    return Step(Event("breach_alert", "klachtmail", (("deadline", f"{duty.moment}"),)), letters, (duty,))


def breach_late(standing: Standing, now: datetime, table: Timetable, _reply_to: ReplyTo) -> Step | None:
    """R32: the 72 hours are over and nobody has reported or excluded the breach; at any hour, once."""
    duty = standing.owed(DutyKind.BREACH)
    if duty is None or duty.moment is None or now < duty.moment:
        return None
    letters = _alarm(standing, duty, table, late=True)
    return Step(Event("breach_late", "klachtmail"), letters) if letters else None


def _alarm(standing: Standing, duty: Duty, table: Timetable, *, late: bool) -> tuple[Letter, ...]:
    case = standing.case
    persons: dict[Person, Audience] = {}
    for role in ALARMED:
        for person in reminders.in_role(role, case, table):
            persons.setdefault(person, role)
    letters = (clock_letters.breach(case, duty, person, role, late=late) for person, role in persons.items())
    return tuple(letter for letter in letters if letter.key not in standing.written)


def advice_request(standing: Standing, now: datetime, table: Timetable, _reply_to: ReplyTo) -> Step | None:
    """R28: the DPO is asked the same day; about a mere suspicion when nobody has judged it by working day 2."""
    case = standing.case
    dpo = next(iter(reminders.in_role(Audience.DPO, case, table)), None)
    if dpo is None or not case.running or clock_letters.request_key(case) in standing.written:
        return None
    private = case.track is Track.PRIVACY or Flag.PRIVACY_SUSPECTED in case.flags
    if not private or not (_sure(standing) or now >= table.start_of(case.received.at, NEUTRAL_ON)):
        return None
    letter = clock_letters.advice_request(standing, dpo, table)
    return Step(Event("dpo_asked", "klachtmail", (("key", letter.key),)), (letter,))


def _sure(standing: Standing) -> bool:
    """Whether it is surely about privacy: open, or waiting only because the sender may not be who he says."""
    case = standing.case
    forged = bool(case.flags & {Flag.DMARC_FAILED, Flag.FOREIGN_REPLY_TO})
    return case.track is Track.PRIVACY and (case.state is State.OPEN or forged)


def neutral_acknowledgement(standing: Standing, now: datetime, table: Timetable, reply_to: ReplyTo) -> Step | None:
    """Nobody judged it by the start of working day 2: receipt is confirmed, and the handler gets the case.

    Not where the letter waits for a person, and not from Junk (R9); those turn red instead.
    """
    case = standing.case
    junk = standing.original is not None and standing.original.role is Role.JUNK
    waits = case.state is not State.TO_JUDGE or standing.owed(DutyKind.ACKNOWLEDGE) is None
    if waits or junk or case.flags & NO_LETTER or not case.complainant.email:
        return None
    letter = clock_letters.neutral(standing)
    if letter.key in standing.written or now < table.start_of(case.received.at, NEUTRAL_ON):
        return None
    handler = people.handler_for(case, table.office.people)
    notice = _notice(standing, handler, table, reply_to) if handler else ()
    event = Event("neutral_acknowledgement", "klachtmail", (("reason", "niet beoordeeld voor werkdag 2"),))
    return Step(event, (letter, *notice), handler=handler.email if handler else "")


def _notice(standing: Standing, person: Person, table: Timetable, reply_to: ReplyTo) -> tuple[Letter, ...]:
    """The handler's notice, unless he had the question about this case as the quality officer's stand-in."""
    case = replace(standing.case, handler=person.email)
    letter = clock_letters.handed_over(replace(standing, case=case), person, reply_to)
    knows = person == people.quality_for(case, table.office.people) or letter.key in standing.written
    return () if knows else (letter,)


def deputy_takes_over(standing: Standing, now: datetime, table: Timetable, reply_to: ReplyTo) -> Step | None:
    """R34: the handler is named in the complaint and nobody chose another: the deputy, from working day 2.

    Not while the letter waits for a person, who has to judge first.
    """
    case, deputy = standing.case, table.office.people.deputy
    waits = case.state is State.TO_JUDGE and standing.owed(DutyKind.ACKNOWLEDGE)
    if waits or not case.running or case.handler or deputy is None or deputy.email in case.left_out:
        return None
    if now < table.start_of(case.received.at, NEUTRAL_ON):
        return None
    event = Event("handler", "klachtmail", (("reason", "niemand aangewezen voor werkdag 2: vervanger"),))
    return Step(event, _notice(standing, deputy, table, reply_to), handler=deputy.email)


def remind(standing: Standing, now: datetime, table: Timetable, reply_to: ReplyTo) -> Step | None:
    """Everybody's reminders of what is due in the case."""
    found = reminders.due(standing, now, table)
    if not found:
        return None
    number = standing.case.number
    letters = tuple(clock_letters.reminder(standing, one, reply_to(number, one.person.email)) for one in found)
    why = tuple((one.key(standing.case), "; ".join(item.reason for item in one.items)) for one in found)
    return Step(Event("reminded", "klachtmail", why), letters)


STEPS: tuple[Callable[[Standing, datetime, Timetable, ReplyTo], Step | None], ...] = (
    breach_alert,
    breach_late,
    advice_request,
    neutral_acknowledgement,
    deputy_takes_over,
    remind,
)
