"""What the rehearsal prints: who got which letter when, in Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email import policy
from email.parser import BytesParser
from zoneinfo import ZoneInfo

from klachtmail.demo.stamps import Delivered

_ZONE = ZoneInfo("Europe/Amsterdam")


def tell(letters: Iterable[Delivered]) -> None:
    """A line for each letter."""
    for letter in letters:
        say(f"{short_time(letter.at)}    -> {letter.rcpt_to[0]}: {subject_of(letter)}")


def subject_of(letter: Delivered) -> str:
    """As its reader sees it; the body is not looked at."""
    return str(BytesParser(policy=policy.default).parsebytes(letter.raw, headersonly=True)["Subject"])


def day_of(letter: Delivered) -> str:
    """The day on which it arrived."""
    return f"{letter.at.astimezone(_ZONE):%Y-%m-%d}"


def short_time(moment: datetime) -> str:
    """E.g. ``09-03 10:12``."""
    return f"{moment.astimezone(_ZONE):%d-%m %H:%M}"


def say(text: str) -> None:
    """The timeline is the demo's output."""
    print(text, flush=True)  # noqa: T201 - as the docstring says
