"""The deadlines of the duties in ``duty_table``: made once, each explained in one line of Dutch (R41).

``legal`` is the day that letters name. ``deadline`` is the day that we hold ourselves to: of a term in weeks
or months the working day on or before it (R22, R26), else the same day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from klachtmail.core.duty_rule import DutyRule, Unit
from klachtmail.core.duty_table import rule_of
from klachtmail.core.model import Duty, DutyKind, State, Track
from klachtmail.core.settings import Terms
from klachtmail.core.workdays import Calendar, add_months, add_years, day_of, local_moment

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
    """72 clock hours from the moment of receipt or of ``DATALEK``, weekends included (R32).

    Raises ValueError for a naive moment.
    """
    row, begun = rule_of(DutyKind.BREACH), local_moment(start, timezone)
    hours = row.term.length(terms)
    moment = local_moment(begun.astimezone(UTC) + timedelta(hours=hours), timezone)
    explanation = (
        f"{row.rule}: {hours} klokuren na {row.term.start} op {_moment(begun)}, "
        f"weekend meegeteld: {_moment(moment)} ({timezone})"
    )
    return Duty(DutyKind.BREACH, moment.date(), moment.date(), explanation, moment)


def _in_working_days(row: DutyRule, start: date, calendar: Calendar, terms: Terms) -> Duty:
    """A term in working days: the internal and the legal day are one."""
    length = row.term.length(terms)
    counted = calendar.add_working_days(start, length)
    days = ", ".join(f"{_weekday(day)} {day:%d-%m}" for day in counted.days)
    return _explained(row, start, length, calendar, (counted.day, counted.day), days)


def _in_calendar_time(row: DutyRule, start: date, calendar: Calendar, terms: Terms) -> Duty:
    """A term in weeks, months or years; what is kept for years goes on its day, be it a Sunday (R36)."""
    length = row.term.length(terms)
    legal = _after(row.term.unit, start, length)
    internal = legal if row.term.unit is Unit.YEARS else calendar.working_day_on_or_before(legal)
    moved = "" if internal == legal else f"; geen werkdag, dus intern {_full(internal)}"
    return _explained(row, start, length, calendar, (internal, legal), _full(legal) + moved)


def _after(unit: Unit, start: date, length: int) -> date:
    """The last day of a term that counts every day."""
    if unit is Unit.WEEKS:
        return start + timedelta(weeks=length)
    return add_months(start, length) if unit is Unit.MONTHS else add_years(start, length)


def _privacy_settle(start: date, calendar: Calendar, terms: Terms) -> Duty:
    """R27: a privacy complaint is settled by the earlier of 20 working days and one month."""
    counted = duty(DutyKind.SETTLE, start, calendar=calendar, terms=terms)
    month = duty(DutyKind.MONTH, start, calendar=calendar, terms=terms)
    earlier = min(counted, month, key=lambda one: one.legal)
    explanation = f"R27, de vroegste van twee: {counted.explanation}; {month.explanation}"
    return replace(earlier, kind=DutyKind.SETTLE, explanation=explanation)


def _explained(
    row: DutyRule, start: date, length: int, calendar: Calendar, days: tuple[date, date], counted: str
) -> Duty:
    """The duty with its line for the auditor; ``days`` are the internal and the legal one."""
    internal, legal = days
    term = f"{row.rule}: {_length(row.term.unit, length)} na {row.term.start} op {_full(start)}"
    return Duty(row.kind, internal, legal, f"{term}: {counted} (kalender {calendar.version})")


def _length(unit: Unit, length: int) -> str:
    """A term in Dutch, e.g. ``3 werkdagen`` or ``4 weken (28 dagen)``."""
    if unit is Unit.WEEKS:
        return f"{length} {'week' if length == 1 else 'weken'} ({7 * length} dagen)"
    if unit is Unit.YEARS:
        return f"{length} jaar"
    one, more = ("maand", "maanden") if unit is Unit.MONTHS else ("werkdag", "werkdagen")
    return f"{length} {one if length == 1 else more}"


def _weekday(day: date) -> str:
    """The Dutch weekday in two letters."""
    return WEEKDAYS[day.weekday()]


def _full(day: date) -> str:
    """E.g. ``vr 30-01-2026``."""
    return f"{_weekday(day)} {day:%d-%m-%Y}"


def _moment(moment: datetime) -> str:
    """E.g. ``vr 30-01-2026 23:50``."""
    return f"{_full(moment)} {moment:%H:%M}"
