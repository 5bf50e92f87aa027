"""A part of a mail, with its type, disposition, file name, and its content decoded when asked for.

``tree`` makes the tree of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Source
from email.utils import collapse_rfc2231_value
from typing import Final

from klachtmail.intake import transfer
from klachtmail.intake.charsets import clean, decode
from klachtmail.intake.enclosed import OUTLOOK
from klachtmail.intake.fields import Head, head_of, line
from klachtmail.intake.flowed import unflow

MAILS: Final = frozenset({"message/rfc822", "message/global", "message/news"})
ATTACHED: Final = MAILS | {OUTLOOK}
"""The types of an attached mail, whose only child is that mail."""
MAX_WORDS: Final = 4_000_000
"""Bytes of a text part that are decoded."""
_MAX_LENGTH: Final = 8000
_META: Final = re.compile(rb"(?i)<meta\s[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([a-z0-9._-]{1,40})")
"""A declaration inside HTML, e.g. ``<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail. ``kind`` is its type in lower case, ``name`` its file name as sent, decoded.

    ``set_aside`` says that it, or a multipart around it, is marked as an attachment. The only child of an
    attached mail is that mail.
    """

    kind: str
    name: str
    set_aside: bool
    children: tuple[Part, ...]
    source: Source

    @property
    def head(self) -> Head:
        """The fields of the part; for the root and an attached mail's child, those of the mail.

        Letters that break the standard (raw 8-bit) are read in the charset that the mail's words declare.
        """
        head = head_of(self.source)
        if all(raw.isascii() for _, raw in head.items):
            return head
        return head.read_as(next(filter(None, (part.parameter("charset") for part in walk(self))), ""))

    @property
    def main(self) -> str:
        """The type before the slash."""
        return self.kind.partition("/")[0]

    @property
    def closed(self) -> bool:
        """Whether a mail or a report of its own begins here, whose words and files are not those of this mail."""
        return self.main == "message" or self.kind == OUTLOOK

    def parameter(self, name: str) -> str:
        """A parameter of the type, empty where there is none, e.g. of ``charset``."""
        return parameter(self.source, name, "content-type")

    def content(self) -> bytes:
        """The bytes of a leaf, its transfer encoding undone."""
        return transfer.content(self.source)

    def text(self) -> str:
        """The readable text of a text part: decoded, unflowed, lines ended by a line feed."""
        data = self.content()[:MAX_WORDS]
        text = clean(decode(data, self.parameter("charset") or self._meta(data)))
        if self.parameter("format").lower() != "flowed":
            return text
        return unflow(text, delsp=self.parameter("delsp").lower() == "yes")

    def _meta(self, data: bytes) -> str:
        """The charset that an HTML document declares for itself, e.g. by ``<meta charset="big5">``."""
        found = _META.search(data[:_MAX_LENGTH]) if self.kind == "text/html" else None
        return found[1].decode() if found else ""


def walk(part: Part) -> Iterator[Part]:
    """A part and all below it in the mail's order, but nothing of the mails and reports in it."""
    yield part
    if not part.closed:
        for child in part.children:
            yield from walk(child)


def parameter(source: Source, name: str, field: str) -> str:
    """A parameter of a field as a line of text, empty where there is none."""
    try:
        found = collapse_rfc2231_value(source.get_param(name, "", field))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""  # a parameter that the standard library cannot read, e.g. with a NUL in its charset
    return line(found)
