"""Which letters a new case and a reply ask for, and to whom (R11, R14, R33-R35). Decided, not yet written."""

from __future__ import annotations

from datetime import date

from klachtmail.core import people
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
from klachtmail.core.workdays import Calendar


def acknowledgement(case: Case, message: Message, *, hold: str = "") -> Letter:
    """The confirmation of receipt to the complainant (R14); one a case, by its key."""
    kind = "_privacy" if case.track is Track.PRIVACY else ""
    return Letter(
        key=f"{case.number}/acknowledge",
        template=f"complainant-acknowledgement{kind}",
        recipient=case.complainant,
        case=case.number,
        meets=DutyKind.ACKNOWLEDGE,
        automatic="auto-replied",
        answers=message.message_id if case.channel == "e-mail" else "",
        hold=hold,
    )


def new_case(
    case: Case, message: Message, verdict: Verdict, office: Office, neutral_on: date | None
) -> tuple[Letter, ...]:
    """The notices of a new case: one letter a person, the original attached (R11).

    The handler hears of it when he gets the case, so not while it is still to be judged.
    """
    first = people.quality_for(case, office.people)
    if case.state is State.TO_JUDGE:
        return (_question(case, message, verdict, first, neutral_on),) if first else ()
    handler = office.people.find(case.handler)
    letters = [_notice(case, message, _audience(first, office), first)] if first else []
    if handler and handler != first:
        letters.append(_notice(case, message, Audience.HANDLER, handler))
    return tuple(letters)


def _audience(person: Person, office: Office) -> Audience:
    return Audience.QUALITY_OFFICER if person == office.people.quality_officer else Audience.DIRECTIE


def _notice(case: Case, message: Message, audience: Audience, person: Person) -> Letter:
    return Letter(
        key=f"{case.number}/new_case/{person.email}",
        template=f"{audience}-new_case",
        recipient=person.address,
        case=case.number,
        context=(
            ("flags", flag_words(case.flags)),
            ("phone", ""),
            ("wishes", ""),
            ("why", "De kwaliteitsverantwoordelijke is genoemd in de klacht of de rol is niet bezet."),
            ("links", ()),
        ),
        attach=message.sha256,
    )


def _question(
    case: Case,
    message: Message,
    verdict: Verdict,
    person: Person,
    neutral_on: date | None,
) -> Letter:
    """Is this a complaint? To the quality officer, or the director who takes over (R1, R35)."""
    privacy = Flag.PRIVACY_SUSPECTED in case.flags
    return Letter(
        key=f"{case.number}/to_judge/{person.email}",
        template="quality_officer-to_judge",
        recipient=person.address,
        case=case.number,
        context=(
            ("flags", flag_words(case.flags)),
            ("reasons", verdict.reasons),
            ("suspicion", "Het kan ook over persoonsgegevens gaan." if privacy else ""),
            ("neutral_on", neutral_on),
            ("links", ()),
        ),
        attach=message.sha256,
    )


def passed_on(case: Case, message: Message, verdict: Verdict, office: Office) -> tuple[Letter, ...]:
    """A complainant's message to quality officer and handler, the original attached (R43, DESIGN 4)."""
    first = people.quality_for(case, office.people)
    handler = office.people.find(case.handler)
    wanted = [(Audience.QUALITY_OFFICER, first), (Audience.HANDLER, handler)]
    if first == handler:
        wanted = wanted[:1]
    return tuple(
        Letter(
            key=f"{case.number}/reply/{message.sha256[:16]}/{person.email}",
            template=f"{audience}-reply",
            recipient=person.address,
            case=case.number,
            context=(("flags", flag_words(verdict.flags)), ("links", ())),
            attach=message.sha256,
            attach_name="bericht.eml",
        )
        for audience, person in wanted
        if person
    )


def undelivered(
    case: Case,
    failed: KnownLetter,
    why: str,
    today: date,
    calendar: Calendar,
    office: Office,
) -> tuple[Letter, ...]:
    """An urgent task: a letter of ours did not arrive; with the working days that are left (DESIGN 6).

    Nobody is told in a mail to himself that mail to him does not arrive: that would come back, and again.
    """
    first = people.quality_for(case, office.people)
    if first is None or first.email == failed.recipient:
        return ()
    context = (
        ("failed_letter", failed.subject),
        ("failed_to", failed.recipient),
        ("failed_why", why),
        ("days_left", calendar.working_days_between(today, failed.deadline) if failed.deadline else None),
        ("links", ()),
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
