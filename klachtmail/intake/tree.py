"""A mail as a tree of parts, finished where the standard library leaves it half done.

Transfer encodings with a stray blank, attached mails in base64 or under the name of a mere file, multiparts whose
boundary is folded or wrong, parameters that make it raise, and what Outlook encloses in forms of its own.
"""

from __future__ import annotations

import email
import re
from email.message import Message as Source
from typing import Final

from klachtmail.intake import transfer
from klachtmail.intake.charsets import lenient
from klachtmail.intake.enclosed import OUTLOOK, SIGNED_KINDS, WINMAIL_KINDS, Opener, enclosure, looks_right
from klachtmail.intake.fields import line, octets
from klachtmail.intake.limits import MAX_CONTAINERS, bounded
from klachtmail.intake.mime import ATTACHED, MAILS, Part, parameter

_ENCODED: Final = frozenset({"base64", "x-uuencode", "uuencode"})
_TIDIED: Final = ("content-type", "content-disposition", "content-transfer-encoding")
_MAX_LENGTH: Final = 8000
_MAX_KIND: Final = 120
_BOUNDARY: Final = re.compile(rb"(?mi)^--([^\s\"\\]{1,70})[ \t]*\r?\ncontent-[a-z-]{4,30}:")
"""A part's first lines, e.g. ``--b1_4ZPnXk`` above ``Content-Type: text/plain``."""
_SAVED: Final = frozenset({"application/octet-stream", "application/eml", "text/plain"})
"""The types under which a mail saved as a file (``klacht.eml``) is sent."""
_KINDS: Final = {"winmail": "application/ms-tnef", "outlook": OUTLOOK, "signed": "application/pkcs7-mime"}


def grow(source: Source, opener: Opener | None = None, depth: int = 0, *, set_aside: bool = False) -> Part:
    """The tree of parts from ``source`` down."""
    opener = opener or Opener()
    _tidy(source)
    kind, name = line(source.get_content_type())[:_MAX_KIND], _file_name(source)
    aside = set_aside or _disposition(source) not in {"", "inline"}
    if depth < MAX_CONTAINERS:
        kind, children = _opened(source, kind, name, opener)
    else:
        children = []
    inner = aside and kind not in ATTACHED | WINMAIL_KINDS | SIGNED_KINDS
    grown = tuple(grow(child, opener, depth + 1, set_aside=inner) for child in children)
    return Part(kind, name, aside, grown, source)


def _opened(source: Source, kind: str, name: str, opener: Opener) -> tuple[str, list[Source]]:
    """What a part is, by its content where its type says nothing, and the parts directly below."""
    smime = parameter(source, "smime-type", "content-type").lower() if kind in SIGNED_KINDS else ""
    how = enclosure(kind, name, smime)
    content = transfer.content(source) if how else b""
    if how and looks_right(how, content):
        inside = opener.open(how, content)
        return _KINDS[how], [email.message_from_bytes(bounded(inside).raw)] if inside else []
    if kind in _SAVED and name.lower().endswith(".eml"):
        mail = email.message_from_bytes(bounded(transfer.content(source)).raw)
        if "from" in mail:
            return "message/rfc822", [mail]
    return kind, _children(source, kind)


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
