"""A finished letter once more: to another address, its words as they were; and its plain text, to be printed."""

from __future__ import annotations

import email
from collections.abc import Mapping
from email import policy
from email.message import EmailMessage

from klachtmail.core.model import Address
from klachtmail.post.headers import ids_field, mailbox_field


def readdressed(raw: bytes, fields: Mapping[str, Address], message_id: str) -> bytes:
    """The same letter with other mailboxes in its head and a Message-ID of its own; every other byte stays."""
    head, _, body = raw.partition(b"\r\n\r\n")
    new = {name.lower(): mailbox_field(name, address) for name, address in fields.items()}
    new["message-id"] = ids_field("Message-ID", (message_id,))
    kept = [line for line in _fields(head.decode("utf-8", "replace")) if line.partition(":")[0].lower() not in new]
    return "\r\n".join((*new.values(), *kept)).encode("utf-8", "replace") + b"\r\n\r\n" + body


def _fields(head: str) -> list[str]:
    """The header fields, each with its folded lines."""
    found: list[str] = []
    for line in head.split("\r\n"):
        if line[:1] in {" ", "\t"} and found:
            found[-1] += f"\r\n{line}"
        else:
            found.append(line)
    return found


def plain_text(raw: bytes) -> str:
    """The text part of a letter of ours."""
    letter = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(letter, EmailMessage), "the policy makes one"
    part = letter.get_body(("plain",))
    return str(part.get_content()) if part else ""
