"""The working days of R41, against the regulation's own dates, a golden file and numpy's calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from klachtmail.core.settings import CalendarRules
from klachtmail.core.workdays import Calendar, Counted, add_months, add_years, day_of

GOLDEN = Path(__file__).with_name("calendar_2025_2036.txt")
AMSTERDAM = "Europe/Amsterdam"
DAY = timedelta(days=1)
STRICT = Calendar(CalendarRules())
TERMIJNENWET = Calendar(CalendarRules(public_holidays="termijnenwet"))
BOTH = pytest.mark.parametrize("calendar", [STRICT, TERMIJNENWET], ids=["strict", "termijnenwet"])
DAYS = [date(2024, 1, 1) + DAY * n for n in range((date(2037, 1, 1) - date(2024, 1, 1)).days)]


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus, independent of any library."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + x - 7 * ((a + 11 * h + 22 * x) // 451) + 114, 31)
    return date(year, month, day + 1)


def independent_holidays(policy: str) -> list[date]:
    """The Dutch days off of 2023-2038, written down without the program or its library."""
    found = []
    for year in range(2023, 2039):
        sunday = easter(year)
        found += [sunday + DAY * offset for offset in (1, 39, 50)]
        found += [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
        king = date(year, 4, 27)
        found.append(king - DAY if king.weekday() == 6 else king)
        if policy == "termijnenwet":
            found += [sunday - 2 * DAY, date(year, 5, 5)]
    return found


def busdays(calendar: Calendar) -> np.busdaycalendar:
    """Numpy's calendar for the same policy."""
    return np.busdaycalendar(holidays=independent_holidays(calendar.rules.public_holidays))


VECTORS = [
    ("vr 30 jan 2026", date(2026, 1, 30), "02-04 02-10 02-27 02-27 2026-02-28"),
    ("za 31 jan 2026", date(2026, 1, 31), "02-04 02-10 02-27 02-28 2026-02-28"),
    ("ma 31 jan 2028", date(2028, 1, 31), "02-03 02-09 02-28 02-28 2028-02-29"),
    ("di 31 mrt 2026", date(2026, 3, 31), "04-03 04-10 04-30 04-28 2026-04-30"),
    ("do 2 apr 2026", date(2026, 4, 2), "04-08 04-14 05-04 04-30 2026-05-02"),
    ("vr 1 mei 2026", date(2026, 5, 1), "05-06 05-12 06-02 05-29 2026-06-01"),
    ("vr 18 dec 2026", date(2026, 12, 18), "12-23 12-30 01-19 01-15 2027-01-18"),
    ("do 24 dec 2026", date(2026, 12, 24), "12-30 01-06 01-25 01-21 2027-01-24"),
    ("vr 20 nov 2026", date(2026, 11, 20), "11-25 12-01 12-18 12-18 2026-12-20"),
]


