"""A program of its own: a file of Outlook's or a signed message on stdin, the same as an ordinary mail on stdout.

It is a process because its libraries read what a stranger sends and have no bounds: it is ended when it takes too
long, and may not take more than so much memory. ``enclosed`` starts it.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Mapping
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from types import MappingProxyType
from typing import Any, Final

_CPU_SECONDS: Final = 2
_MEMORY: Final = 1 << 30
_OURS: Final = frozenset({"content-type", "content-transfer-encoding", "mime-version"})
_OLD_WINDOWS: Final = "cp1252"


def main() -> int:
    """Unpacks by the kind in the first argument; 1 where the file can't be read as that."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(UNPACKERS[sys.argv[1]](sys.stdin.buffer.read()))
    return 0


def _winmail(content: bytes) -> bytes:
    """Outlook's ``winmail.dat`` (TNEF): the words, where it has any, and the files."""
    from tnefparse import TNEF  # noqa: PLC0415 - one library a run

    found = TNEF(content, do_checksum=False)
    mail = MIMEMultipart()
    _add_words(mail, found.body, found.htmlbody, found.rtfbody)
    for number, file in enumerate(found.attachments, 1):
        _add_file(mail, file.long_filename() or file.name or f"bijlage-{number}.bin", file.data)
    if not mail.get_payload():
        raise ValueError("neither words nor files")
    return _bytes(mail)


def _outlook(content: bytes) -> bytes:
    """A mail saved by Outlook (``.msg``): its head as it came, or what stands for it, the words and the files."""
    from oxmsg import Message  # noqa: PLC0415 - one library a run

    found = Message.load(content)
    mail = MIMEMultipart()
    for name, value in _head(found).items():
        if name.lower() not in _OURS:
            mail[name] = " ".join(value.split()).encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape")
    _add_words(mail, found.body, found.html_body, None)
    for number, file in enumerate(found.attachments, 1):
        if file.file_bytes is not None:
            _add_file(mail, file.file_name or f"bijlage-{number}.bin", file.file_bytes)
    return _bytes(mail)


def _head(message: Any) -> Mapping[str, str]:
    """The fields of a saved mail: those that it was sent with, else what Outlook kept of them."""
    sent = dict(message.message_headers)
    if "from" in {name.lower() for name in sent}:
        return sent
    kept = {"From": message.sender or "", "Subject": message.subject}
    if message.sent_date:
        kept["Date"] = message.sent_date.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return kept


def _signed(content: bytes) -> bytes:
    """What is inside an opaque S/MIME signature (CMS signed-data): the mail that was signed."""
    from asn1crypto.cms import ContentInfo  # noqa: PLC0415 - one library a run

    inside = ContentInfo.load(content)["content"]["encap_content_info"]["content"].native
    if not isinstance(inside, bytes):
        raise TypeError("no content inside the signature")
    return inside


UNPACKERS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {"winmail": _winmail, "outlook": _outlook, "signed": _signed}
)


def _add_words(mail: MIMEMultipart, plain: Any, html: Any, rtf: bytes | None) -> None:
    """One text part: the first of plain text, HTML and rich text that has any words."""
    if plain:
        mail.attach(MIMEText(_text(plain), "plain", "utf-8"))
    elif html:
        mail.attach(MIMEText(_text(html), "html", "utf-8"))
    elif rtf:
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - seldom needed

        words = rtf_to_text(_text(rtf), errors="replace")  # type: ignore[no-untyped-call]  # the library's
        mail.attach(MIMEText(words, "plain", "utf-8"))


def _text(words: Any) -> str:
    """The text of what a library gives, as bytes or as text, without the zeros that end it."""
    text = words.decode(_OLD_WINDOWS, "replace") if isinstance(words, bytes) else str(words)
    return text.encode("utf-8", "replace").decode().strip("\0")


def _add_file(mail: MIMEMultipart, name: Any, content: bytes) -> None:
    """A file of the mail."""
    part = MIMEApplication(content)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", _text(name)))
    mail.attach(part)


def _bytes(mail: MIMEMultipart) -> bytes:
    """The mail's bytes."""
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


if __name__ == "__main__":
    sys.exit(main())
