"""The year in figures, and how staff judged what the program had judged: values in, counts out (R20, R21).

From structured fields only: no names, no free text. Zero complaints is also a report.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from klachtmail.core.model import Case, Duty, DutyKind
from klachtmail.core.workdays import Calendar, day_of

TIMED = (
    *(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.CONFIRM, DutyKind.SETTLE),
    *(DutyKind.MONTH, DutyKind.DPO_ADVICE, DutyKind.BREACH),
)
"""The duties whose keeping the year's report tells."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the program said of a message, and what a person answered; ``answer`` is empty where nobody did.

    ``number`` is that of a case or an entry, ``said`` the program's label, ``by`` an address or ``klachtmail``.
    """

    number: str
    said: str
    sure: bool
    answer: str
    by: str
    why: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a verdict of the program met an answer of staff."""

    said: str
    sure: bool
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How a kind of duty was kept: in time, late, or still open."""

    kind: DutyKind
    in_time: int
    late: int
    open: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year's complaints; the days are working days, None where nothing was settled."""

    year: int
    complaints: int
    by_track: tuple[tuple[str, int], ...]
    by_state: tuple[tuple[str, int], ...]
    by_channel: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]
    kept: tuple[Kept, ...]
    days_to_contact: float | None
    days_to_settle: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A case with its duties, as the figures need it."""

    case: Case
    duties: tuple[Duty, ...]


def tallied(judgements: Iterable[Judgement]) -> tuple[Tally, ...]:
    """The answers of staff against the verdicts."""
    counts = Counter((one.said, one.sure, one.answer) for one in judgements if one.answer)
    return tuple(Tally(*key, count) for key, count in sorted(counts.items()))


def sample(judgements: Sequence[Judgement], size: int, seed: int) -> tuple[Judgement, ...]:
    """A random sample that anybody can draw again with the same seed, in the order of the numbers."""
    drawn = random.Random(seed).sample(range(len(judgements)), min(size, len(judgements)))  # noqa: S311 - no secret
    return tuple(judgements[at] for at in sorted(drawn))


def year_of(year: int, counted: Iterable[Counted], calendar: Calendar, timezone: str) -> Year:
    """The figures of the cases received in a year."""
    mine = [one for one in counted if day_of(one.case.received.at, timezone).year == year]
    return Year(
        year=year,
        complaints=len(mine),
        by_track=_counts(one.case.track.value for one in mine),
        by_state=_counts(one.case.state.value for one in mine),
        by_channel=_counts(one.case.channel for one in mine),
        by_outcome=_counts(one.case.outcome.partition(" KL-")[0] for one in mine if one.case.outcome),
        kept=tuple(kept for kind in TIMED if (kept := _kept(kind, mine, timezone)).in_time + kept.late + kept.open),
        days_to_contact=_average(mine, DutyKind.CONTACT, calendar, timezone),
        days_to_settle=_average(mine, DutyKind.SETTLE, calendar, timezone),
    )


def _counts(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items()))


def _kept(kind: DutyKind, counted: list[Counted], timezone: str) -> Kept:
    duties = [duty for one in counted for duty in one.duties if duty.kind is kind and not duty.ended]
    met = [duty for duty in duties if duty.met_at]
    in_time = sum(_day_met(duty, timezone) <= duty.deadline for duty in met)
    return Kept(kind, in_time, len(met) - in_time, len(duties) - len(met))


def _day_met(duty: Duty, timezone: str) -> date:
    assert duty.met_at is not None, "chosen by the caller"
    return duty.met_on or day_of(duty.met_at, timezone)


def _average(counted: list[Counted], kind: DutyKind, calendar: Calendar, timezone: str) -> float | None:
    """How many working days after receipt a duty was met, on average."""
    days = [
        calendar.working_days_between(day_of(one.case.received.at, timezone), _day_met(duty, timezone))
        for one in counted
        for duty in one.duties
        if duty.kind is kind and duty.met_at
    ]
    return round(sum(days) / len(days), 1) if days else None
