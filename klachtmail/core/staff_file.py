"""What the register holds that bears on a mail of staff, looked up beforehand; and who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from klachtmail.core.commands import Who
from klachtmail.core.model import Case, Challenge, Label
from klachtmail.core.settings import Person
from klachtmail.core.standing import Standing


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case, as it stands in the record; ``mail`` is the number of the mail that it came of, or 0."""

    id: int
    at: datetime
    actor: str
    kind: str
    data: tuple[tuple[str, str], ...] = ()
    mail: int = 0

    def value(self, key: str) -> str:
        """One fact of it, empty where it says nothing of the kind."""
        return dict(self.data).get(key, "")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter to the complainant that came back, was refused, or is ``held``: its key, template and subject."""

    key: str
    template: str
    subject: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with all that happened in it, oldest first. ``mails`` are (SHA-256, Message-ID) of what came in."""

    standing: Standing
    participants: frozenset[str]
    events: tuple[Happened, ...] = ()
    undelivered: tuple[Undelivered, ...] = ()
    mails: tuple[tuple[str, str], ...] = ()

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.standing.case

    def told(self, kind: str, key: str) -> str:
        """The latest value of a fact in events of a kind; what was undone does not count."""
        undone = {event.value("by") for event in self.events if event.kind == "undone"}
        gone = {event.mail for event in self.events if event.kind == "command" and event.value("by") in undone}
        found = (event.value(key) for event in reversed(self.events) if event.kind == kind and event.mail not in gone)
        return next((value for value in found if value), "")

    def count(self, kind: str) -> int:
        """How often something happened."""
        return sum(event.kind == kind for event in self.events)

    @property
    def last_event(self) -> int:
        """The number of the latest event, 0 where there is none."""
        return self.events[-1].id if self.events else 0


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry that a mail of staff is about; ``sender`` and ``subject`` are those of its message."""

    number: str
    waits: bool
    closed: bool
    label: Label | None
    proposed: str
    sender: str
    subject: str
    readable: bool = True


@dataclass(frozen=True, slots=True)
class StaffFile:
    """Everything looked up for one mail of staff.

    ``named`` are the cases whose numbers stand in its new text, ``running`` all running cases where it asks for
    them, ``challenge`` the question that it answers, ``stale`` says that its question is no longer open, ``shown`` the
    text of the letter that it showed.
    """

    dossier: Dossier | None = None
    entry: EntryFile | None = None
    challenge: Challenge | None = None
    stale: bool = False
    shown: str = ""
    named: tuple[Dossier, ...] = ()
    running: tuple[Standing, ...] = ()


class Level(StrEnum):
    """How far somebody is believed: his commands act, are asked back at his known address, or are a note."""

    ACTS = "acts"
    ASKS = "asks"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who wrote a mail of staff: his roles in its case, and how far he is believed (DESIGN 5, *Authority*)."""

    person: Person
    roles: frozenset[Who]
    level: Level
    reason: str

    @property
    def email(self) -> str:
        """His known address."""
        return self.person.email

    @property
    def name(self) -> str:
        """As letters say it; the address where no name is known."""
        return self.person.name or self.person.email
