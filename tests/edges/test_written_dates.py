"""Moments in the heads of quoted mails."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from klachtmail.intake.written_dates import written_moment

ZONE = ZoneInfo("Europe/Amsterdam")
RECEIVED = datetime(2026, 3, 10, 9, 15, tzinfo=ZONE)
WRITTEN = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("maandag 17 november 2025 22:41", datetime(2025, 11, 17, 22, 41, tzinfo=ZONE)),
        ("maandag 17 november 22:41", datetime(2025, 11, 17, 22, 41, tzinfo=ZONE)),
        ("ma 1 dec. 2025 om 7:05", datetime(2025, 12, 1, 7, 5, tzinfo=ZONE)),
        ("10-03-2026 09:15", RECEIVED),
        ("10/03/2026 09:15", RECEIVED),
        ("3/10/2026 9:15 AM", RECEIVED),
        ("2026-03-10 09:15", RECEIVED),
        ("10.03.26, 09:15", RECEIVED),
        ("2/28/26 12:05 AM", datetime(2026, 2, 28, 0, 5, tzinfo=ZONE)),
        ("Feb 28, 2026, at 12:05 PM", datetime(2026, 2, 28, 12, 5, tzinfo=ZONE)),
        ("Tue, 10 Mar 2026 08:15:00 +0000", RECEIVED),
        ("10 March 2026 at 10:15 GMT+2", RECEIVED),
        ("10 March 2026 08:15 UTC", RECEIVED),
        ("mardi 10 mars 2026 09:15", RECEIVED),
        ("10 maart 2026", datetime(2026, 3, 10, tzinfo=ZONE)),
        ("31 februari 2026 10:00", None),
        ("10 maart 2027 09:15", None),
        ("10 maart 2026 25:70", datetime(2026, 3, 10, tzinfo=ZONE)),
        ("gisteren", None),
        ("", None),
    ],
)
def test_moments_are_read_as_mail_programs_write_them(text: str, moment: datetime | None) -> None:
    """A date without a year is the last such day; one after the mail around it cannot be true."""
    assert written_moment(text, ZONE, WRITTEN) == moment


def test_a_date_without_a_year_says_nothing_in_a_mail_without_a_date() -> None:
    """No guess: a colleague is asked."""
    assert written_moment("maandag 17 november 22:41", ZONE, None) is None
