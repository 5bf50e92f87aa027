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
_HEADERS: Final = frozenset(
    {
        "text/rfc822-headers",
        "text/rfc822-header",
        "text/rfc822",
        "message/rfc822-headers",
        "message/rfc822-header",
        "message/global-headers",
    }
)
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
_BARE: Final = re.compile(r"^[^\s<>@]{1,250}@[^\s<>@]{1,250}$")
"""A Message-ID without its angle brackets, e.g. ``177574083816.2211.34@werkenderwijs.example``."""
_RECIPIENTS: Final = ("original-recipient", "final-recipient", "x-actual-recipient")
"""Fields that name a recipient; first the address that the letter was sent to, as we know no other."""


def statuses(root: Part) -> tuple[DeliveryStatus, ...]:
    """The recipients of a delivery report and what became of the letter to each."""
    found = (_status(head) for part in walk(root) if part.kind in _STATUS for head in _groups(part))
    return tuple(islice((status for status in found if status), _MAX_STATUSES))


def returned(root: Part) -> ReturnedMail | None:
    """The letter that a report is about, from its returned head or the report's own fields; else None."""
    parts = tuple(walk(root))
    if root.kind != "multipart/report" and not any(map(_reporting, parts)):
        return None
    heads = [head for part in parts for head in _returned(part)]
    told = [head for part in parts if part.kind in _STATUS | _RECEIPT for head in islice(_groups(part), _LETTER)]
    return _merged(heads, told) if heads or told else None


def _reporting(part: Part) -> bool:
    """Whether only a report has such a part; a letter whose head ran into that of its part is one, too."""
    return part.kind in _STATUS | _RECEIPT or (part.kind in MAILS and bool(part.head.first("message-id")))


def calendar_method(root: Part) -> str:
    """The act of the first calendar part in lower case, e.g. ``reply``; empty where there is none."""
    part = next((part for part in walk(root) if part.kind == "text/calendar"), None)
    if part is None:
        return ""
    found = _METHOD.search(clean(lenient(part.content()[:_LOOK])))
    return (part.parameter("method") or (found[1] if found else "")).lower()


def _status(head: Head) -> DeliveryStatus | None:
    """The recipient of a group of fields, or None where the group is about the letter as a whole."""
    named = [_untyped(head.line(name)).strip("<> ").lower() for name in _RECIPIENTS if head.line(name)]
    if not named:
        return None
    return DeliveryStatus(
        next((email for email in named if "@" in email), named[0]),
        head.line("action").partition(" ")[0].lower(),
        head.line("status").partition(" ")[0],
        _untyped(head.line("diagnostic-code")),
    )


def _untyped(value: str) -> str:
    """A value without the type before it."""
    return _TYPED.sub("", value).strip()


def _groups(part: Part) -> Iterator[Head]:
    """The groups of fields in a report, however the standard library took them apart.

    Where the blank line is missing they are among the fields of the part itself.
    """
    if not part.children:
        yield from _heads(clean(lenient(part.content())))
    for child in part.children:
        if child.source.keys():
            yield child.head
        yield from _heads(clean(lenient(child.content())))
    yield part.head


def _heads(text: str) -> Iterator[Head]:
    """The groups of fields in a text, separated by blank lines."""
    for chunk in _CHUNK.split(text[:_LOOK].strip()):
        head = head_of(email.message_from_string(chunk))
        if head.items:
            yield head


def _returned(part: Part) -> Iterator[Head]:
    """The head of a letter that came back, whole or as its head alone, or run into that of its part."""
    if part.kind in MAILS and part.children:
        yield part.children[0].head
    elif part.kind in _HEADERS:
        yield from list(_groups(part))[:1]
    if part.kind in MAILS | _HEADERS | _STATUS and part.head.first("message-id"):
        yield part.head


def _merged(heads: list[Head], told: list[Head]) -> ReturnedMail:
    """Each value from the first that has it: the returned head before the report's own fields."""
    known = [head.first("message-id") for head in heads] + list(_renamed([*heads, *told]))
    known += [head.first("message-id") for head in told]
    found = tuple(dict.fromkeys(each for raw in known for each in _identities(raw)))
    subject = next((head.line("subject") for head in heads if head.line("subject")), "")
    to = next((addresses(head.first("to")) for head in heads if head.first("to")), ())
    return ReturnedMail(next(iter(found), ""), subject, to, found[1:])


def _renamed(heads: list[Head]) -> Iterator[str]:
    """The Message-IDs that a letter had before a server gave it another, e.g. ``X-Original-Message-ID``."""
    for head in heads:
        yield from (value for name, value in head.items if name.endswith("original-message-id"))


def _identities(raw: str) -> tuple[str, ...]:
    """The Message-IDs in a value, also one without its brackets."""
    bare = raw.strip()
    return ids(raw) or ((f"<{bare}>",) if _BARE.match(bare) else ())
