"""The files of a mail: everything that is neither its words nor a machine's report, and the mails attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.generator import BytesGenerator
from email.policy import compat32
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from typing import Final

from klachtmail.core.model import Attachment
from klachtmail.intake.body import is_words
from klachtmail.intake.fields import line
from klachtmail.intake.mime import ATTACHED, MAILS, Part, walk

_MAX_NAME: Final = 150
_MAX_ENDING: Final = 10
_MACHINES: Final = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "message/global-headers",
        "message/rfc822-headers",
        "text/rfc822-headers",
    }
)
_ENDINGS: Final = MappingProxyType(
    {
        "application/pdf": "pdf",
        "application/ms-tnef": "dat",
        "application/zip": "zip",
        "application/rtf": "rtf",
        "application/msword": "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/pkcs7-signature": "p7s",
        "application/x-pkcs7-signature": "p7s",
        "application/pkcs7-mime": "p7m",
        "application/x-pkcs7-mime": "p7m",
        "application/pgp-signature": "asc",
        "application/pgp-encrypted": "asc",
        "application/octet-stream": "bin",
        "audio/mpeg": "mp3",
        "audio/mp4": "m4a",
        "image/jpeg": "jpg",
        "image/svg+xml": "svg",
        "text/plain": "txt",
        "text/calendar": "ics",
        "text/vcard": "vcf",
        "text/x-vcard": "vcf",
        "video/quicktime": "mov",
    }
)
"""The ending of a file name by type; other types give their own second half where that is a word."""
_ENDING: Final = re.compile(r"[a-z0-9]{1,8}")
"""A type's second half that can be an ending, e.g. ``png``."""
_UNFIT: Final = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]')
"""What may not stand in a file name: control characters, marks that turn the direction, and Windows' own."""


_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for its devices, e.g. ``CON.pdf``."""


def attachments(root: Part) -> tuple[Attachment, ...]:
    """The files of a mail in their order, attached mails among them, the files inside those not."""
    return tuple(_attachment(number, part) for number, part in enumerate(_files(root), 1))


def _files(root: Part) -> Iterator[Part]:
    """The parts that are files."""
    for part in walk(root):
        if part.kind in _MACHINES or (part.children and part.kind not in ATTACHED):
            continue
        if part.main != "multipart" and not is_words(part):
            yield part


def _attachment(number: int, part: Part) -> Attachment:
    """A file of its part; ``number`` is its place among the files, from 1."""
    mail = part.kind in MAILS and bool(part.children)
    content = _mail(part.children[0]) if mail else part.content()
    saved = part.name.lower().endswith(".eml")
    name = f"{_subject(part.children[0])}.eml" if mail and not saved else clean_name(part.name)
    kind = "message/rfc822" if mail else part.kind
    digest = sha256(content).hexdigest()
    return Attachment(name or f"bijlage-{number}.{_ending(kind)}", kind, len(content), digest, content)


def clean_name(name: str) -> str:
    """A file name that is safe to store and to show, without folders and marks; empty where nothing is left of it."""
    last = re.split(r"[\\/]", line(name))[-1]
    fit = " ".join(_UNFIT.sub("", last).split()).strip(". ")
    fit = f"_{fit}" if _RESERVED.match(fit) else fit
    stem, dot, ending = fit.rpartition(".")
    return f"{stem[: _MAX_NAME - len(ending)]}.{ending}" if dot and len(ending) < _MAX_ENDING else fit[:_MAX_NAME]


def _subject(mail: Part) -> str:
    """The name of an attached mail: its subject, else ``mail``."""
    return clean_name(re.sub(r"[\\/]", " ", mail.head.line("subject")))[:_MAX_NAME] or "mail"


def _ending(kind: str) -> str:
    """The ending of a file of this type."""
    second = kind.partition("/")[2]
    return _ENDINGS.get(kind) or (second if _ENDING.fullmatch(second) else "bin")


def _mail(mail: Part) -> bytes:
    """The bytes of an attached mail, with the line ends of mail."""
    out = BytesIO()
    policy = compat32.clone(linesep="\r\n", max_line_length=0)
    try:
        BytesGenerator(out, mangle_from_=False, policy=policy).flatten(mail.source)
    except (LookupError, ValueError, TypeError, AttributeError):
        return _plain(mail)  # the standard library can read what it cannot write, e.g. a text in an odd charset
    return out.getvalue()


def _plain(mail: Part) -> bytes:
    """Fields and words of an attached mail, where its bytes can't be made again."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in mail.source.raw_items())
    return (fields + "\r\n").encode("utf-8", "surrogateescape") + mail.content()
