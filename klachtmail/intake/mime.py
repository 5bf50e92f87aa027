"""A mail as a tree of parts, each with its type, disposition, file name, and its content decoded when asked for.

What the standard library leaves half done is finished here: transfer encodings with a stray blank, attached mails
in base64, multiparts whose boundary is wrong, parameters that make it raise.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Source
from email.utils import collapse_rfc2231_value
from typing import Final

from klachtmail.intake import transfer
from klachtmail.intake.charsets import clean, decode, lenient
from klachtmail.intake.fields import Head, head_of, line, octets
from klachtmail.intake.flowed import unflow
from klachtmail.intake.limits import MAX_CONTAINERS, bounded

MAILS: Final = frozenset({"message/rfc822", "message/global", "message/news"})
_ENCODED: Final = frozenset({"base64", "x-uuencode", "uuencode"})
_TIDIED: Final = ("content-type", "content-disposition", "content-transfer-encoding")
_MAX_LENGTH: Final = 8000
_MAX_KIND: Final = 120
_META: Final = re.compile(rb"(?i)<meta\s[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([a-z0-9._-]{1,40})")
"""A declaration inside HTML, e.g. ``<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">``."""
_BOUNDARY: Final = re.compile(rb"(?mi)^--([^\s\"\\]{1,70})[ \t]*\r?\ncontent-[a-z-]{4,30}:")
"""A part's first lines, e.g. ``--b1_4ZPnXk`` above ``Content-Type: text/plain``."""


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

    def parameter(self, name: str) -> str:
        """A parameter of the type, empty where there is none, e.g. of ``charset``."""
        return parameter(self.source, name, "content-type")

    def content(self) -> bytes:
        """The bytes of a leaf, its transfer encoding undone."""
        return transfer.content(self.source)

    def text(self) -> str:
        """The readable text of a text part: decoded, unflowed, lines ended by a line feed."""
        data = self.content()
        text = clean(decode(data, self.parameter("charset") or self._meta(data)))
        if self.parameter("format").lower() != "flowed":
            return text
        return unflow(text, delsp=self.parameter("delsp").lower() == "yes")


    def _meta(self, data: bytes) -> str:
        """The charset that an HTML document declares for itself, e.g. by ``<meta charset="big5">``."""
        found = _META.search(data[:_MAX_LENGTH]) if self.kind == "text/html" else None
        return found[1].decode() if found else ""


def grow(source: Source, depth: int = 0, *, set_aside: bool = False) -> Part:
    """The tree of parts from ``source`` down."""
    _tidy(source)
    kind = line(source.get_content_type())[:_MAX_KIND]
    aside = set_aside or _disposition(source) not in {"", "inline"}
    children = _children(source, kind) if depth < MAX_CONTAINERS else ()
    inner = aside and kind not in MAILS
    grown = tuple(grow(child, depth + 1, set_aside=inner) for child in children)
    return Part(kind, _file_name(source), aside, grown, source)


def walk(part: Part) -> Iterator[Part]:
    """A part and all below it in the mail's order, but nothing of the mails and reports in it."""
    yield part
    if part.main != "message":
        for child in part.children:
            yield from walk(child)


def parameter(source: Source, name: str, field: str) -> str:
    """A parameter of a field as a line of text, empty where there is none."""
    try:
        found = collapse_rfc2231_value(source.get_param(name, "", field))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""  # a parameter that the standard library cannot read, e.g. with a NUL in its charset
    return line(found)


def _disposition(source: Source) -> str:
    """What the sender wants done with a part, e.g. ``attachment``; empty where he says nothing."""
    return str(source.get("content-disposition", "")).partition(";")[0].strip().lower()


def _file_name(source: Source) -> str:
    """The file name of a part as sent, from either of the two fields that may hold it."""
    return parameter(source, "filename", "content-disposition") or parameter(source, "name", "content-type")


def _tidy(source: Source) -> None:
    """Fields on which the standard library would stumble made plain: raw letters decoded, stray blanks gone."""
    for name, raw in source.raw_items():
        if name.lower() in _TIDIED and (not raw.isascii() or raw != raw.strip() or len(raw) > _MAX_LENGTH):
            source.replace_header(name, lenient(octets(raw[:_MAX_LENGTH])).strip())


def _children(source: Source, kind: str) -> list[Source]:
    """The parts directly below."""
    if not source.is_multipart():
        if not kind.startswith("multipart/"):
            return []
        return _reread(kind, parameter(source, "boundary", "content-type"), transfer.content(source))
    children = _parts(source.get_payload())
    encoding = str(source.get("content-transfer-encoding", "")).lower()
    if kind in MAILS and encoding in _ENCODED:
        return [_unpacked(child, encoding) for child in children]
    return children


def _parts(payload: object) -> list[Source]:
    """The parts of a payload, none where it is text."""
    return [part for part in payload if isinstance(part, Source)] if isinstance(payload, list) else []


def _reread(kind: str, declared: str, body: bytes) -> list[Source]:
    """The parts of a multipart whose boundary is folded, missing or wrong, by the boundary that its lines show."""
    told = octets(declared)
    if not told or b"--" + told not in body:
        shown = _BOUNDARY.search(body)
        told = shown[1] if shown else b""
    head = b'Content-Type: %s; boundary="%s"\r\n\r\n' % (octets(kind), told)
    return _parts(email.message_from_bytes(head + body).get_payload()) if told else []


def _unpacked(mail: Source, encoding: str) -> Source:
    """An attached mail in base64, which the standard library takes for a mail without a head."""
    if mail.keys() or mail.is_multipart():
        return mail
    mail["Content-Transfer-Encoding"] = encoding
    return email.message_from_bytes(bounded(transfer.content(mail)).raw)
