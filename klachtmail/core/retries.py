"""When a letter is tried again, and when a person has to take over."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

_STEPS = (1, 5, 15, 30, 60, 120, 240, 480)
"""Minutes until the next attempt; the last step repeats."""

GIVE_UP = timedelta(days=4)
"""After this long a letter that nobody took is a person's task: acknowledgements are due in three days."""


def next_attempt(key: str, attempts: int, now: datetime) -> datetime:
    """The next moment to try a letter again: later each time, spread by a fifth so that not all come at once.

    The spread follows from the letter's key, so that the plan can be explained and repeated.
    """
    minutes = _STEPS[min(max(attempts, 1), len(_STEPS)) - 1]
    spread = int.from_bytes(sha256(f"{key}/{attempts}".encode()).digest()[:2], "big") / 65536
    return now + timedelta(minutes=minutes * (0.9 + 0.2 * spread))


def given_up(queued_at: datetime, now: datetime) -> bool:
    """Whether a letter has been tried for long enough."""
    return now - queued_at >= GIVE_UP
