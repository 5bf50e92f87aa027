"""A mail of staff: who wrote it, what does he want, what comes of it, and what he is told (DESIGN 5).

Nobody is hurt by replying: a command acts only where its writer is believed; what goes out is shown first; all
else is a note. Whoever is believed at all hears within the pass what became of his words.
"""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core import authority
from klachtmail.core.commands import Command, Keyword, Question, read
from klachtmail.core.desk import Matter
from klachtmail.core.effects.correcting import corrected
from klachtmail.core.effects.done_by_hand import said_done
from klachtmail.core.model import Decision, Event, Role
from klachtmail.core.staff_file import Level
from klachtmail.core.staff_mail.answering import asked_back, yes_or_no
from klachtmail.core.staff_mail.by_hand import by_hand
from klachtmail.core.staff_mail.carrying import carried_out, done_elsewhere, ordered
from klachtmail.core.staff_mail.notes import of_no_role, unbelieved
from klachtmail.core.staff_mail.prose import in_prose
from klachtmail.core.staff_mail.talk import Talk

__all__ = ["answer", "by_hand"]


def answer(matter: Matter) -> Decision:
    """What comes of a mail of staff; it is filed in its case in any event."""
    actor = authority.actor(matter.message, matter.facts, matter.file, matter.desk.office)
    if actor is None:
        return of_no_role(matter)
    talk = Talk(matter, actor)
    if actor.level is Level.NOTE:
        return _filed(talk, unbelieved(talk))
    return _filed(talk, _understood(talk))


def _filed(talk: Talk, decision: Decision) -> Decision:
    """In the case's folder and record; a mail about an entry or about nothing stays where it is."""
    case = talk.case
    if case is None:
        return decision
    home = None if talk.matter.facts.role is Role.SENT else Role.PROCESSED
    note = Event("staff", talk.actor.email, (("level", talk.actor.level.value), ("reason", talk.actor.reason)))
    return replace(decision, attach_to=case.number, events=(note, *decision.events), move_to=home)


def _understood(talk: Talk) -> Decision:
    """JA and NEE answer a question; a command acts; all else is a note or asked back."""
    matter = talk.matter
    if effect := corrected(talk.bench(Command(Keyword.STATUS)), matter.message.new_text):
        return carried_out(talk, Command(Keyword.STATUS), effect, name="verbetering")
    found = read(matter.message.new_text, answered=matter.desk.day(matter.facts.receipt.at))
    if isinstance(found, Command):
        if found.keyword in {Keyword.JA, Keyword.NEE}:
            return yes_or_no(talk, yes=found.keyword is Keyword.JA)
        return ordered(talk, found)
    if (keyword := said_done(matter.message.new_text, found)) and talk.case:
        return done_elsewhere(talk, keyword)
    if isinstance(found, Question):
        return asked_back(talk, found)
    return in_prose(talk, found)
