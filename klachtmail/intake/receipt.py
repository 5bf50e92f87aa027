"""When did a mail come in? (R39/R40)

Arrival in the mail system counts: the earliest of INTERNALDATE and the topmost Received of the own server,
never what the sender's Date says. Nothing can have come in later than it was first seen.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from klachtmail.core.model import Message, Receipt

_BY = re.compile(r"\bby\s+([A-Za-z0-9._-]+)")
"""The host that took the mail, e.g. ``by mx.example.org`` in a Received field."""


def receipt(message: Message, internaldate: datetime, own_hosts: tuple[str, ...], now: datetime) -> Receipt:
    """The moment of receipt, and how it is known: ``internaldate``, ``received`` or ``first_seen``."""
    known = [Receipt(internaldate, "internaldate"), Receipt(now, "first_seen")]
    taken = _received(message, own_hosts)
    if taken is not None:
        known.append(Receipt(taken, "received"))
    return min(known, key=lambda one: one.at)


def _received(message: Message, own_hosts: tuple[str, ...]) -> datetime | None:
    """The moment in the topmost Received field, where the own server wrote it."""
    top = message.header("received")
    host = _BY.search(top)
    if host is None or not _own(host[1].lower().rstrip("."), own_hosts):
        return None
    try:
        moment = parsedate_to_datetime(top.rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None  # a date that can't be read proves nothing; INTERNALDATE stands
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _own(host: str, own_hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of ours or stands below (or beside) one of ours."""
    return any(host == own or host.endswith(f".{own}") or _parent(own) == _parent(host) for own in own_hosts)


def _parent(host: str) -> str:
    """The domain that a host stands in, e.g. ``example.org`` of ``mx.example.org``; of two labels, itself."""
    labels = host.split(".")
    return ".".join(labels[1:]) if len(labels) > 2 else host  # noqa: PLR2004 - name and top level
