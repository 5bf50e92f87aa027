"""The bytes of a mail: text and HTML as alternatives, attachments beside them (RFC 2045, 2046).

Written out by hand: the standard library takes a message/rfc822 part apart and writes it anew, and then it
is no longer the mail that the complainant sent.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from email.utils import encode_rfc2231
from pathlib import PurePath

from klachtmail.post.headers import one_line

_LONGEST_LINE = 998
_LONGEST_NAME = 60
_LONGEST_SUFFIX = 6
_TYPES = {".pdf": "application/pdf", ".ics": "text/calendar", ".txt": "text/plain"}
_NO_FILE_NAME = re.compile(r'[/\\"<>:|?*;]')
"""Signs that no file name on the receiver's machine should have, e.g. ``../../a``."""


def compose(
    fields: tuple[str, ...],
    text: str,
    html: str,
    attachments: tuple[tuple[str, bytes], ...],
    calendar: str = "",
) -> bytes:
    """A whole mail, its lines ending in CRLF. ``fields`` are finished header fields; empty ones are left out.

    ``attachments`` are pairs of file name and original bytes; every byte survives. ``calendar`` is an invitation:
    a third alternative, since Outlook and Gmail show it as one only there.
    """
    entry = (_text("calendar; method=REQUEST", calendar),) if calendar else ()
    content = _multipart("alternative", (_text("plain", text), _text("html", html), *entry))
    if attachments:
        content = _multipart("mixed", (content, *(_attachment(name, raw) for name, raw in attachments)))
    head = "".join(f"{field}\r\n" for field in (*fields, "MIME-Version: 1.0") if field)
    return head.encode("utf-8", "replace") + content


def _multipart(subtype: str, parts: tuple[bytes, ...]) -> bytes:
    """The boundary is a hash of the parts, so that none of them can hold it."""
    boundary = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    line = f"--{boundary}".encode()
    body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts)
    return _part(f'multipart/{subtype};\r\n boundary="{boundary}"', body + line + b"--\r\n")


def _part(content_type: str, body: bytes, *more: str) -> bytes:
    head = "\r\n".join((f"Content-Type: {content_type}", *more))
    return head.encode() + b"\r\n\r\n" + body


def _text(subtype: str, text: str) -> bytes:
    lines = "\r\n".join((*text.splitlines(), "")) or "\r\n"
    body = binascii.b2a_qp(lines.encode("utf-8", "replace"), istext=True)
    return _part(f"text/{subtype}; charset=utf-8", body, "Content-Transfer-Encoding: quoted-printable")


def _attachment(name: str, original: bytes) -> bytes:
    file_name = _file_name(name)
    disposition = f"Content-Disposition: attachment;\r\n {_file_name_field(file_name)}"
    suffix = PurePath(file_name).suffix.lower()
    mail = _carried_as_it_is(original) if suffix == ".eml" else None
    if mail is not None:
        return _part("message/rfc822", mail, "Content-Transfer-Encoding: 7bit", disposition)
    body = base64.encodebytes(original).replace(b"\n", b"\r\n")
    content_type = _TYPES.get(suffix, "application/octet-stream")
    return _part(content_type, body, "Content-Transfer-Encoding: base64", disposition)


def _carried_as_it_is(mail: bytes) -> bytes | None:
    """The mail in lines that any server passes on unchanged, or None where its bytes would not survive.

    A file with bare line feeds only gets the CRLF of the wire; a mixture could not be turned back.
    """
    lines = mail if b"\r" in mail else mail.replace(b"\n", b"\r\n")
    bare = lines.replace(b"\r\n", b"")
    if not mail.isascii() or any(sign in bare for sign in (b"\r", b"\n", b"\0")):
        return None
    return lines if max(map(len, lines.split(b"\r\n"))) <= _LONGEST_LINE else None


def _file_name(name: str) -> str:
    safe = _NO_FILE_NAME.sub("_", one_line(name)).strip(". ")
    suffix = PurePath(safe).suffix
    if len(suffix) > _LONGEST_SUFFIX:
        return safe[:_LONGEST_NAME]
    return safe.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)] + suffix or "bijlage"


def _file_name_field(name: str) -> str:
    return f'filename="{name}"' if name.isascii() else f"filename*={encode_rfc2231(name, 'utf-8')}"
