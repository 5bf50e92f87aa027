"""Times of day as people write them in Dutch."""

from __future__ import annotations

from datetime import time

import pytest

from klachtmail.core.dutch_times import find_time

TIMES = {
    "10:00": time(10),
    "10.00": time(10),
    "9:05": time(9, 5),
    "om 14.30 uur": time(14, 30),
    "10u": time(10),
    "10 uur": time(10),
    "10u30": time(10, 30),
    "10h": time(10),
    "tien uur": time(10),
    "half elf": time(10, 30),
    "half drie": time(14, 30),
    "half 3": time(14, 30),
    "kwart over tien": time(10, 15),
    "kwart voor 12": time(11, 45),
    "3 uur": time(15),
    "3 uur 's middags": time(15),
    "8 uur 's avonds": time(20),
    "6 uur 's ochtends": time(6),
    "8:30 's avonds": time(20, 30),
    "03:00": time(3),
    "10:00-11:00": time(10),
    "10.00 tot 11.00 uur": time(10),
}


@pytest.mark.parametrize(("text", "at"), TIMES.items(), ids=TIMES.keys())
def test_a_time_is_read_however_it_is_written(text: str, at: time) -> None:
    """A whole hour between one and six is an afternoon's: nobody is invited at night."""
    found = find_time(f"vrijdag {text}, op kantoor")
    assert found is not None
    assert found.at == at


@pytest.mark.parametrize("text", ["", "24-11-2026", "24.11.2026", "25:00", "10:60", "30 uur", "06-12345678", "de bus"])
def test_what_is_no_time_is_none(text: str) -> None:
    """Dates, telephone numbers, hours that no day has."""
    assert find_time(text) is None
