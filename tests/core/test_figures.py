"""The year in figures and the tally of judgements (R20, R21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from klachtmail.core.figures import Counted, Judgement, Kept, Tally, sample, tallied, year_of
from klachtmail.core.model import Address, Case, Duty, DutyKind, Receipt, State, Track
from klachtmail.core.settings import CalendarRules
from klachtmail.core.workdays import Calendar

CALENDAR = Calendar(CalendarRules())
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
CASE = Case("KL-2026-0001", "X7PQ", Track.SERVICE, State.SETTLED, Receipt(MONDAY, "x"), Address("", "a@b.nl"), "e-mail")
JUDGED = Judgement("P-2026-0001", "other", True, "KLACHT", "i@w.nl", "", MONDAY)


def duty(kind: DutyKind, deadline: date, met: datetime | None = None, on: date | None = None) -> Duty:
    return Duty(kind, deadline, deadline, "", met_at=met, met_on=on)


def test_no_complaint_is_also_a_report() -> None:
    """R21: a year without any."""
    found = year_of(2026, (), CALENDAR, "Europe/Amsterdam")
    assert (found.complaints, found.kept, found.days_to_settle) == (0, (), None)


def test_year_counts_what_was_received_in_it_and_how_duties_were_kept() -> None:
    """R21: in time by the day on which it was done; what is late or open apart."""
    late = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    duties = (
        duty(DutyKind.CONTACT, date(2026, 3, 18), late, date(2026, 3, 18)),
        duty(DutyKind.SETTLE, date(2026, 3, 19), late),
        duty(DutyKind.CONFIRM, date(2026, 3, 20)),
        replace(duty(DutyKind.SETTLE, date(2026, 3, 1)), ended="uitstel"),
    )
    other_year = replace(CASE, received=Receipt(datetime(2025, 12, 31, 22, 59, tzinfo=UTC), "x"))
    eve = replace(CASE, received=Receipt(datetime(2025, 12, 31, 23, 1, tzinfo=UTC), "x"), outcome="gegrond")
    found = year_of(
        2026, (Counted(CASE, duties), Counted(other_year, ()), Counted(eve, ())), CALENDAR, "Europe/Amsterdam"
    )
    assert found.complaints == 2
    assert found.by_outcome == (("gegrond", 1),)
    assert found.kept == (
        Kept(DutyKind.CONTACT, 1, 0, 0),
        Kept(DutyKind.CONFIRM, 0, 0, 1),
        Kept(DutyKind.SETTLE, 0, 1, 0),
    )
    assert (found.days_to_contact, found.days_to_settle) == (7.0, 9.0)


def test_answers_are_counted_against_the_verdicts() -> None:
    """Issue 5: what nobody answered does not count."""
    found = tallied((JUDGED, JUDGED, replace(JUDGED, answer="AFGEDAAN"), replace(JUDGED, answer="")))
    assert found == (Tally("other", True, "AFGEDAAN", 1), Tally("other", True, "KLACHT", 2))


def test_a_sample_can_be_drawn_again() -> None:
    """Issue 5: the same seed draws the same; never more than there are."""
    rows = tuple(replace(JUDGED, number=f"P-2026-{number:04d}") for number in range(50))
    drawn = sample(rows, 5, 7)
    assert drawn == sample(rows, 5, 7)
    assert len(drawn) == 5
    assert drawn != sample(rows, 5, 8)
    assert sample(rows[:3], 5, 7) == rows[:3]
