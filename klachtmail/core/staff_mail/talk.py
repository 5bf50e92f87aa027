"""How the program talks with staff about one mail: its writer, the answer to him, a question that waits for JA."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from klachtmail.core.commands import TABLE, Command
from klachtmail.core.desk import Matter
from klachtmail.core.effects import (
    ASKING,
    Bench,
    Effect,
)
from klachtmail.core.model import Asked, Case, Challenge, Decision, Letter
from klachtmail.core.staff_answer import Reply, letter_of
from klachtmail.core.staff_file import Actor


@dataclass(frozen=True, slots=True)
class Talk:
    """One mail of staff and its writer."""

    matter: Matter
    actor: Actor

    @property
    def case(self) -> Case | None:
        """The case that it is about."""
        dossier = self.matter.file.dossier
        return dossier.case if dossier else None

    @property
    def source(self) -> str:
        """What makes the keys of its letters unique."""
        return self.matter.message.sha256[:16]

    @property
    def by(self) -> str:
        """How the record names this mail."""
        return self.matter.message.message_id or self.source

    def bench(self, command: Command, given: date | None = None) -> Bench:
        """The command on the bench; ``given`` is the day on which it was written, today by default."""
        desk = self.matter.desk
        day = given or desk.day(self.matter.facts.receipt.at)
        return Bench(command, self.actor, self.matter.file, desk, day, self.source)


def replied(talk: Talk, effect: Effect, command: Command | None = None) -> Decision:
    """Only the answer to its writer."""
    reply = Reply(
        title=effect.lead if effect.silent else _title(effect, command),
        lead=effect.lead,
        blocks=effect.blocks,
        effect=None if effect.silent or effect.refused else effect,
        acts=effect.acts_as_links,
        undo=_undo(effect, command),
        others=command.others if command else (),
        files=effect.attach,
    )
    return Decision("", events=effect.events, letters=(letter_to(talk, reply),))


def _undo(effect: Effect, command: Command | None) -> str:
    """How to take it back, where that can be done."""
    if command is None or effect.silent or effect.refused or effect.sends:
        return ""
    return f"Vergissing? {'Antwoord met ONGEDAAN.' if effect.undo else TABLE[command.keyword].undo}"


def _title(effect: Effect, command: Command | None) -> str:
    """The subject names the act, so that two answers of a day differ."""
    what = "Niet gedaan" if effect.refused else "Gedaan"
    return f"{what}: {command.keyword.value}" if command and command.keyword not in ASKING else what


def ask(talk: Talk, kind: Asked, command: str, effect: Effect) -> Decision:
    """Something is asked back; the one-time code of the question binds the answer to it."""
    reply = Reply(
        title="Vraag over uw opdracht", lead=effect.lead, blocks=effect.blocks, question=talk.matter.numbers.question
    )
    return Decision("", asks=(challenge_of(talk, kind, command),), letters=(letter_to(talk, reply),))


def challenge_of(talk: Talk, kind: Asked, command: str, letter: str = "") -> Challenge:
    """A question to the writer, which the answer to this mail asks."""
    file = talk.matter.file
    return Challenge(
        code=talk.matter.numbers.question,
        kind=kind,
        email=talk.actor.email,
        asked=talk.matter.desk.day(talk.matter.facts.receipt.at),
        case=talk.case.number if talk.case else "",
        entry=file.entry.number if file.entry else "",
        command=command,
        letter=letter,
        event=file.dossier.last_event if file.dossier else 0,
        question=f"answer/{talk.source}",
    )


def letter_to(talk: Talk, reply: Reply) -> Letter:
    """The one answer to a mail."""
    return letter_of(reply, f"answer/{talk.source}", talk.actor.person, talk.case, talk.matter)


def both(first: Decision, second: Decision) -> Decision:
    """Two parts of one decision: what the question was, and what comes of its answer."""
    return replace(second, answered=first.answered, release=first.release or second.release, drop=first.drop)
