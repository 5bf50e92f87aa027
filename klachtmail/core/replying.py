"""A participant writes in a case: what he says goes to whoever handles it, and an answer is owed (R43, DESIGN 4)."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core import notices
from klachtmail.core.desk import Matter
from klachtmail.core.model import Case, Decision, DutyKind, Event, Message
from klachtmail.core.opening import home, owed
from klachtmail.core.rules import reach

PASSED_ON = 20
"""So many messages in one case are passed on in a day; more are only filed in it."""


def reply(matter: Matter) -> Decision:
    """A participant writes in a case: filed, passed on, and an answer is owed within two working days (R43).

    Who accepts an invitation with a click is told of, and needs no answer.
    """
    known = matter.facts.case(matter.verdict.case)
    assert known is not None, "a reply has its case"
    case = _reached(known.case, matter)
    data = (("flags", ", ".join(sorted(matter.verdict.flags))),)
    enough = matter.facts.replies_today >= PASSED_ON
    return Decision(
        "",
        attach_to=case.number,
        after=case if case != known.case else None,
        duties=() if _accepts(matter.message) else (owed(matter, DutyKind.ANSWER),),
        events=(Event("reply", "complainant", data), *_told_of(known.case, case)),
        letters=() if enough else notices.passed_on(case, matter.message, matter.verdict, matter.desk),
        move_to=home(matter),
    )


def _reached(case: Case, matter: Matter) -> Case:
    """The case with the number and the wishes that the complainant himself writes now; the acknowledgement asks them.

    His signature is not looked at: the number in it is the one that he had.
    """
    sender = matter.message.sender
    if sender is None or sender.email != case.complainant.email:
        return case
    found = reach.reach_in(matter.message.new_text, matter.desk.office.organisation.phone)
    return replace(case, phone=found.phone or case.phone, wishes=found.wishes or case.wishes)


def _told_of(before: Case, after: Case) -> tuple[Event, ...]:
    """What changed of how he is reached, for the register; his words stand in his mail."""
    different = (("telefoon", before.phone != after.phone), ("wensen", before.wishes != after.wishes))
    changed = ", ".join(name for name, is_new in different if is_new)
    return (Event("address", "complainant", (("changed", changed),)),) if changed else ()


def _accepts(message: Message) -> bool:
    """Whether it is a calendar's answer that the guest comes (RFC 5546), and nothing else."""
    entries = [part.content.upper() for part in message.attachments if part.type == "text/calendar"]
    return message.calendar_method.upper() == "REPLY" and any(b"PARTSTAT=ACCEPTED" in entry for entry in entries)
