"""Which letters a new case and a reply ask for, and to whom (R11, R14, R33-R35). Decided, not yet written."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from klachtmail.core import answer_links, links, people
from klachtmail.core.desk import Desk, ReplyTo
from klachtmail.core.facts import KnownLetter
from klachtmail.core.model import (
    Audience,
    Case,
    DutyKind,
    Flag,
    Letter,
    Message,
    State,
    Track,
    Verdict,
)
from klachtmail.core.settings import Office, Person
from klachtmail.core.words import flag_words


def acknowledgement(case: Case, answers: str, *, hold: str = "") -> Letter:
    """The confirmation of receipt to the complainant (R14); one a case. ``answers`` is his mail's Message-ID."""
    kind = "_privacy" if case.track is Track.PRIVACY else ""
    return Letter(
        key=f"{case.number}/acknowledge",
        template=f"complainant-acknowledgement{kind}",
        recipient=case.complainant,
        case=case.number,
        meets=DutyKind.ACKNOWLEDGE,
        automatic="auto-replied",
        answers=answers if case.channel == "e-mail" else "",
        hold=hold,
    )


def new_case(case: Case, message: Message, verdict: Verdict, desk: Desk, neutral_on: date | None) -> tuple[Letter, ...]:
    """The notices of a new case: one letter a person, the original attached (R11).

    The handler hears of it when he gets the case, so not while it is still to be judged.
    """
    staff = desk.office.people
    first = people.quality_for(case, staff)
    if case.state is State.TO_JUDGE:
        return (question(case, message.sha256, verdict.reasons, first, neutral_on, desk.reply_to),) if first else ()
    handler = staff.find(case.handler)
    letters = [notice(case, message.sha256, _audience(first, desk.office), first, desk.reply_to)] if first else []
    if handler and handler != first:
        letters.append(notice(case, message.sha256, Audience.HANDLER, handler, desk.reply_to))
    return tuple(letters)


def notice(case: Case, original: str, audience: Audience, person: Person, reply_to: ReplyTo) -> Letter:
    """One person hears of a case that is his to see to; ``original``: the SHA-256 of the mail to attach (R11)."""
    return Letter(
        key=f"{case.number}/new_case/{person.email}",
        template=f"{audience}-new_case",
        recipient=person.address,
        case=case.number,
        context=(
            ("flags", flag_words(case.flags)),
            ("why", "De kwaliteitsverantwoordelijke is genoemd in de klacht of de rol is niet bezet."),
            ("links", _links(case, person, reply_to, DutyKind.CONTACT)),
        ),
        attach=original,
    )


def question(
    case: Case,
    original: str,
    reasons: tuple[str, ...],
    person: Person,
    neutral_on: date | None,
    reply_to: ReplyTo,
) -> Letter:
    """Is this a complaint? To the quality officer, or the director who takes over (R1, R35).

    ``neutral_on`` is the day on which receipt is confirmed by itself where nobody answers.
    """
    privacy = Flag.PRIVACY_SUSPECTED in case.flags
    return Letter(
        key=f"{case.number}/to_judge/{person.email}",
        template="quality_officer-to_judge",
        recipient=person.address,
        case=case.number,
        context=(
            ("flags", flag_words(case.flags)),
            ("reasons", reasons),
            ("suspicion", "Het kan ook over persoonsgegevens gaan." if privacy else ""),
            ("neutral_on", neutral_on),
            ("links", _links(case, person, reply_to, DutyKind.JUDGE)),
        ),
        attach=original,
    )


def flood(case: Case, desk: Desk) -> tuple[Letter, ...]:
    """So many new cases that a notice of each would bury the rest: one an hour for all of them (DESIGN 2.8)."""
    person = people.quality_for(case, desk.office.people)
    if person is None:
        return ()
    hour = desk.now.astimezone(ZoneInfo(desk.office.organisation.timezone))
    return (
        Letter(
            key=f"flood/{hour:%Y-%m-%dT%H}",
            template="quality_officer-flood",
            recipient=person.address,
            case="",
            context=(("cap", desk.office.new_cases_an_hour),),
        ),
    )


def _audience(person: Person, office: Office) -> Audience:
    return Audience.QUALITY_OFFICER if person == office.people.quality_officer else Audience.DIRECTIE


def passed_on(case: Case, message: Message, verdict: Verdict, desk: Desk) -> tuple[Letter, ...]:
    """A complainant's message to quality officer and handler, the original attached (R43, DESIGN 4)."""
    first = people.quality_for(case, desk.office.people)
    handler = desk.office.people.find(case.handler)
    wanted = [(Audience.QUALITY_OFFICER, first), (Audience.HANDLER, handler)]
    if first == handler:
        wanted = wanted[:1]
    return tuple(
        Letter(
            key=f"{case.number}/reply/{message.sha256[:16]}/{person.email}",
            template=f"{audience}-reply",
            recipient=person.address,
            case=case.number,
            context=(("flags", flag_words(verdict.flags)), ("links", _reply_links(case, verdict, person, desk))),
            attach=message.sha256,
            attach_name="bericht.eml",
        )
        for audience, person in wanted
        if person
    )


def _links(case: Case, person: Person, reply_to: ReplyTo, *kinds: DutyKind) -> tuple[links.Link, ...]:
    return links.for_duties(kinds, reply_to(case.number, person.email), case.token)


def _reply_links(case: Case, verdict: Verdict, person: Person, desk: Desk) -> tuple[links.Link, ...]:
    """To write to the complainant, or to see that he needs no answer; on a settled case to reopen it (R43)."""
    if Flag.REOPEN in verdict.flags:
        return answer_links.reopening(desk.reply_to(case.number, person.email), f"[{case.token}]")
    return _links(case, person, desk.reply_to, DutyKind.ANSWER)


def undelivered(case: Case, failed: KnownLetter, why: str, desk: Desk) -> tuple[Letter, ...]:
    """An urgent task: a letter of ours did not arrive; with the working days that are left (DESIGN 6).

    Nobody is told in a mail to himself that mail to him does not arrive: that would come back, and again.
    """
    first = people.quality_for(case, desk.office.people)
    if first is None or first.email == failed.recipient:
        return ()
    context = (
        ("failed_letter", failed.subject),
        ("failed_to", failed.recipient),
        ("failed_why", why),
        ("days_left", desk.calendar.working_days_between(desk.today, failed.deadline) if failed.deadline else None),
        ("links", answer_links.undelivered(desk.reply_to(case.number, first.email), f"[{case.token}]")),
    )
    return (
        Letter(
            key=f"{case.number}/undelivered/{failed.message_id}",
            template="quality_officer-undelivered",
            recipient=first.address,
            case=case.number,
            context=context,
        ),
    )
