"""JA and NEE, and what is asked back: the answers to questions of the program."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core.commands import Command, Keyword, Question, read, written
from klachtmail.core.effects import (
    ANYWHERE,
    EFFECTS,
    Effect,
    refuse,
)
from klachtmail.core.effects.correcting import CORRECT
from klachtmail.core.effects.done_by_hand import DONE
from klachtmail.core.effects.privacy import advised
from klachtmail.core.effects.undoing import COMMAND
from klachtmail.core.model import Asked, Challenge, Decision, Event
from klachtmail.core.staff_answer import Reply
from klachtmail.core.staff_mail.carrying import act, carried_out, done_elsewhere
from klachtmail.core.staff_mail.fitting import cannot
from klachtmail.core.staff_mail.prose import ADVICE
from klachtmail.core.staff_mail.talk import Talk, ask, both, letter_to, replied

_VOIDING = frozenset({"reply", "previewed", COMMAND})
"""What makes a preview stale: a newer one, another decision, a new message of the complainant."""


def yes_or_no(talk: Talk, *, yes: bool) -> Decision:
    """The answer to an open question; where none is open, that is said."""
    challenge = talk.matter.file.challenge
    if challenge is None:
        lead = (
            "Die vraag is niet meer open. Er is niets gedaan."
            if talk.matter.file.stale
            else "Er staat geen vraag voor u open. Er is niets gedaan."
        )
        return replied(talk, refuse(lead, "Stuur STATUS om te zien wat er nu moet gebeuren."))
    closed = Decision("", answered=challenge.code, drop="" if yes else challenge.letter)
    if not yes:
        dropped = "De brief is niet verstuurd." if challenge.letter else "Er is niets gedaan."
        return both(closed, replied(talk, Effect(dropped, undo=False)))
    if challenge.kind is Asked.PREVIEW:
        return _send(talk, challenge, closed)
    return both(closed, _agreed(talk, challenge))


def _send(talk: Talk, challenge: Challenge, closed: Decision) -> Decision:
    """JA to a preview sends precisely that letter, unless something happened since that makes it stale."""
    command = read(challenge.command, answered=challenge.asked)
    assert isinstance(command, Command), "a challenge holds a command as it was written"
    if why := _void(talk, challenge):
        stale = refuse(
            f"De brief is niet verstuurd: {why}.", "Stuur de opdracht opnieuw; u ziet dan eerst de nieuwe brief."
        )
        return both(replace(closed, drop=challenge.letter), replied(talk, stale))
    effect = EFFECTS[command.keyword](talk.bench(command, challenge.asked))
    if effect.refused or effect.outward is None:
        return both(replace(closed, drop=challenge.letter), replied(talk, effect))
    sent = replace(effect, lead="De brief is verstuurd.", outward=None, sends=effect.outward.template, undo=False)
    return both(replace(closed, release=challenge.letter), carried_out(talk, command, sent))


def _void(talk: Talk, challenge: Challenge) -> str:
    """Why a preview is stale, or empty; what is about no case, e.g. AFWEZIG, decides nothing in one."""
    dossier = talk.matter.file.dossier
    since = [event for event in dossier.events if event.id > challenge.event] if dossier else []
    later = {
        event.kind for event in since if event.value("keyword") not in ANYWHERE or event.kind != COMMAND
    } & _VOIDING
    if "reply" in later:
        return "de klager heeft daarna een nieuw bericht gestuurd"
    if "previewed" in later:
        return "er is daarna een nieuwere brief gemaakt"
    return "er is daarna een ander besluit genomen" if later else ""


def _agreed(talk: Talk, challenge: Challenge) -> Decision:
    """JA to a code, a proposal, the DPO's advice, or a letter that somebody wrote by hand."""
    if challenge.command == ADVICE:
        return carried_out(talk, Command(Keyword.STATUS), advised(talk.bench(Command(Keyword.STATUS))), name=ADVICE)
    if challenge.command == CORRECT:
        event = Event("registration_confirmed", talk.actor.email)
        return replied(talk, Effect("Dank u. De registratie klopt.", events=(event,), undo=False))
    if challenge.command.startswith(DONE):
        return done_elsewhere(talk, Keyword(challenge.command.removeprefix(DONE)))
    command = read(challenge.command, answered=challenge.asked)
    assert isinstance(command, Command), "a challenge holds a command as it was written"
    if wrong := cannot(talk, command):  # e.g. the case was closed or handed over since it was asked
        return replied(talk, wrong)
    return act(talk, command, talk.bench(command, challenge.asked))


def asked_back(talk: Talk, question: Question) -> Decision:
    """A near miss, a doubt: the one proposal is done by JA, more of them by their own words."""
    words = tuple(written(one) for one in question.proposals)
    lead = f"{question.text} Er is nog niets gedaan."
    if len(words) != 1:
        reply = Reply(title="Vraag over uw opdracht", lead=lead, choices=question.proposals)
        return Decision("", letters=(letter_to(talk, reply),))
    only = question.proposals[0]
    if wrong := cannot(talk, only):
        return replied(talk, replace(wrong, lead=f"{question.text} {wrong.lead}"))
    asked = Effect(
        lead,
        (("", (f"Antwoord JA: dan geldt dit als {words[0].splitlines()[0]}.",)),),
        undo=False,
    )
    return ask(talk, Asked.PROPOSAL, words[0], asked)