@pytest.mark.parametrize(("receipt", "expected"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_dates_of_the_regulation_come_out_as_written(receipt: date, expected: str) -> None:
    """3, 7 and 20 working days, 28 days and one month from the receipt days of REGLEMENT.md."""
    counted = [STRICT.add_working_days(receipt, n).day for n in (3, 7, 20)]
    short = [f"{day:%m-%d}" for day in (*counted, receipt + 28 * DAY)]
    assert " ".join([*short, add_months(receipt, 1).isoformat()]) == expected


def test_twenty_working_days_often_come_after_a_month_or_28_days() -> None:
    """REGLEMENT.md counts 262 and 1,016 of the 3,652 receipt days of 2026-2035."""
    decade = [day for day in DAYS if 2026 <= day.year <= 2035]
    settle = {day: STRICT.add_working_days(day, 20).day for day in decade}
    after_month = sum(settle[day] > add_months(day, 1) for day in decade)
    after_28 = sum(settle[day] > day + 28 * DAY for day in decade)
    assert (len(decade), after_month, after_28) == (3652, 262, 1016)


@BOTH
@pytest.mark.parametrize("n", [1, 2, 3, 7, 10, 20])
def test_adding_agrees_with_an_independent_calendar(calendar: Calendar, n: int) -> None:
    """For every receipt day of 2024-2036, weekends and holidays too."""
    expected = np.busday_offset(DAYS, n, roll="backward", busdaycal=busdays(calendar)).tolist()
    assert [calendar.add_working_days(day, n).day for day in DAYS] == expected


@BOTH
@pytest.mark.parametrize("n", [1, 2, 5, 10])
def test_subtracting_agrees_with_an_independent_calendar(calendar: Calendar, n: int) -> None:
    """The marks of reminders, for every day of 2024-2036."""
    expected = np.busday_offset(DAYS, -n, roll="forward", busdaycal=busdays(calendar)).tolist()
    assert [calendar.subtract_working_days(day, n) for day in DAYS] == expected


@BOTH
def test_single_days_agree_with_an_independent_calendar(calendar: Calendar) -> None:
    """Which days count, and the working day on or before, for every day of 2024-2036."""
    other = busdays(calendar)
    assert [calendar.is_working_day(day) for day in DAYS] == np.is_busday(DAYS, busdaycal=other).tolist()
    before = np.busday_offset(DAYS, 0, roll="backward", busdaycal=other).tolist()
    assert [calendar.working_day_on_or_before(day) for day in DAYS] == before


@BOTH
@given(first=st.sampled_from(DAYS), span=st.integers(-400, 400))
def test_counting_agrees_with_an_independent_calendar(calendar: Calendar, first: date, span: int) -> None:
    """Days left and days late, forwards and backwards."""
    last = min(max(first + DAY * span, date(2023, 1, 1)), date(2038, 12, 31))
    early, late = sorted((first, last))
    count = int(np.busday_count(early + DAY, late + DAY, busdaycal=busdays(calendar)))
    assert calendar.working_days_between(first, last) == (count if first <= last else -count)


@given(start=st.sampled_from(DAYS), n=st.integers(1, 60))
def test_the_days_counted_are_all_working_days_up_to_the_date(start: date, n: int) -> None:
    """R41: the list that is stored with a deadline leaves nothing out and has nothing in it too many."""
    counted = STRICT.add_working_days(start, n)
    span = [start + DAY * k for k in range(1, (counted.day - start).days + 1)]
    assert list(counted.days) == [day for day in span if STRICT.is_working_day(day)]
    assert (len(counted.days), counted.days[-1]) == (n, counted.day)


@given(start=st.sampled_from(DAYS), n=st.integers(0, 60))
def test_subtracting_undoes_adding(start: date, n: int) -> None:
    """From a working day back to itself."""
    day = STRICT.working_day_on_or_before(start)
    assert STRICT.subtract_working_days(STRICT.add_working_days(day, n).day, n) == day


def test_the_calendar_2025_2036_is_the_golden_one() -> None:
    """An upgrade of ``holidays`` that moves a date shows here, before it moves a deadline."""
    assert golden_lines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def golden_lines() -> list[str]:
    """One line a year and policy: every weekday that is no working day."""
    return [
        f"{year} {name:<12} {' '.join(f'{day:%d-%m}' for day in days_off(calendar, year))}"
        for year in range(2025, 2037)
        for name, calendar in (("strict", STRICT), ("termijnenwet", TERMIJNENWET))
    ]


def days_off(calendar: Calendar, year: int) -> list[date]:
    """The weekdays of a year that do not count."""
    weekdays = [day for day in DAYS if day.year == year and day.weekday() < 5]
    return [day for day in weekdays if not calendar.is_working_day(day)]


POLICY = [
    ("Goede Vrijdag", date(2026, 4, 3), True, False),
    ("Tweede Paasdag", date(2026, 4, 6), False, False),
    ("Koningsdag", date(2026, 4, 27), False, False),
    ("the Monday after a Koningsdag moved to Saturday", date(2025, 4, 28), True, True),
    ("5 mei in a year divisible by five", date(2025, 5, 5), True, False),
    ("5 mei in another year", date(2026, 5, 5), True, False),
    ("5 mei that is Hemelvaart", date(2016, 5, 5), False, False),
    ("Hemelvaart", date(2026, 5, 14), False, False),
    ("the Friday after Hemelvaart", date(2026, 5, 15), True, True),
    ("Tweede Pinksterdag", date(2026, 5, 25), False, False),
    ("1 mei", date(2026, 5, 1), True, True),
    ("Eerste Kerstdag", date(2026, 12, 25), False, False),
    ("oudejaarsdag", date(2026, 12, 31), True, True),
    ("Nieuwjaar", date(2027, 1, 1), False, False),
    ("a Saturday", date(2026, 1, 31), False, False),
    ("Koninginnedag of old", date(2013, 4, 30), False, False),
]


@pytest.mark.parametrize(("day", "strict", "termijnenwet"), [row[1:] for row in POLICY], ids=[row[0] for row in POLICY])
def test_each_day_counts_as_the_policy_says(day: date, strict: bool, termijnenwet: bool) -> None:
    """R41: Goede Vrijdag and 5 mei are what the two policies differ in, and nothing else."""
    assert (STRICT.is_working_day(day), TERMIJNENWET.is_working_day(day)) == (strict, termijnenwet)


CLOSED = (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28))


def test_closure_days_still_count_unless_configured_otherwise() -> None:
    """R41: the earlier date is the safe one; a public holiday stays one where it is also a closure day."""
    counting = Calendar(CalendarRules(closed=CLOSED))
    assert counting.add_working_days(date(2026, 12, 23), 3).day == date(2026, 12, 29)
    assert not counting.is_working_day(date(2026, 12, 25))


def test_closure_days_do_not_count_where_configured_so() -> None:
    """R41: ``closed_days_count = false``, and the version of the calendar says it."""
    calendar = Calendar(CalendarRules(closed=CLOSED, closed_days_count=False))
    assert calendar.add_working_days(date(2026, 12, 23), 3).day == date(2026, 12, 31)
    assert calendar.version.endswith(", zonder sluitingsdagen (3)")


@pytest.mark.parametrize(
    ("calendar", "version"),
    [
        (STRICT, "strict, holidays "),
        (TERMIJNENWET, "termijnenwet, holidays "),
        (Calendar(CalendarRules(closed_days_count=False)), "strict, holidays "),
    ],
    ids=["strict", "termijnenwet", "no closure days"],
)
def test_the_version_names_policy_and_library(calendar: Calendar, version: str) -> None:
    """R41: what a stored date rests on; nothing of closure days where they change nothing."""
    policy, _, number = calendar.version.rpartition(" ")
    assert (f"{policy} ", number.replace(".", "").isdigit()) == (version, True)


def test_a_count_of_nothing_stays_where_it_is() -> None:
    """A term or mark of 0 is the day itself, be it a Saturday."""
    saturday = date(2026, 1, 31)
    assert STRICT.add_working_days(saturday, 0) == Counted(saturday, ())
    assert STRICT.subtract_working_days(saturday, 0) == saturday


@pytest.mark.parametrize("day", [date(1965, 12, 31), date(2101, 1, 3), date.min, date.max], ids=str)
def test_days_that_the_library_does_not_know_are_refused(day: date) -> None:
    """Outside 1966-2100 it would silently say that there are no holidays."""
    for ask in (STRICT.is_working_day, STRICT.working_day_on_or_before):
        with pytest.raises(ValueError, match=f"no calendar for {day}: holidays are known from 1966 to 2100"):
            ask(day)


def test_a_count_that_runs_out_of_the_calendar_is_refused() -> None:
    """Also where only the end lies outside 1966-2100."""
    with pytest.raises(ValueError, match="no calendar for 2101-01-01"):
        STRICT.add_working_days(date(2100, 12, 31), 1)
    with pytest.raises(ValueError, match="no calendar for 1965-12-31"):
        STRICT.subtract_working_days(date(1966, 1, 3), 1)


def test_the_calendar_knows_its_first_and_last_day() -> None:
    """The bounds themselves are inside."""
    assert not STRICT.is_working_day(date(1966, 1, 1))
    assert STRICT.is_working_day(date(2100, 12, 31))


def test_a_moment_is_no_day() -> None:
    """Which day a moment falls on depends on the zone, so a calendar refuses to guess."""
    with pytest.raises(TypeError, match="asks for a day"):
        STRICT.is_working_day(datetime(2026, 12, 24, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("ask", [STRICT.add_working_days, STRICT.subtract_working_days], ids=["add", "subtract"])
def test_a_negative_count_is_refused(ask: Callable[[date, int], object]) -> None:
    """There is a method for each direction."""
    with pytest.raises(ValueError, match="0 or more, not -1"):
        ask(date(2026, 1, 30), -1)


def test_an_unknown_policy_is_refused() -> None:
    """The message names the two that exist."""
    with pytest.raises(ValueError, match="'strict' or 'termijnenwet', not 'dutch'"):
        Calendar(CalendarRules(public_holidays="dutch"))


MONTHS = [
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2028, 1, 31), 1, date(2028, 2, 29)),
    (date(2026, 3, 31), 1, date(2026, 4, 30)),
    (date(2026, 12, 18), 1, date(2027, 1, 18)),
    (date(2026, 11, 30), 3, date(2027, 2, 28)),
    (date(2026, 1, 31), 12, date(2027, 1, 31)),
    (date(2026, 1, 31), -1, date(2025, 12, 31)),
    (date(2026, 5, 1), 0, date(2026, 5, 1)),
]


@pytest.mark.parametrize(("day", "months", "expected"), MONTHS, ids=[f"{row[0]} {row[1]:+}" for row in MONTHS])
def test_a_month_on_is_the_same_date_or_the_last_of_the_month(day: date, months: int, expected: date) -> None:
    """R26: 31 January and one month is 28 or 29 February."""
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2028, 2, 29), date(2030, 3, 1)),
        (date(2026, 2, 28), date(2028, 2, 28)),
        (date(2026, 12, 31), date(2028, 12, 31)),
    ],
    ids=str,
)
def test_two_years_after_29_february_is_1_march(day: date, expected: date) -> None:
    """R36: never a day too early."""
    assert add_years(day, 2) == expected


