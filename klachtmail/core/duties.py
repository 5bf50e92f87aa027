"""The deadlines of the duties in ``duty_table``: made once, each explained in one line of Dutch (R41).

``legal`` is the day that letters name. ``deadline`` is the day that we hold ourselves to: of a term in weeks
or months the working day on or before it (R22, R26), else the same day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from klachtmail.core.duty_rule import DutyRule, Unit
from klachtmail.core.duty_table import rule_of
from klachtmail.core.model import Duty, DutyKind, State, Track
from klachtmail.core.settings import Terms
from klachtmail.core.workdays import Calendar, add_months, add_years, day_of

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def opening_duties(
    track: Track,
    state: State,
    received: datetime,
    *,
    calendar: Calendar,
    terms: Terms,
    timezone: str,
    has_email: bool,
) -> tuple[Duty, ...]:
    """What a new case owes, by the day of its receipt (R39). Raises ValueError for a naive moment."""
    start = day_of(received, timezone)
    return tuple(
        _privacy_settle(start, calendar, terms)
        if kind is DutyKind.SETTLE and track is Track.PRIVACY
        else duty(kind, start, calendar=calendar, terms=terms)
        for kind in _opening_kinds(track, state, has_email=has_email)
    )


def _opening_kinds(track: Track, state: State, *, has_email: bool) -> tuple[DutyKind, ...]:
    """Which duties a new case has, in the order of the regulation."""
    judge = (DutyKind.JUDGE,) if state is State.TO_JUDGE else ()
    privacy = (DutyKind.MONTH, DutyKind.DPO_ADVICE) if track is Track.PRIVACY else ()
    paper = () if has_email else (DutyKind.POST_LETTER,)
    common = (DutyKind.CONTACT, DutyKind.ADMISSIBILITY, DutyKind.SETTLE)
    return (DutyKind.ACKNOWLEDGE, *judge, *common, *privacy, *paper)


def duty(kind: DutyKind, start: date, *, calendar: Calendar, terms: Terms) -> Duty:
    """One duty whose term runs from ``start``, as day 0.

    Raises ValueError for a breach, which runs from a moment, and for days that the calendar does not know.
    """
    row = rule_of(kind)
    if row.term.unit is Unit.HOURS:
        raise ValueError(f"{kind} runs from a moment, not from a day: see breach_duty")
    if row.term.unit is Unit.WORKING_DAYS:
        return _in_working_days(row, start, calendar, terms)
    return _in_calendar_time(row, start, calendar, terms)


def breach_duty(start: datetime, *, terms: Terms, timezone: str) -> Duty:
    """72 clock hours from the moment of receipt or of ``DATALEK``, weekends and both clock changes included (R32).

    Raises ValueError for a naive moment.
    """
    day_of(start, timezone)
    row, zone = rule_of(DutyKind.BREACH), ZoneInfo(timezone)
    hours = row.term.length(terms)
    moment = (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)
    explanation = (
        f"{row.rule}: {hours} klokuren na {row.term.start} op {_moment(start.astimezone(zone))}, "
        f"weekend meegeteld: {_moment(moment)} ({timezone})"
    )
    return Duty(DutyKind.BREACH, moment.date(), moment.date(), explanation, moment)
