"""What the head of a mail says of sender, addressees, subject, thread and date; of an attached mail, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from klachtmail.core.model import Address
from klachtmail.intake.addresses import addresses
from klachtmail.intake.fields import Head, ids, line
from klachtmail.intake.source import moment

_ENVELOPE: Final = re.compile(r"<([^<>]{0,400})>")
"""The envelope's sender, e.g. ``<h.trip@example.org>`` or ``<>``."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The fields of a head, read; absent ones are empty or None."""

    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    return_path: str | None


def letterhead(head: Head) -> Letterhead:
    """Head to values; of a field that stands there several times the first counts, of addressees all."""
    return Letterhead(
        sender=_sender(head),
        to=addresses(", ".join(head.all("to"))),
        cc=addresses(", ".join(head.all("cc"))),
        reply_to=addresses(head.first("reply-to")),
        subject=head.line("subject"),
        message_id=next(iter(ids(head.first("message-id"))), ""),
        in_reply_to=ids(head.first("in-reply-to")),
        references=ids(head.first("references")),
        date=moment(head.first("date")),
        return_path=_return_path(head),
    )


def head_defects(head: Head, read: Letterhead) -> Iterator[str]:
    """What of the head could not be read, or is told twice."""
    if len(head.all("from")) > 1:
        yield "several From headers"
    if read.sender is None:
        yield "no sender"
    if head.first("message-id").strip() and not read.message_id:
        yield "Message-ID cannot be read"
    if head.first("date").strip() and read.date is None:
        yield "date cannot be read or cannot be true"


def received(head: Head) -> datetime | None:
    """The moment in the topmost Received field."""
    return moment(line(head.first("received")).rpartition(";")[2].strip())


def _sender(head: Head) -> Address | None:
    """The first sender with an address, else the first name, else None."""
    found = addresses(head.first("from"))
    return next((one for one in found if "@" in one.email), next(iter(found), None))


def _return_path(head: Head) -> str | None:
    """The envelope's sender in lower case, empty for ``<>``, None where the field is absent."""
    values = head.all("return-path")
    if not values:
        return None
    said = line(values[0])
    found = _ENVELOPE.search(said)
    return (found[1] if found else said).strip().lower()
