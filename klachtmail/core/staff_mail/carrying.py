"""A command is carried out, shown first where it goes outside, or asked back where one proof is missing."""

from __future__ import annotations

from dataclasses import replace

from klachtmail.core.commands import TABLE, Command, Keyword, written
from klachtmail.core.effects import (
    ASKING,
    EFFECTS,
    Bench,
    Effect,
)
from klachtmail.core.effects.done_by_hand import DONE, counted
from klachtmail.core.effects.undoing import COMMAND, changed
from klachtmail.core.model import Asked, Decision, Event, Letter
from klachtmail.core.staff_answer import Reply
from klachtmail.core.staff_file import Level
from klachtmail.core.staff_mail.fitting import cannot, not_yours
from klachtmail.core.staff_mail.talk import Talk, ask, both, challenge_of, letter_to, replied


def ordered(talk: Talk, command: Command) -> Decision:
    """A command of somebody with one proof only is asked back; what changes nothing is simply answered."""
    if wrong := cannot(talk, command):
        return replied(talk, wrong)
    bench = talk.bench(command)
    if talk.actor.level is Level.ACTS or command.keyword in ASKING:
        return act(talk, command, bench)
    effect = EFFECTS[command.keyword](bench)
    if effect.outward or (effect.refused and not effect.events):
        return act(talk, command, bench)
    lead = f"Komt deze opdracht van u? {TABLE[command.keyword].does}"
    question = Effect(
        lead,
        (
            ("Uw opdracht", tuple(written(command).splitlines())),
            ("", ("Antwoord JA, dan wordt het gedaan. Komt het niet van u? Antwoord NEE.",)),
        ),
        undo=False,
    )
    return ask(talk, Asked.CODE, written(command), question)


def act(talk: Talk, command: Command, bench: Bench) -> Decision:
    """What somebody may do is done, or shown first."""
    effect = EFFECTS[command.keyword](bench)
    if effect.outward is not None and not effect.refused:
        return _preview(talk, command, effect, effect.outward)
    return carried_out(talk, command, effect)


def _preview(talk: Talk, command: Command, effect: Effect, letter: Letter) -> Decision:
    """The exact letter is made now and waits for JA; nothing else happens before.

    That of somebody with one proof only takes no other preview's place: he may be somebody else.
    """
    assert talk.case is not None, "outward letters belong to a case"
    held = replace(letter, preview=True)
    believed = talk.actor.level is Level.ACTS
    early = tuple(event for event in effect.events if event.kind == "settling" and believed)
    shown = Reply(
        lead=f"{effect.lead}. Moet deze brief zo weg? Antwoord JA of NEE.",
        blocks=(("", ("Wilt u iets anders? Antwoord met Brief: en daaronder uw eigen tekst zoals die moet worden.",)),),
        shown=letter.key,
        question=talk.matter.numbers.question,
        others=command.others,
    )
    challenge = replace(challenge_of(talk, Asked.PREVIEW, written(command), letter.key), firm=believed)
    event = Event(
        "previewed" if believed else "previewed_unproved",
        talk.actor.email,
        (("keyword", command.keyword.value), ("letter", letter.key)),
    )
    return Decision("", events=(*early, event), asks=(challenge,), letters=(held, letter_to(talk, shown)))


def carried_out(talk: Talk, command: Command, effect: Effect, name: str = "") -> Decision:
    """The effect as a decision, with the line in the record that ONGEDAAN reads, and the receipt."""
    case = talk.case
    by = f"{name or command.keyword.value}, {talk.by}"
    events = effect.events
    if not (effect.refused or effect.silent) and case and command.keyword is not Keyword.ONGEDAAN:
        events = (*events, _command_event(talk, command, effect, by, name))
    return replace(
        replied(talk, effect, command),
        after=effect.after,
        met=effect.met(by),
        ended=effect.ended(by),
        undoes=effect.undoes,
        duties=effect.opens,
        events=events,
        letters=(*effect.letters, *replied(talk, effect, command).letters),
        joins=effect.joins,
        leaves=effect.leaves,
        again=effect.again,
        printed=effect.printed,
        told=effect.told,
        release=effect.release,
        closes=effect.closes,
        rejudged=effect.rejudged,
        absence=effect.absence,
        others=effect.others,
    )


def _command_event(talk: Talk, command: Command, effect: Effect, by: str, name: str) -> Event:
    assert talk.case is not None, "checked by the caller"
    opened = ",".join(dict.fromkeys(one.kind.value for one in effect.opens))
    data = (
        ("keyword", name or command.keyword.value),
        ("by", by),
        ("opened", opened),
        ("undo", "ja" if effect.undo else "nee"),
        ("how", TABLE[command.keyword].undo),
        ("before", changed(talk.case, effect.after)),
        ("joined", ",".join(_new_sides(talk, effect))),
    )
    return Event(COMMAND, talk.actor.email, data)


def _new_sides(talk: Talk, effect: Effect) -> list[str]:
    """The addresses that come to the complainant's side by it."""
    dossier = talk.matter.file.dossier
    assert dossier is not None, "checked by the caller"
    return [person.email for person in effect.joins if person.email not in dossier.participants]


def done_elsewhere(talk: Talk, keyword: Keyword) -> Decision:
    """A letter that somebody wrote by hand counts, once he has said as what."""
    if not TABLE[keyword].who & talk.actor.roles:
        return replied(talk, not_yours(keyword))
    asked = talk.matter.file.challenge
    if asked is None or (asked.kind is not Asked.BY_HAND and not asked.command.startswith(DONE)):
        command = f"{DONE}{keyword.value}"
        question = Effect(
            "Moet ik de brief sturen, of heeft u dat al gedaan?",
            (
                (
                    "",
                    ("Heeft u het zelf al gedaan? Antwoord JA.", f"Moet ik de brief sturen? Antwoord {keyword.value}."),
                ),
            ),
            undo=False,
        )
        return ask(talk, Asked.PROPOSAL, command, question)
    done = Decision("", answered=asked.code)
    return both(
        done, carried_out(talk, Command(keyword), counted(talk.bench(Command(keyword)), keyword), name=keyword.value)
    )
