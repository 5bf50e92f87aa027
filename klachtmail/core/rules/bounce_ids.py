"""Which letter is a delivery report about? Every Message-ID that it gives back, the best first.

Servers hand it back in the returned letter or its head, in fields of the report, in its thread, in the words, or
in a text file beside them. Only our own outbox knows which of them is a letter of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from klachtmail.core.model import Attachment, Message
from klachtmail.core.rules import bounce_fields, bounce_text, signs

MOST = 50
"""No report is asked about more letters than this."""

_READABLE = ("text/", "message/", "application/octet-stream")


def original_ids(message: Message) -> tuple[str, ...]:
    """The Message-IDs with their angle brackets, each once; never the report's own."""
    found = dict.fromkeys(each for each in _found(message) if each and each != message.message_id)
    return tuple(islice(found, MOST))


def _found(message: Message) -> Iterator[str]:
    if message.returned:
        yield message.returned.message_id
        yield from message.returned.others
    yield from _attached(message)
    text = message.text[: bounce_text.READ]
    yield from bounce_fields.returned_ids(text)
    yield from _renamed(message)
    yield from message.thread_ids
    yield from bounce_fields.identities(message.header("x-ms-exchange-parent-message-id"))
    yield from bounce_fields.named_ids(text)
    for attachment in message.attachments:
        yield from _in_file(attachment)


def _attached(message: Message) -> list[str]:
    """Of attached mails; a report inside a report is about the letter in it, so what a person wrote goes first."""
    by_server = [mail.sender is not None and signs.daemon(mail.sender.email) for mail in message.attached]
    pairs = sorted(zip(by_server, message.attached, strict=True), key=lambda pair: pair[0])
    return [mail.message_id for _, mail in pairs]


def _renamed(message: Message) -> Iterator[str]:
    """E.g. ``X-Original-Message-ID`` and ``X-CM-Original-Message-ID`` of the report itself."""
    for name, value in message.headers:
        if name.endswith("original-message-id"):
            yield from bounce_fields.identities(value)


def _in_file(attachment: Attachment) -> tuple[str, ...]:
    """Of the returned letter where it came as a file, e.g. ``ATT00001.txt``."""
    if not attachment.type.startswith(_READABLE):
        return ()
    return bounce_fields.named_ids(attachment.content[: bounce_text.READ].decode("latin-1"))
