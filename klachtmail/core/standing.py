"""Where a case stands when the clock looks at it: all that bears on what is due, looked up beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from klachtmail.core.model import Case, Challenge, Duty, DutyKind, Event, Letter, Role


@dataclass(frozen=True, slots=True)
class Original:
    """The message that a case began with: its bytes by their hash, and where it arrived."""

    sha256: str
    message_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Standing:
    """A case at one moment; ``written`` holds the keys of all letters that were ever made in it.

    ``away`` has the addresses of staff who are absent, each with his first day. ``previews`` are letters that were
    shown to somebody and still wait for his ``JA``.
    """

    case: Case
    opened_at: datetime
    duties: tuple[Duty, ...]
    original: Original | None = None
    written: frozenset[str] = frozenset()
    away: Mapping[str, date] = field(default_factory=dict)
    previews: tuple[Challenge, ...] = ()

    def owed(self, kind: DutyKind) -> Duty | None:
        """The open duty of a kind."""
        return next((duty for duty in self.duties if duty.kind is kind and duty.open), None)

    def has(self, kind: DutyKind) -> bool:
        """Whether the case ever had a duty of a kind."""
        return any(duty.kind is kind for duty in self.duties)


@dataclass(frozen=True, slots=True)
class Step:
    """What the clock does in a case: recorded in one transaction together with its letters.

    ``handler`` is the address of who has the case from now on, empty where that does not change.
    """

    event: Event
    letters: tuple[Letter, ...] = ()
    duties: tuple[Duty, ...] = ()
    handler: str = ""
