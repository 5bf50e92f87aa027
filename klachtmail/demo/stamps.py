"""What a real mail server writes above the mail that it takes in, and what it reads from it to do so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import format_datetime, parseaddr

SERVER_NAME = "mx.demo.example"
"""The name of the demo's mail server: its authserv-id, and the ``by`` of its Received lines."""

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
"""The end of the header, e.g. the empty line in ``Subject: x\\r\\n\\r\\nHello``."""
_DOMAIN = re.compile(r"[a-z0-9.-]+")
"""A domain that may stand in a header of ours, e.g. ``klant.example``."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One mail as it came in over SMTP: when, its envelope (an empty sender is ``<>``), its exact bytes."""

    at: datetime
    mail_from: str
    rcpt_to: tuple[str, ...]
    raw: bytes = field(repr=False)


def head_of(raw: bytes) -> Message:
    """The header of a mail; its body, which may be 35 MB, is not looked at."""
    end = _BLANK_LINE.search(raw)
    return BytesHeaderParser().parsebytes(raw[: end.end()] if end else raw)


def domain_of(address: str) -> str:
    """The domain in lower case, or empty where it has any sign that no domain has."""
    domain = address.rpartition("@")[2].lower()
    return domain if _DOMAIN.fullmatch(domain) else ""


def stamp(mail: Delivered, recipient: str, helo: str, queue_id: str) -> bytes:
    """The mail as it lands in one recipient's mailbox: four headers on top, not a byte changed below.

    A forged Authentication-Results below ours stays, as it does behind many real servers.
    """
    above = (
        f"Return-Path: <{mail.mail_from}>\r\n"
        f"Delivered-To: {recipient}\r\n"
        f"Authentication-Results: {SERVER_NAME}; {authentication(mail)}\r\n"
        f"Received: from {helo} ([127.0.0.1])\r\n"
        f"\tby {SERVER_NAME} with ESMTP id {queue_id}\r\n"
        f"\tfor <{recipient}>; {format_datetime(mail.at)}\r\n"
    )
    return above.encode("utf-8", "surrogateescape") + mail.raw


def authentication(mail: Delivered) -> str:
    """What our server found out about the sender (RFC 8601), by a simple rule instead of the DNS.

    The envelope sender is believed (spf=pass); a From of the same domain passes DMARC, another one fails,
    and without an envelope sender or a readable From there is nothing to compare (none).
    """
    author = domain_of(parseaddr(str(head_of(mail.raw).get("From", "")))[1])
    envelope = domain_of(mail.mail_from)
    if not author:
        return "dmarc=none"
    if not envelope:
        return f"spf=none; dmarc=none header.from={author}"
    dmarc = "pass" if author == envelope else "fail"
    return f"spf=pass smtp.mailfrom={envelope}; dmarc={dmarc} header.from={author}"
