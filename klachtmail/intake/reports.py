"""What machines report: delivery (RFC 3464), receipts (RFC 8098) and the answers of calendars."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from klachtmail.core.model import DeliveryStatus, ReturnedMail
from klachtmail.intake.addresses import addresses
from klachtmail.intake.charsets import clean, lenient
from klachtmail.intake.fields import Head, head_of, ids
from klachtmail.intake.mime import MAILS, Part, walk

_STATUS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RECEIPT: Final = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_HEADERS: Final = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_MAX_STATUSES: Final = 200
_LETTER: Final = 5
"""Groups of a report in which fields about the letter as a whole may stand."""
_LOOK: Final = 100_000

_TYPED: Final = re.compile(r"^[A-Za-z0-9._/-]{1,40}\s{0,9};\s{0,9}")
"""The type before a value, e.g. ``rfc822; `` or ``smtp;``."""
_METHOD: Final = re.compile(r"(?mi)^METHOD[^:\n]{0,80}:[ \t]{0,9}([A-Z-]{1,40})")
"""The act of a calendar part, e.g. ``METHOD:REPLY``."""
_CHUNK: Final = re.compile(r"\n[ \t]*\n")
"""The blank line between two groups of fields."""


def statuses(root: Part) -> tuple[DeliveryStatus, ...]:
    """The recipients of a delivery report and what became of the letter to each."""
    found = (_status(head) for part in walk(root) if part.kind in _STATUS for head in _groups(part))
    return tuple(islice((status for status in found if status), _MAX_STATUSES))


def returned(root: Part) -> ReturnedMail | None:
    """The letter that a report is about, from its returned head or the report's own fields; else None."""
    parts = tuple(walk(root))
    if root.kind != "multipart/report" and not any(part.kind in _STATUS | _RECEIPT for part in parts):
        return None
    heads = [head for part in parts for head in _returned(part)]
    told = [head for part in parts if part.kind in _STATUS | _RECEIPT for head in islice(_groups(part), _LETTER)]
    return _merged(heads, told) if heads or told else None


def calendar_method(root: Part) -> str:
    """The act of the first calendar part in lower case, e.g. ``reply``; empty where there is none."""
    part = next((part for part in walk(root) if part.kind == "text/calendar"), None)
    if part is None:
        return ""
    found = _METHOD.search(clean(lenient(part.content()[:_LOOK])))
    return (part.parameter("method") or (found[1] if found else "")).lower()


def _status(head: Head) -> DeliveryStatus | None:
    """The recipient of a group of fields, or None where the group is about the letter as a whole."""
    recipient = head.line("final-recipient") or head.line("original-recipient")
    if not recipient:
        return None
    return DeliveryStatus(
        _untyped(recipient).strip("<> ").lower(),
        head.line("action").partition(" ")[0].lower(),
        head.line("status").partition(" ")[0],
        _untyped(head.line("diagnostic-code")),
    )


def _untyped(value: str) -> str:
    """A value without the type before it."""
    return _TYPED.sub("", value).strip()


def _groups(part: Part) -> Iterator[Head]:
    """The groups of fields in a report, however the standard library took them apart."""
    if not part.children:
        yield from _heads(clean(lenient(part.content())))
    for child in part.children:
        if child.source.keys():
            yield child.head
        yield from _heads(clean(lenient(child.content())))


def _heads(text: str) -> Iterator[Head]:
    """The groups of fields in a text, separated by blank lines."""
    for chunk in _CHUNK.split(text[:_LOOK].strip()):
        head = head_of(email.message_from_string(chunk))
        if head.items:
            yield head


def _returned(part: Part) -> Iterator[Head]:
    """The head of a letter that came back, whole or as its head alone."""
    if part.kind in MAILS and part.children:
        yield part.children[0].head
    elif part.kind in _HEADERS:
        yield from list(_groups(part))[:1]


def _merged(heads: list[Head], told: list[Head]) -> ReturnedMail:
    """Each value from the first that has it: the returned head before the report's own fields."""
    known = [head.first("message-id") for head in heads]
    known += [head.first(name) for head in told for name in ("x-original-message-id", "original-message-id")]
    subject = next((head.line("subject") for head in heads if head.line("subject")), "")
    to = next((addresses(head.first("to")) for head in heads if head.first("to")), ())
    return ReturnedMail(next((found for raw in known for found in ids(raw)), ""), subject, to)
