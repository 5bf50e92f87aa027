"""Raw mails of ``tests/mail/parse`` for the tests of reading mail, and the head of one made up in a test."""

from __future__ import annotations

from pathlib import Path

from klachtmail.core.model import Message
from klachtmail.intake.parse import parse

TESTS = Path(__file__).parents[1]
ODDITIES = TESTS / "mail" / "parse"
REPLIES = TESTS / "corpus" / "replies"
HEAD = (
    b"From: Hennie Trip <h.trip@example.org>\r\nTo: kwaliteit@werkenderwijs.example\r\n"
    b"Subject: Niet gebeld\r\nMessage-ID: <a1@example.org>\r\nDate: Tue, 10 Nov 2026 09:15:00 +0100\r\n"
    b"MIME-Version: 1.0\r\n"
)


def raw_of(name: str) -> bytes:
    """The bytes of an oddity."""
    return (ODDITIES / f"{name}.eml").read_bytes()


def read(name: str) -> Message:
    """An oddity, read."""
    return parse(raw_of(name))


def names(message: Message) -> list[str]:
    """The file names of a mail."""
    return [attachment.name for attachment in message.attachments]
