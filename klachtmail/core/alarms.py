"""When somebody must hear by another way than mail that mail does not work: (what was seen, now) -> an alarm or not.

Silence of the IMAP or SMTP server is told after the time of the configuration, a pass that failed at once; each
cause at most once an hour, also where it comes and goes. The words hold no personal data (DESIGN 2.6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

EVERY = timedelta(hours=1)


class Cause(StrEnum):
    """What may be wrong."""

    IMAP = "imap"
    SMTP = "smtp"
    WORK = "work"


WORDS = {
    Cause.IMAP: "Mail that comes in is not handled (IMAP). Complaints are not seen, but their terms run.",
    Cause.SMTP: "No letter can be sent (SMTP). Confirmations and reminders wait, but their terms run.",
    Cause.WORK: "A pass failed: something that was due was not done.",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """One cause: since when it lasts (None: all is well), and when somebody was last told of it."""

    since: datetime | None = None
    told: datetime | None = None

    def seen(self, well: bool | None, now: datetime) -> Watch:
        """After another look; None where this time nobody looked."""
        if well is None:
            return self
        return replace(self, since=None if well else self.since or now)

    def due(self, cause: Cause, now: datetime, patience: timedelta) -> bool:
        """Whether somebody must be told now."""
        if self.since is None or now - self.since < (timedelta() if cause is Cause.WORK else patience):
            return False
        return self.told is None or not timedelta() <= now - self.told < EVERY

    def words(self, cause: Cause, host: str, now: datetime) -> str:
        """The message: what, where, since when, and how to find out why."""
        assert self.since is not None, "only what lasts is told"
        minutes = int((now - self.since).total_seconds()) // 60
        lasts = f"Since {self.since:%Y-%m-%d %H:%M} UTC ({minutes} minutes)."
        return (
            f"klachtmail on {host}: {WORDS[cause]} {lasts}\n"
            "The journal says why (journalctl -u klachtmail); `klachtmail check` says what to mend.\n"
        )
