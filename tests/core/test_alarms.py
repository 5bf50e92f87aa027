"""When the alarm goes by another way than mail; values only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from klachtmail.core.alarms import Cause, Watch

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
PATIENCE = timedelta(minutes=60)


def minutes(count: int) -> datetime:
    return NOON + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("cause", "since", "told", "due"),
    [
        pytest.param(Cause.IMAP, None, None, False, id="all is well"),
        pytest.param(Cause.IMAP, minutes(-59), None, False, id="silent for 59 minutes"),
        pytest.param(Cause.IMAP, minutes(-60), None, True, id="silent for an hour"),
        pytest.param(Cause.SMTP, minutes(-60), None, True, id="likewise SMTP"),
        pytest.param(Cause.WORK, minutes(0), None, True, id="a failed pass, at once"),
        pytest.param(Cause.IMAP, minutes(-90), minutes(-30), False, id="told half an hour ago"),
        pytest.param(Cause.IMAP, minutes(-120), minutes(-60), True, id="told an hour ago"),
        pytest.param(Cause.WORK, minutes(0), minutes(-10), False, id="comes and goes: once an hour"),
        pytest.param(Cause.IMAP, minutes(-70), minutes(5), True, id="told in the future: the clock was set back"),
    ],
)
def test_an_alarm_is_due_after_its_time_and_once_an_hour(
    cause: Cause, since: datetime | None, told: datetime | None, due: bool
) -> None:
    """Each cause by itself."""
    assert Watch(since, told).due(cause, NOON, PATIENCE) is due


@pytest.mark.parametrize(
    ("before", "well", "since"),
    [
        pytest.param(None, False, NOON, id="begins"),
        pytest.param(minutes(-5), False, minutes(-5), id="goes on"),
        pytest.param(minutes(-5), True, None, id="ends"),
        pytest.param(minutes(-5), None, minutes(-5), id="nobody looked"),
        pytest.param(None, None, None, id="nobody looked, all was well"),
    ],
)
def test_a_watch_remembers_since_when(before: datetime | None, well: bool | None, since: datetime | None) -> None:
    """And when somebody was told, also after it went well again."""
    assert Watch(before, NOON).seen(well, NOON) == Watch(since, NOON)


def test_the_message_says_what_where_and_since_when() -> None:
    """One sentence a fact, for a telephone's screen."""
    words = Watch(minutes(-75)).words(Cause.IMAP, "mail01", NOON)
    assert words.startswith("klachtmail on mail01: Mail that comes in is not handled (IMAP).")
    assert "Since 2026-03-09 10:45 UTC (75 minutes)." in words
