"""What an effect works on and what it gives back: (Bench) -> Effect, for every keyword of staff. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from klachtmail.core.commands import Command
from klachtmail.core.desk import Desk
from klachtmail.core.duties import duty
from klachtmail.core.duty_rule import Act
from klachtmail.core.duty_table import kinds_ended_by, kinds_met_by
from klachtmail.core.letter_acts import main_duty
from klachtmail.core.model import (
    Absence,
    Address,
    Case,
    Decision,
    Duty,
    DutyKind,
    Event,
    Letter,
    Met,
    Rejudged,
)
from klachtmail.core.staff_file import Actor, Dossier, EntryFile, StaffFile
from klachtmail.core.standing import Standing

Block = tuple[str, tuple[str, ...]]
"""A heading (or none) and the lines below it, in an answer to staff."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command does, and what its writer is told.

    ``lead`` is the first sentence of the answer. ``refused``: nothing was done. ``after`` is the case as it stands
    then. ``acts`` meet and end duties, ``on`` the day on which they were done; ``opens`` are new duties, ``undoes``
    names the command whose duties are open again. ``outward`` is the letter that somebody outside gets and that its
    writer sees first; nothing else of the effect happens before his ``JA``. ``letters`` go at once, ``sends`` is the
    template of one that his ``JA`` let go. ``undo`` says that ``ONGEDAAN`` can take it back.
    ``release`` is the key of a letter that was held, ``told``: the number was told by telephone. ``acts_as_links``:
    the answer has the acts that are due as links.
    """

    lead: str
    blocks: tuple[Block, ...] = ()
    refused: bool = False
    after: Case | None = None
    acts: tuple[Act, ...] = ()
    on: date | None = None
    opens: tuple[Duty, ...] = ()
    ends: tuple[DutyKind, ...] = ()
    undoes: str = ""
    events: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    outward: Letter | None = None
    sends: str = ""
    release: str = ""
    told: bool = False
    joins: tuple[Address, ...] = ()
    leaves: tuple[str, ...] = ()
    again: str = ""
    printed: date | None = None
    closes: str = ""
    rejudged: Rejudged | None = None
    absence: Absence | None = None
    others: tuple[Decision, ...] = ()
    attach: tuple[tuple[str, str], ...] = ()
    silent: bool = False
    acts_as_links: bool = False
    undo: bool = True

    def met(self, by: str) -> tuple[Met, ...]:
        """The duties that the acts meet."""
        kinds = dict.fromkeys(kind for act in self.acts for kind in kinds_met_by(act))
        return tuple(Met(kind, by, on=self.on) for kind in kinds)

    def ended(self, by: str) -> tuple[Met, ...]:
        """The duties that the acts end without meeting them."""
        kinds = dict.fromkeys([*(kind for act in self.acts for kind in kinds_ended_by(act)), *self.ends])
        return tuple(Met(kind, by) for kind in kinds)


def refuse(lead: str, *lines: str) -> Effect:
    """Nothing was done, and why."""
    return Effect(lead, ((("", lines),) if lines else ()), refused=True, undo=False)


@dataclass(frozen=True, slots=True)
class Bench:
    """One command with everything that bears on it. ``given`` is the day on which it was written.

    ``source`` is a hash of the mail that it stands in; it makes the keys of letters unique.
    """

    command: Command
    actor: Actor
    file: StaffFile
    desk: Desk
    given: date
    source: str

    @property
    def dossier(self) -> Dossier:
        """The case that the command is about."""
        assert self.file.dossier is not None, "asked for by the table of effects"
        return self.file.dossier

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.dossier.case

    @property
    def standing(self) -> Standing:
        """The case with its duties."""
        return self.dossier.standing

    @property
    def entry(self) -> EntryFile | None:
        """The entry that the command is about."""
        return self.file.entry

    @property
    def received(self) -> date:
        """The day of the case's receipt."""
        return self.desk.day(self.case.received.at)

    def field(self, name: str) -> str:
        """The value of a ``Sleutel: waarde`` line, empty where it was not given."""
        return dict(self.command.fields).get(name, "").strip()

    def duty(self, kind: DutyKind, start: date) -> Duty:
        """A duty of a kind, its term running from a day."""
        return duty(kind, start, calendar=self.desk.calendar, terms=self.desk.office.terms)

    def letter(self, event: str, **context: object) -> Letter:
        """A letter to the complainant that a person ordered."""
        return Letter(
            key=f"{self.case.number}/{event}/{self.source}",
            template=f"complainant-{event}",
            recipient=self.case.complainant,
            case=self.case.number,
            context=tuple({"author": self.actor.person.name, **context}.items()),
            meets=main_duty(f"complainant-{event}"),
        )

    def standing_as(self, case: Case, standing: Standing | None = None) -> Standing:
        """A case, the bench's own by default, as it stands with other values."""
        return replace(standing or self.standing, case=case)

    def with_handler(self, case: Case, email: str) -> Case:
        """A case in the hands of somebody else."""
        return replace(case, handler=email)

    def changed(self, **fields: object) -> Case:
        """The case with other values."""
        return replace(self.case, **fields)  # type: ignore[arg-type]  # the names are checked by the dataclass


Carry = Callable[[Bench], Effect]
