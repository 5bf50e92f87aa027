"""The letters that the clock asks for in a case; decided here, sent by nobody yet."""

from __future__ import annotations

from datetime import date

from klachtmail.core import links, notices
from klachtmail.core.commands import Who
from klachtmail.core.desk import ReplyTo
from klachtmail.core.model import Audience, Case, Duty, DutyKind, Letter
from klachtmail.core.reminders import Reminder
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from klachtmail.core.words import flag_words


def neutral(standing: Standing) -> Letter:
    """Receipt is confirmed without calling the message a complaint; the key is that of any acknowledgement."""
    case, original = standing.case, standing.original
    return Letter(
        key=f"{case.number}/acknowledge",
        template="complainant-acknowledgement_neutral",
        recipient=case.complainant,
        case=case.number,
        meets=DutyKind.ACKNOWLEDGE,
        automatic="auto-replied",
        answers=original.message_id if original and not case.registered_by else "",
    )


def handed_over(standing: Standing, person: Person, reply_to: ReplyTo) -> Letter:
    """The handler's notice of a case that he gets now, the original attached (R11)."""
    return notices.notice(standing.case, _original(standing), Audience.HANDLER, person, reply_to)


def question(
    standing: Standing, reasons: tuple[str, ...], person: Person, neutral_on: date | None, reply_to: ReplyTo
) -> Letter:
    """Is this a complaint? Asked again where a message that waited became a case by itself (R1)."""
    return notices.question(standing.case, _original(standing), reasons, person, neutral_on, reply_to)


def _original(standing: Standing) -> str:
    """The SHA-256 of the mail that opened the case; nothing where a person typed it in."""
    return standing.original.sha256 if standing.original else ""


def advice_request(standing: Standing, dpo: Person, table: Timetable) -> Letter:
    """R28: number, receipt, answer-by and the questions; the original stays inside the own domain."""
    case, original = standing.case, standing.original
    inside = original and table.office.people.own_domain(dpo.email)
    owed = standing.owed(DutyKind.DPO_ADVICE)
    return Letter(
        key=request_key(case),
        template="dpo-advice_request",
        recipient=dpo.address,
        case=case.number,
        context=(("flags", flag_words(case.flags)), ("answer_by", owed.deadline if owed else None)),
        attach=original.sha256 if original and inside else "",
    )


def request_key(case: Case) -> str:
    """One request for advice a case."""
    return f"{case.number}/dpo_advice"


def breach(case: Case, duty: Duty, person: Person, audience: Audience, *, late: bool) -> Letter:
    """R32: a probable data breach, or that its 72 hours are over."""
    return Letter(
        key=breach_key(case, person, late=late),
        template=f"{audience}-breach",
        recipient=person.address,
        case=case.number,
        context=(("flags", flag_words(case.flags)), ("breach", duty), ("late", late)),
    )


def breach_key(case: Case, person: Person, *, late: bool) -> str:
    """One alert a person and case, and one more when it is late."""
    return f"{case.number}/breach{'_late' if late else ''}/{person.email}"


def _previews(standing: Standing, person: Person) -> tuple[tuple[str, date, str], ...]:
    """Letters that the reader was shown and forgot: the command, its day, the code of the question (DESIGN 5)."""
    mine = (one for one in standing.previews if one.email == person.email)
    return tuple((one.command.partition("\n")[0], one.asked, one.code) for one in mine)


def reminder(standing: Standing, one: Reminder, address: str) -> Letter:
    """All that is due in a case for one person; ``address`` is where his answers go.

    Who stands in for the handler gets the original, too: he may see the case for the first time.
    """
    case, original = standing.case, standing.original
    kinds = (item.duty.kind for item in one.items)
    last = links.DELAY if one.asks_delay else None
    return Letter(
        key=one.key(case),
        template=one.template,
        recipient=one.person.address,
        case=case.number,
        context=(
            ("items", one.items),
            ("stands_since", one.day if one.behind else None),
            ("asks_delay", one.asks_delay),
            ("previews", _previews(standing, one.person)),
            ("instead_of", one.instead_of.name or one.instead_of.email if one.instead_of else ""),
            ("links", links.for_duties(kinds, address, case.token, who=Who(one.audience), last=last)),
        ),
        attach=original.sha256 if original and one.instead_of else "",
    )
