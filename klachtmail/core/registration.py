"""What an employee registers: a letter, a call, a talk at the desk, a mail that he hands on (R10, R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Registration:
    """What an employee registers; empty or None where he does not tell.

    ``received`` is a day, or an aware moment where he tells the time. ``acknowledged_on`` and ``talked_on`` are of a
    running case: it is acknowledged no second time. ``understood`` are Dutch labels with values, for the answer to him.
    ``ordered``: he wrote ``NIEUW``, so that nobody has to judge whether it is a complaint.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    channel: str = ""
    received: date | datetime | None = None
    received_by: str = ""
    kind: str = ""
    concerned: str = ""
    description: str = ""
    acknowledged_on: date | None = None
    talked_on: date | None = None
    understood: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
