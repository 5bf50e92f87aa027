"""What the alarm remembers between two passes and two starts, one value of the register a cause."""

from __future__ import annotations

from datetime import datetime

from klachtmail.core.alarms import Cause, Watch
from klachtmail.records.rows import utc
from klachtmail.records.store import Work


def last(work: Work, cause: Cause) -> Watch:
    """What was noted of a cause."""
    since, _, told = work.setting(f"alarm_{cause}").partition(" ")
    return Watch(_moment(since), _moment(told))


def note(work: Work, cause: Cause, watch: Watch) -> None:
    """Remember it for the next pass."""
    work.set(f"alarm_{cause}", f"{_text(watch.since)} {_text(watch.told)}")


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _text(moment: datetime | None) -> str:
    return utc(moment).isoformat() if moment else ""
