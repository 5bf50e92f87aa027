"""What follows from a message: case or entry, duties, events and letters. Pure; nothing is sent here.

``DECISIONS`` has one function for each route that the judgement may take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from klachtmail.core import absence, notices, staff_mail
from klachtmail.core.desk import NO_LETTER, Desk, Matter
from klachtmail.core.duties import duty
from klachtmail.core.facts import NOBODY, KnownCase, Numbers
from klachtmail.core.judge import may_complain
from klachtmail.core.model import (
    Case,
    Decision,
    DutyKind,
    Entry,
    Event,
    Flag,
    Kind,
    Letter,
    Met,
    Receipt,
    Rejudged,
    Role,
    Route,
)
from klachtmail.core.opening import home, opened, owed
from klachtmail.core.registering import registered
from klachtmail.core.replying import reply
from klachtmail.core.rules import bounces


def decide(matter: Matter) -> Decision:
    """The decision on a judged message; always one."""
    decision = DECISIONS[matter.verdict.route](matter)
    return decision if decision.reason else replace(decision, reason="; ".join(matter.verdict.reasons))


def judged_by_person(matter: Matter, judged: Rejudged, known: KnownCase | None) -> Matter:
    """The message of an entry as a person has judged it: what held it back holds no longer."""
    flags = matter.verdict.flags - NO_LETTER - {Flag.SUSPECT_MACHINE}
    if not matter.message.sender or not matter.message.sender.email:
        flags |= {Flag.NO_EMAIL}
    reasons = (f"beoordeeld door {judged.by}", *matter.verdict.reasons)
    facts = replace(matter.facts, role=Role.INBOX)
    if known is not None:
        number = known.case.number
        verdict = replace(matter.verdict, kind=Kind.HUMAN, route=Route.REPLY, case=number, reasons=reasons, flags=flags)
        return replace(matter, verdict=verdict, facts=replace(facts, cases=(*facts.cases, known)))
    handed_on = matter.verdict.route is Route.REGISTRATION
    route = Route.REGISTRATION if handed_on else Route.FIRST_CONTACT
    verdict = replace(
        matter.verdict, kind=Kind.HUMAN, route=route, label=judged.label, sure=True, reasons=reasons, flags=flags
    )
    return replace(matter, verdict=verdict, facts=facts)


def set_aside(receipt: Receipt, numbers: Numbers, desk: Desk, reason: str) -> Decision:
    """A message that could not be handled: a person reads it, and the clock runs (DESIGN 2.1)."""
    entry = Entry(numbers.entry, waits=True, reason=reason, label=None)
    duties = (duty(DutyKind.JUDGE, desk.day(receipt.at), calendar=desk.calendar, terms=desk.office.terms),)
    events = (Event("set_aside", "klachtmail", (("reason", reason),)),)
    return Decision(reason, entry=entry, duties=duties, events=events, move_to=Role.UNREADABLE)


def _noted(matter: Matter) -> Decision:
    """Filed in its case where it has one, and nothing else: no duty, no letter, no clock (DESIGN 2.5)."""
    known = matter.facts.case(matter.verdict.case)
    if known is None:
        return Decision("")
    event = Event(str(matter.verdict.route), "klachtmail", (("kind", str(matter.verdict.kind)),))
    return Decision("", attach_to=known.case.number, events=(event,), move_to=home(matter))


def _automatic(matter: Matter) -> Decision:
    """A machine's answer changes nothing; that of staff says who is away (DESIGN 2.5)."""
    desk = matter.desk
    told = absence.told_by(matter.message, matter.verdict, desk.office.people, desk.day(matter.facts.receipt.at))
    return replace(_noted(matter), absence=None if matter.facts.origin.dmarc == "fail" else told)


def _report(matter: Matter) -> Decision:
    """A delivery report: a lasting failure reopens the duty that the letter had met, and a person is told."""
    report = bounces.delivery_report(matter.message)
    letter = matter.facts.reported
    noted = _noted(matter)
    if report is None or letter is None or not letter.case:
        return noted if noted.attach_to else _listed(matter)
    if not report.permanent:
        return noted
    known = matter.facts.case(letter.case)
    assert known is not None, "the letter's case is among the facts"
    met = (Met(letter.meets, "niet bezorgd", reopened=True),) if letter.meets else ()
    return replace(
        noted,
        met=met,
        bounced=letter.message_id,
        bounced_why=report.why,
        letters=_undelivered(matter, known.case, report),
        events=(Event("bounced", "klachtmail", (("letter", letter.message_id),)),),
    )


def _undelivered(matter: Matter, case: Case, report: bounces.DeliveryReport) -> tuple[Letter, ...]:
    failed = matter.facts.reported
    assert failed is not None, "the report was matched to a letter"
    return notices.undelivered(case, failed, report.why, matter.desk)


def _waits(matter: Matter) -> Decision:
    """A person has to look: an entry with the duty *judge*; the case that it may belong to is proposed."""
    verdict = matter.verdict
    entry = Entry(matter.numbers.entry, True, "; ".join(verdict.reasons), verdict.label, verdict.proposed)
    events = (Event("waits", "klachtmail", (("proposed", verdict.proposed),)),)
    return Decision("", entry=entry, duties=(owed(matter, DutyKind.JUDGE),), events=events)


def _listed(matter: Matter) -> Decision:
    """Shown to the quality officer in the daily list; nobody is answered."""
    reason = "; ".join(matter.verdict.reasons)
    entry = Entry(matter.numbers.entry, waits=False, reason=reason, label=matter.verdict.label)
    return Decision("", entry=entry, events=(Event("listed", "klachtmail"),))


def _first_contact(matter: Matter) -> Decision:
    """A complaint opens a case; what is surely none is listed; what stands in Junk waits for a person."""
    if matter.facts.role is Role.JUNK:
        return _waits(matter) if may_complain(matter.verdict) else Decision("")
    if not may_complain(matter.verdict):
        return _listed(matter)
    sender = matter.message.sender or NOBODY
    return opened(matter, sender, channel="webformulier" if matter.facts.form else "e-mail")


def _by_hand(matter: Matter) -> Decision:
    """Filed in its case; whoever wrote it is asked once what it counts as."""
    noted, asked = _noted(matter), staff_mail.by_hand(matter)
    return replace(noted, asks=asked.asks, letters=asked.letters)


DECISIONS: dict[Route, Callable[[Matter], Decision]] = {
    Route.OWN_LETTER: lambda _matter: Decision(""),
    Route.DELIVERY_REPORT: _report,
    Route.READ_RECEIPT: _noted,
    Route.AUTOMATIC: _automatic,
    Route.BY_HAND: _by_hand,
    Route.STAFF: staff_mail.answer,
    Route.REGISTRATION: lambda matter: registered(matter, _first_contact),
    Route.REPLY: reply,
    Route.UNPROVED: _waits,
    Route.KNOWN_COMPLAINANT: _waits,
    Route.LISTED: _listed,
    Route.SECURE_NOTICE: _waits,
    Route.FIRST_CONTACT: _first_contact,
    Route.UNREADABLE: _waits,
}
