"""Everything that the register holds for one mail of staff (DESIGN 5)."""

from __future__ import annotations

import json
import re

from sqlmodel import Session, col, or_, select

from klachtmail.core.effects.joining import NUMBER, number_in
from klachtmail.core.facts import Facts
from klachtmail.core.model import Audience, Challenge, Label, Message, Verdict
from klachtmail.core.staff_file import Dossier, EntryFile, Happened, StaffFile, Undelivered
from klachtmail.core.standing import Standing
from klachtmail.records.clock import Agenda
from klachtmail.records.store import Work
from klachtmail.records.tables import EntryRow, EventRow, LetterRow, Mail

_QUESTION = re.compile(r"\(vraag ([23456789BCDFGHJKMNPQRSTVWXYZ]{8})\)", re.IGNORECASE)
"""The one-time code in the subject of a question, e.g. ``(vraag K7PQ2MXW)``."""
_ALL = re.compile(r"\b(?:lijst|alles van)\b", re.IGNORECASE)
"""Words of commands that need every running case."""


def staff_file(work: Work, message: Message, verdict: Verdict, facts: Facts) -> StaffFile:
    """The case or entry of the mail, the question that it answers, and the cases that its words name."""
    sender = message.sender.email if message.sender else ""
    challenge, stale = _challenge(work, message, verdict, facts, sender)
    number = verdict.case or (challenge.case if challenge else "")
    entry = verdict.entry or (challenge.entry if challenge else "")
    mentioned = dict.fromkeys(number_in(match[0]) for match in NUMBER.finditer(message.new_text[:2000]))
    if challenge and challenge.command:
        mentioned |= dict.fromkeys(number_in(match[0]) for match in NUMBER.finditer(challenge.command))
    found = entry_file(work, entry) if entry else None
    if found and found.proposed:
        mentioned[found.proposed] = None
    dossiers = (dossier(work, one) for one in mentioned if one != number or entry)
    return StaffFile(
        dossier=dossier(work, number) if number and not entry else None,
        entry=found,
        challenge=challenge,
        stale=stale,
        named=tuple(one for one in dossiers if one),
        running=running(work) if _ALL.search(message.new_text[:2000]) else (),
    )


def _challenge(
    work: Work, message: Message, verdict: Verdict, facts: Facts, sender: str
) -> tuple[Challenge | None, bool]:
    """The open question to this person that the mail answers: by its code, by In-Reply-To, or the latest."""
    code = _QUESTION.search(message.subject)
    found = work.challenges.by_code(code[1].upper()) if code else None
    if found is None and facts.letters:
        mine = [letter.key for letter in facts.letters if letter.recipient == sender]
        found = work.challenges.by_letters(mine[:1]) if mine else None
    if found is None:
        latest = None if facts.letters or not verdict.case else work.challenges.latest(sender, verdict.case)
        proved = facts.origin.proved and any(key.email == sender and key.case == verdict.case for key in facts.keys)
        return (latest if proved else None), False
    challenge, is_open = found
    fits = challenge.email == sender and (not verdict.case or challenge.case in {"", verdict.case})
    return (challenge if is_open and fits else None), fits and not is_open


def dossier(work: Work, number: str) -> Dossier | None:
    """A case with all that happened in it; None where there is none of that number."""
    known = work.dossiers.known(number)
    if known is None:
        return None
    return Dossier(
        standing=Agenda(work.session).standing(number),
        participants=known.participants,
        events=_events(work.session, number),
        undelivered=_undelivered(work.session, number),
        mails=_mails(work.session, number),
    )


def _events(session: Session, number: str) -> tuple[Happened, ...]:
    rows = session.exec(select(EventRow).where(EventRow.case_number == number).order_by(col(EventRow.id)))
    return tuple(
        Happened(row.id or 0, row.at, row.actor, row.kind, tuple(json.loads(row.data).items()), row.mail_id or 0)
        for row in rows
    )


def _undelivered(session: Session, number: str) -> tuple[Undelivered, ...]:
    """Letters to the complainant that came back, were refused, wait on paper, or for a person."""
    trouble = or_(LetterRow.undelivered != "", col(LetterRow.state).in_(("refused", "paper", "held")))
    wanted = select(LetterRow).where(LetterRow.case_number == number, trouble).order_by(col(LetterRow.id))
    found = (row for row in session.exec(wanted) if row.template.startswith(Audience.COMPLAINANT))
    return tuple(Undelivered(row.key, row.template, row.subject, held=row.state == "held") for row in found)


def _mails(session: Session, number: str) -> tuple[tuple[str, str], ...]:
    wanted = select(Mail.sha256, Mail.message_id).where(Mail.case_number == number, Mail.kind != "own")
    return tuple(session.exec(wanted.order_by(col(Mail.id))))


def entry_file(work: Work, number: str) -> EntryFile | None:
    """An entry with the sender and the subject of its message."""
    row = work.session.get(EntryRow, number)
    if row is None:
        return None
    mail = Agenda(work.session).mail_of(number)
    return EntryFile(
        number=row.number,
        waits=row.waits,
        closed=row.closed_at is not None,
        label=Label(row.label) if row.label else None,
        proposed=row.proposed,
        sender=mail.sender_email if mail else "",
        subject=mail.subject if mail else "",
        readable=mail is not None and mail.stage == "done",
    )


def running(work: Work) -> tuple[Standing, ...]:
    """Every running case."""
    agenda = Agenda(work.session)
    return tuple(agenda.standing(number) for number in agenda.running())
