"""The bytes of a part with their transfer encoding undone, also where it was cut off, added to, or never applied."""

from __future__ import annotations

import re
from email.errors import InvalidBase64LengthDefect
from email.message import Message as Source
from typing import Final

from klachtmail.intake.fields import octets, unbase64

_FOREIGN: Final = re.compile(rb"(?m)^(?=[^\r\n]*[^A-Za-z0-9+/=\s])|^(?=[^\r\n]*[A-Za-z0-9] [A-Za-z0-9])")
"""The begin of a line that is none of base64, e.g. ``Verzonden via de lijst`` below an encoded text."""
_LONG: Final = 60


def content(source: Source) -> bytes:
    """The bytes of a leaf; of base64 that was cut off all that is there."""
    if source.get_content_maintype() == "text" and _encoding(source) == "base64":
        mixed = _with_plain_lines(source.get_payload())
        if mixed is not None:
            return mixed
    payload = source.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return b""
    cut_off = any(isinstance(defect, InvalidBase64LengthDefect) for defect in source.defects)
    return unbase64(payload) if cut_off else payload


def _encoding(source: Source) -> str:
    """The declared transfer encoding."""
    return str(source.get("content-transfer-encoding", "")).strip().lower()


def _with_plain_lines(payload: object) -> bytes | None:
    """A text that is not all base64: its encoded lines decoded, those that a server wrote below as they stand.

    None where all of it is base64.
    """
    if not isinstance(payload, str):
        return None
    raw = octets(payload)
    foreign = _FOREIGN.search(raw)
    if foreign is None:
        return None
    encoded, plain = raw[: foreign.start()], raw[foreign.start() :]
    letters = b"".join(encoded.split())
    if not letters or len(letters) % 4:
        return raw
    decoded = unbase64(letters)
    return decoded + b"\n" + plain if len(letters) >= _LONG or _is_text(decoded) else raw


def _is_text(decoded: bytes) -> bool:
    """Whether bytes are letters, and not what plain words make when they are taken for base64."""
    try:
        return decoded.decode().replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False  # plain words
