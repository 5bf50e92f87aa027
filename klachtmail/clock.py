"""The only reader of the clock. ``--at`` is a clock, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, aware and in UTC."""


def system_clock() -> datetime:
    """The machine's own time, in UTC."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands at one moment (``once --at``).

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone, e.g. 2026-11-24T09:00:00+01:00")
    utc = moment.astimezone(UTC)
    return lambda: utc
