"""The typed face of mail-parser: raw bytes to the standard library's tree of parts, with the defects seen.

mail-parser finds more defects than the standard library and reads dates more strictly, but raises errors of any
kind on broken mail and drops or mixes what the other modules of this folder read from the tree themselves. A
mail that breaks it is read by the standard library alone.
"""

from __future__ import annotations

import email
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message as Source
from email.utils import parsedate_to_datetime
from typing import Final

import mailparser
from mailparser.dates import parse_mail_date

from klachtmail.intake.charsets import clean
from klachtmail.intake.limits import bounded
from klachtmail.intake.mended import mended

MAX_DEFECTS: Final = 50
_MAX_LENGTH: Final = 200
_YEARS: Final = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail's tree of parts, its bytes with a mended head, and the defects found on the way."""

    source: Source
    octets: bytes
    defects: tuple[str, ...]


def open_mail(raw: bytes) -> Opened:
    """The tree of a mail's parts. Raises nothing that mail-parser raises."""
    octets, broken = mended(raw)
    limited = bounded(octets)
    noted = (*broken, *limited.defects)
    if not limited.ordinary:
        return _alone(octets, limited.raw, noted)
    try:
        parsed = mailparser.parse_from_bytes(limited.raw)
    except Exception as error:  # noqa: BLE001 - it raises whatever its helpers raise; the mail must be read
        return _alone(octets, limited.raw, (*noted, f"mail-parser failed: {type(error).__name__}"))
    return Opened(parsed.message, octets, listed((*noted, *_found(parsed.defects))))


def _alone(octets: bytes, limited: bytes, noted: tuple[str, ...]) -> Opened:
    """The tree as the standard library alone reads it from the limited copy."""
    source = email.message_from_bytes(limited)
    seen = (type(defect).__name__ for part in source.walk() for defect in part.defects)
    return Opened(source, octets, listed((*noted, *seen)))


def _found(defects: Iterable[Mapping[str, Iterable[str]]]) -> list[str]:
    """mail-parser's defects as sentences, e.g. ``text/plain: CharsetDecodeDefect: part 1, charset ...``."""
    return [f"{place}: {what}" for one in defects for place, what in _flat(one)]


def _flat(defect: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Place and description of each defect of one kind."""
    return [(place, what) for place, several in defect.items() for what in several]


def listed(defects: Iterable[str]) -> tuple[str, ...]:
    """Defects once each, in their order, of a length that can be shown."""
    shown = dict.fromkeys(clean(defect)[:_MAX_LENGTH].replace("\n", " ") for defect in defects)
    return tuple(shown)[:MAX_DEFECTS]


def moment(raw: str) -> datetime | None:
    """The aware moment of a Date field (raw), or None where there is none, or none that can be true."""
    found = parse_mail_date(raw[:_MAX_LENGTH]).value or _forgiving(raw[:_MAX_LENGTH])
    return found if found and found.year in _YEARS else None


def _forgiving(raw: str) -> datetime | None:
    """A date that breaks the standard but can be read, e.g. ``5 Oct 2026 9:05 +0200``; no zone means UTC."""
    try:
        found = parsedate_to_datetime(raw)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None  # no date; ``letterhead`` lists the defect
