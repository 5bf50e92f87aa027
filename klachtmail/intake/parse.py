"""A mail's bytes to a ``Message``. Never raises, whatever the bytes: what goes wrong is listed as a defect.

mail-parser and the standard library make the tree of parts (``source``); the modules beside this one read it:
``fields`` and ``letterhead`` the head, ``body`` the words, ``attachments`` the files, ``reports`` what machines
say. A mail that nothing can read comes back with empty fields, so that a person gets to see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from klachtmail.core.model import AttachedMail, Message
from klachtmail.intake.attachments import attachments
from klachtmail.intake.body import body_of
from klachtmail.intake.enclosed import OUTLOOK, SIGNED_KINDS, WINMAIL_KINDS
from klachtmail.intake.fields import Head, decoded
from klachtmail.intake.letterhead import Letterhead, head_defects, letterhead, received
from klachtmail.intake.limits import body_start
from klachtmail.intake.mime import ATTACHED, Part, walk
from klachtmail.intake.new_text import new_text
from klachtmail.intake.reports import calendar_method, returned, statuses
from klachtmail.intake.source import Opened, listed, open_mail
from klachtmail.intake.tree import grow

_IDENTITY: Final = ("from", "date", "message-id", "subject")
_SIGNED: Final = frozenset({"signed-data", "certs-only", "compressed-data"})
_TRAILING: Final = (b" \n", b"\t\n", b"\x0b\n", b"\x0c\n")
"""White space at the end of a line."""
_PGP: Final = "-----BEGIN PGP MESSAGE-----"


def parse(raw: bytes, *, complete: bool = True) -> Message:
    """The mail of these bytes. ``complete`` is False where only the begin of it was fetched."""
    try:
        return _read(raw, complete=complete)
    except Exception as error:  # noqa: BLE001 - a mail that breaks the reader goes to a person, with this defect
        return replace(_blank(raw, complete=complete), defects=(f"unreadable: {type(error).__name__}",))


def _read(raw: bytes, *, complete: bool) -> Message:
    """The mail, by mail-parser or the standard library."""
    opened = open_mail(raw)
    root = grow(opened.source)
    head, body = root.head, body_of(root)
    read = letterhead(head)
    message = _with_head(_blank(raw, complete=complete), head, read)
    message = _with_parts(message, root, body.text)
    seen = (*head_defects(head, read), *body.defects, *_sealed(root, body.text), *opened.defects)
    return replace(message, mail_hash=_mail_hash(opened, head), defects=listed(seen))


def _with_head(message: Message, head: Head, read: Letterhead) -> Message:
    """The message with what its head says."""
    return replace(
        message,
        sender=read.sender,
        reply_to=read.reply_to,
        to=read.to,
        cc=read.cc,
        subject=read.subject,
        message_id=read.message_id,
        in_reply_to=read.in_reply_to,
        references=read.references,
        date=read.date,
        return_path=read.return_path,
        headers=decoded(head),
    )


def _with_parts(message: Message, root: Part, text: str) -> Message:
    """The message with its words, its files and what it reports."""
    return replace(
        message,
        content_type=root.kind,
        report_type=root.parameter("report-type").lower(),
        calendar_method=calendar_method(root),
        text=text,
        new_text=new_text(text),
        attachments=attachments(root),
        attached=tuple(_attached(root, 1)),
        statuses=statuses(root),
        returned=returned(root),
    )


def _attached(mail: Part, depth: int) -> Iterator[AttachedMail]:
    """The mails attached to a mail, each followed by those attached to it."""
    for inner in (part.children[0] for part in walk(mail) if part.kind in ATTACHED and part.children):
        read = letterhead(inner.head)
        yield AttachedMail(
            sender=read.sender,
            to=read.to,
            subject=read.subject,
            message_id=read.message_id,
            date=read.date,
            received=received(inner.head),
            text=body_of(inner).text,
            depth=depth,
        )
        yield from _attached(inner, depth + 1)


def _sealed(root: Part, text: str) -> Iterator[str]:
    """``encrypted`` where the words are; a signature around the words without a second copy hides them, too."""
    for part in walk(root):
        if part.kind in WINMAIL_KINDS | {OUTLOOK} and not part.children:
            yield "a file of Outlook's could not be opened"
        elif part.kind in SIGNED_KINDS and part.parameter("smime-type").lower() in _SIGNED:
            yield from () if part.children else ("words inside a signature: not read",)
        elif part.kind in SIGNED_KINDS or part.kind == "multipart/encrypted":
            yield "encrypted"
    if _PGP in text:
        yield "encrypted"


def _mail_hash(opened: Opened, head: Head) -> str:
    """What makes it this mail and no other, whichever way it came: without the trace headers."""
    digest = sha256()
    for name in _IDENTITY:
        digest.update(" ".join(head.first(name).split()).encode("utf-8", "surrogateescape") + b"\n")
    digest.update(_bare_lines(opened.octets[body_start(opened.octets) :]))
    return digest.hexdigest()


def _bare_lines(body: bytes) -> bytes:
    """A body with line feeds only and no white space at the ends of its lines, as no server on the way leaves it."""
    lines = body.replace(b"\r\n", b"\n")
    if b"\r" in lines or any(ending in lines for ending in _TRAILING):
        lines = b"\n".join(line.rstrip() for line in lines.splitlines())
    return lines.rstrip()


def _blank(raw: bytes, *, complete: bool) -> Message:
    """A mail of which only its bytes are known."""
    digest = sha256(raw).hexdigest()
    return Message(
        sha256=digest,
        mail_hash=digest,
        size=len(raw),
        sender=None,
        reply_to=(),
        to=(),
        cc=(),
        subject="",
        message_id="",
        in_reply_to=(),
        references=(),
        date=None,
        return_path=None,
        content_type="",
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
        complete=complete,
    )
