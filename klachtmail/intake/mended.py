"""A head with a broken line, mended: every parser takes such a line for the end of the head.

A folded line that lost its indentation on the way, or blank lines and a byte order mark above the first field,
would leave From and Subject in the body.
"""

from __future__ import annotations

import re
from typing import Final

from klachtmail.intake.limits import head_end

_JUNK: Final = b"\xef\xbb\xbf\r\n\t "
_BROKEN: Final = re.compile(rb"(?m)^(?![!-9;-~]{1,200}:|[ \t\r\n]|From |\Z)")
"""The begin of a line that is no field, no continuation and no envelope line, e.g. of ``voor uw klacht``."""
_FIELD: Final = re.compile(rb"(?m)^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
"""The begin of any field, e.g. ``MIME-Version: ``."""
_SENT: Final = re.compile(rb"(?mi)^(from|subject|date|to|message-id):")
"""A field that every mail has, e.g. ``From:``."""


def mended(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """``raw`` with its head mended where that brings fields back, and the defects that this mends."""
    begin, defects = _without_junk(raw)
    broken = _BROKEN.search(begin, 0, head_end(begin))
    if broken is None or not _fields_follow(begin, broken.start()):
        return begin, defects
    return _indented(begin, broken.start()), (*defects, "broken line in the head: read on behind it")


def _without_junk(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """``raw`` from its first field on, where blank lines or a byte order mark stand above it."""
    bare = raw.lstrip(_JUNK) if raw[:1] and raw[0] in _JUNK else raw
    if len(bare) == len(raw) or len(_new_fields(bare, 0)) < 2:  # noqa: PLR2004 - one may be chance
        return raw, ()
    return bare, ("blank lines or a mark above the head",)


def _fields_follow(raw: bytes, broken: int) -> bool:
    """Whether fields stand behind the broken line which the head does not have yet, From or Subject among them."""
    several = len(_FIELD.findall(raw, broken, head_end(raw))) > 1
    return several and bool(_new_fields(raw, broken) & {b"from", b"subject"})


def _new_fields(raw: bytes, at: int) -> set[bytes]:
    """The fields of every mail in the head from ``at`` on, less those above."""
    above = {name.lower() for name in _SENT.findall(raw, 0, at)}
    return {name.lower() for name in _SENT.findall(raw, at, head_end(raw))} - above


def _indented(raw: bytes, broken: int) -> bytes:
    """``raw`` with the broken lines of its head as continuations; one above all fields is dropped."""
    end = head_end(raw)
    first = raw.find(b"\n", broken, end) + 1 if not broken else 0
    return raw[first:0] + _BROKEN.sub(b" ", raw[first:end]) + raw[end:]
