"""Builds a ``Message`` from the few things that a test is about; everything else is an ordinary mail's."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr
from typing import Any

from klachtmail.core.model import Address, Message

PLAIN = Message(
    sha256="0" * 64,
    mail_hash="1" * 64,
    size=1000,
    sender=Address("Jan Mulder", "j.mulder@provider.example"),
    reply_to=(),
    to=(Address("WerkenderWijs klachten", "kwaliteit@werkenderwijs.example"),),
    cc=(),
    subject="Vraag",
    message_id="<1@mail.provider.example>",
    in_reply_to=(),
    references=(),
    date=None,
    return_path="j.mulder@provider.example",
    content_type="text/plain",
    report_type="",
    calendar_method="",
    headers=(),
    text="",
    new_text="",
    attachments=(),
    attached=(),
    statuses=(),
    returned=None,
    defects=(),
)


def message(**overrides: Any) -> Message:
    """An ordinary mail with some fields changed.

    ``sender`` may be a string (``Jan <jan@x.nl>``), ``headers`` a dict, and ``new_text`` follows ``text``
    where it is not given.
    """
    sender = overrides.get("sender")
    if isinstance(sender, str):
        overrides["sender"] = address(sender)
    if isinstance(overrides.get("headers"), dict):
        overrides["headers"] = tuple(overrides["headers"].items())
    overrides.setdefault("new_text", overrides.get("text", ""))
    return replace(PLAIN, **overrides)


def address(text: str) -> Address | None:
    """``Jan <Jan@x.nl>`` as an address; None for an empty string."""
    name, email = parseaddr(text)
    return Address(name, email.lower()) if email else None
