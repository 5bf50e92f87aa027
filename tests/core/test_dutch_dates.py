"""Days as people write them in Dutch."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klachtmail.core.dutch_dates import MONTHS, WEEKDAYS, Tense, find_day, long_day, short_day

TUESDAY = date(2026, 11, 24)
BOTH = (Tense.PAST, Tense.FUTURE)
DAYS = {
    "24-11": TUESDAY,
    "24/11": TUESDAY,
    "24.11": TUESDAY,
    "24 - 11": TUESDAY,
    "24-11-2026": TUESDAY,
    "24-11-26": TUESDAY,
    "24.11.26": TUESDAY,
    "24-11 2026": TUESDAY,
    "2026-11-24": TUESDAY,
    "24 november": TUESDAY,
    "24 nov.": TUESDAY,
    "24 NOV 2026": TUESDAY,
    "24e november": TUESDAY,
    "dinsdag 24 november": TUESDAY,
    "di 24-11": TUESDAY,
    "di. 24 nov": TUESDAY,
    "dinsdag de 24e november": TUESDAY,
    "9 mrt 2026": date(2026, 3, 9),
    "9 maart 2026": date(2026, 3, 9),
    "vandaag": TUESDAY,
    "vanochtend": TUESDAY,
    "gisteren": date(2026, 11, 23),
    "gistermiddag": date(2026, 11, 23),
    "eergisteren": date(2026, 11, 22),
    "morgen": date(2026, 11, 25),
    "morgenochtend": date(2026, 11, 25),
    "overmorgen": date(2026, 11, 26),
    "afgelopen vrijdag": date(2026, 11, 20),
    "afgelopen dinsdag": date(2026, 11, 17),
    "vorige week vrijdag": date(2026, 11, 20),
    "vrijdag jl.": date(2026, 11, 20),
    "komende dinsdag": date(2026, 12, 1),
    "aanstaande vrijdag": date(2026, 11, 27),
    "vrijdag a.s.": date(2026, 11, 27),
    "volgende week dinsdag": date(2026, 12, 1),
    "deze week vrijdag": date(2026, 11, 27),
    "1 januari 2027": date(2027, 1, 1),
    "29-2-2028": date(2028, 2, 29),
}


@pytest.mark.parametrize("tense", BOTH)
@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS.keys())
def test_a_day_is_read_however_it_is_written(text: str, day: date, tense: Tense) -> None:
    """On Tuesday 24 November 2026, in the past and in the future alike."""
    found = find_day(f"op {text}, zei hij", TUESDAY, tense)
    assert found is not None
    assert found.day == day


SIDES = {
    "a weekday before today": ("maandag", date(2026, 11, 23), date(2026, 11, 30)),
    "a weekday after today": ("vrijdag", date(2026, 11, 20), date(2026, 11, 27)),
    "the weekday of today": ("dinsdag", TUESDAY, date(2026, 12, 1)),
    "a day far back": ("3-6", date(2026, 6, 3), date(2027, 6, 3)),
    "a day soon": ("24-12", date(2026, 12, 24), date(2026, 12, 24)),
    "a day just gone": ("30-10", date(2026, 10, 30), date(2026, 10, 30)),
    "a day at the turn of the year": ("4-1", date(2026, 1, 4), date(2027, 1, 4)),
}


@pytest.mark.parametrize(("text", "past", "future"), SIDES.values(), ids=SIDES.keys())
def test_what_a_year_or_a_week_lacks_the_tense_tells(text: str, past: date, future: date) -> None:
    """A talk lies in the past, an appointment in the future; up to a month beyond today is taken as written."""
    days = [found.day for tense in BOTH if (found := find_day(text, TUESDAY, tense))]
    assert days == [past, future]


PROBLEMS = {
    "31-2": "31-2 bestaat niet",
    "31 februari": "31 februari bestaat niet",
    "32-11": "32-11 bestaat niet",
    "24-13": "24-13 bestaat niet",
    "0-11": "0-11 bestaat niet",
    "29-2": "29-2 bestaat niet",
    "29-2-2027": "29-2-2027 bestaat niet",
    "donderdag 24-11": "24 november 2026 is een dinsdag, geen donderdag",
    "do 24 nov": "24 november 2026 is een dinsdag, geen donderdag",
}


@pytest.mark.parametrize(("text", "problem"), PROBLEMS.items(), ids=PROBLEMS.keys())
def test_a_day_that_does_not_exist_is_told(text: str, problem: str) -> None:
    """Never guessed: a person is asked."""
    found = find_day(text, TUESDAY, Tense.PAST)
    assert found is not None
    assert (found.day, found.problem) == (None, problem)


@pytest.mark.parametrize(
    "text",
    [
        *("", "geen dag", "KL-2026-0041", "06-12345678", "0591-000042", "10.00", "14.30 uur", "om 10.11", "10.11 uur"),
        *("goedemorgen", "'s morgens", "zondagsschool", "versie 1.2.3", "24-11-2026-1", "de 24e", "10:00-11:00"),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    """Numbers of cases and telephones, times, greetings."""
    assert find_day(text, TUESDAY, Tense.PAST) is None


def test_the_first_day_of_a_text_counts_and_is_found_in_its_place() -> None:
    """Whatever the ways in which the days are written."""
    text = "Gesproken op 23 november, en niet op 24-11"
    found = find_day(text, TUESDAY, Tense.PAST)
    assert found is not None
    assert (found.day, text[found.start : found.end]) == (date(2026, 11, 23), "23 november")


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(-31, 300), st.sampled_from(BOTH))
def test_a_day_with_its_year_is_read_back_as_written(today: date, away: int, tense: Tense) -> None:
    """In figures and in words, seen from any day."""
    day = today + timedelta(days=away)
    for text in (short_day(day), long_day(day), f"{WEEKDAYS[day.weekday()]} {long_day(day)}"):
        found = find_day(text, today, tense)
        assert found is not None
        assert (found.day, found.end) == (day, len(text))


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 330))
def test_a_day_without_its_year_is_the_nearest_on_its_side(today: date, away: int) -> None:
    """The same day of the same year comes back, before today or after it."""
    for tense, day in zip(BOTH, (today - timedelta(days=away), today + timedelta(days=away)), strict=True):
        found = find_day(f"{day.day} {MONTHS[day.month - 1]}", today, tense)
        assert found is not None
        assert found.day == day