MOMENTS = [
    ("Friday 23:50", "2026-01-30T23:50:00+01:00", date(2026, 1, 30)),
    ("midnight", "2026-01-31T00:00:00+01:00", date(2026, 1, 31)),
    ("Christmas by Amsterdam, not by UTC", "2026-12-24T23:30:00+00:00", date(2026, 12, 25)),
    ("the evening before summer time", "2026-03-28T23:30:00+00:00", date(2026, 3, 29)),
    ("the evening of summer time", "2026-03-29T22:30:00+00:00", date(2026, 3, 30)),
    ("the evening before winter time", "2026-10-24T21:59:00+00:00", date(2026, 10, 24)),
    ("the evening of winter time", "2026-10-25T22:30:00+00:00", date(2026, 10, 25)),
]


@pytest.mark.parametrize(("moment", "day"), [row[1:] for row in MOMENTS], ids=[row[0] for row in MOMENTS])
def test_a_moment_falls_on_its_day_in_amsterdam(moment: str, day: date) -> None:
    """R39: whatever the hour and whatever the sender's zone."""
    assert day_of(datetime.fromisoformat(moment), AMSTERDAM) == day


def test_a_moment_without_a_zone_has_no_day() -> None:
    """A naive moment is a mistake, not a guess."""
    with pytest.raises(ValueError, match="needs a zone"):
        day_of(datetime(2026, 1, 30, 23, 50), AMSTERDAM)  # noqa: DTZ001 -- a naive moment is the point
