"""What the last tick left: nothing to do by time alone before a moment, and how far it had seen the events.

So that a tick with nothing due reads a handful of rows, however many cases there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from klachtmail.records.absences import REST as _KEY
from klachtmail.records.store import Work


@dataclass(frozen=True, slots=True)
class Rest:
    """``event`` is the highest event seen, ``rules`` a digest of the configuration that the tick worked with."""

    since: datetime
    until: datetime
    event: int
    rules: str

    def holds(self, now: datetime, rules: str) -> bool:
        """Whether only new events can make something due at ``now``; a clock set back or forward ends a rest."""
        return self.since <= now < self.until and self.rules == rules


def last(work: Work) -> Rest | None:
    """The rest that the last tick noted."""
    known = work.setting(_KEY).split(" ")
    if len(known) == 1:
        return None
    since, until, event, rules = known
    return Rest(datetime.fromisoformat(since), datetime.fromisoformat(until), int(event), rules)


def note(work: Work, rest: Rest) -> None:
    """Remember it for the next tick."""
    moments = f"{rest.since.isoformat()} {rest.until.isoformat()}"
    work.set(_KEY, f"{moments} {rest.event} {rest.rules}")
