"""How much of a mail is given to a parser: looked up in the raw bytes, before anything is parsed.

Nesting, parts and fields without end cost every parser minutes or gigabytes. What goes beyond is left out of the
copy that is *parsed*, with a defect; the raw mail is kept elsewhere and stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MAX_CONTAINERS: Final = 120
"""Multiparts and attached mails that are opened; the deepest possible nesting."""
MAX_PARTS: Final = 2000
"""Lines that may begin a part."""
MAX_HEAD: Final = 500_000
"""Bytes of the head."""
MAX_FIELD: Final = 60_000
"""Bytes of a field in a head that is too long."""

_CAREFUL_CONTAINERS: Final = 25
_CAREFUL_PARTS: Final = 250
_CAREFUL_HEAD: Final = 100_000
_CAREFUL_SIZE: Final = 2_000_000
_MANY_PARAMETERS: Final = 500
_MAX_TYPE: Final = 4000

_TYPE: Final = re.compile(rb"(?i)(?<![^\r\n])content-(?:type|disposition):[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+")
"""A field with parameters and its folded lines, e.g. ``Content-Type: application/pdf; name="a.pdf"``."""

_CONTAINER: Final = re.compile(rb"(?<![^\r\n])(content-type:[\s\x1c-\x1f]{0,200})(?:multipart|message)/", re.IGNORECASE)
"""A line that opens a container, e.g. ``Content-Type: multipart/mixed``."""
_PART: Final = re.compile(rb"(?<![^\r\n])--[^\r\n]")
"""A line that may begin a part, e.g. ``--b1_4ZPnXk``."""
_FIELD: Final = re.compile(rb"[^\n]*+\n(?:[ \t][^\n]*+\n)*+")
"""A field with its folded lines, e.g. ``To: a@example.org,`` and ``  b@example.org``."""
_BLANK: Final = re.compile(rb"\r?\n\r?\n|\r\r")
"""The end of the head: a blank line."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """The bytes to parse, what was left out of them, and whether any parser can be trusted with them."""

    raw: bytes
    defects: tuple[str, ...]
    ordinary: bool


def bounded(raw: bytes) -> Bounded:
    """``raw`` without what would cost too much."""
    raw, long = _without_long_types(raw)
    containers = _containers(raw)
    parts = _parts(raw) if containers else 0
    head = head_end(raw)
    if containers <= _CAREFUL_CONTAINERS and parts <= _CAREFUL_PARTS and head <= _CAREFUL_HEAD:
        return Bounded(raw, long, ordinary=len(raw) <= _CAREFUL_SIZE)
    return _cut(raw, containers, parts, head, long)


def _containers(raw: bytes) -> int:
    """How many containers are opened; where that is few for sure, no fewer than there are (to count costs more)."""
    lowered = raw.lower()
    most = lowered.count(b"multipart/") + lowered.count(b"message/")
    return most if most <= _CAREFUL_CONTAINERS else sum(1 for _ in _CONTAINER.finditer(raw))


def _parts(raw: bytes) -> int:
    """How many lines may begin a part; where that is few for sure, no fewer than there are."""
    most = raw.count(b"\n--") + raw.count(b"\r--") + 1
    return most if most <= _CAREFUL_PARTS else sum(1 for _ in _PART.finditer(raw))


def _without_long_types(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """``raw`` with the begin of each ``Content-`` field; parsers go over parameters again and again."""
    if raw.count(b";") < _MANY_PARAMETERS:
        return raw, ()
    short = _TYPE.sub(lambda found: found[0][:_MAX_TYPE], raw)
    return short, ("the type of a part has too many parameters",) * (len(short) < len(raw))


def head_end(raw: bytes) -> int:
    """Where the head ends: the index of its last line's end, or of the end of the mail."""
    blank = _BLANK.search(raw)
    return blank.start() if blank else len(raw)


def body_start(raw: bytes) -> int:
    """Where the body begins, or the end of the mail."""
    blank = _BLANK.search(raw)
    return blank.end() if blank else len(raw)


def _cut(raw: bytes, containers: int, parts: int, head: int, noted: tuple[str, ...]) -> Bounded:
    """``raw`` cut from its end to its head, so that the places counted stay right."""
    defects = [*noted]
    if parts > MAX_PARTS:
        defects.append(f"too many parts: {parts} lines that may begin one, read up to {MAX_PARTS}")
        raw = raw[: _nth(_PART, raw, MAX_PARTS)]
    if containers > MAX_CONTAINERS:
        defects.append(f"nested too deeply: {containers} containers, opened {MAX_CONTAINERS}")
        at = _nth(_CONTAINER, raw, MAX_CONTAINERS)
        raw = raw[:at] + _CONTAINER.sub(rb"\1application/", raw[at:])
    if head > MAX_HEAD:
        defects.append(f"head too long: {head} bytes, read {MAX_HEAD}")
        raw = _short_head(raw[:head] + b"\r\n") + b"\r\n" + raw[body_start(raw) :]
    return Bounded(raw, (*defects, "unusually built: not given to mail-parser"), ordinary=False)


def _short_head(head: bytes) -> bytes:
    """A head with the begin of each long field, so that those behind it are read, too, and no more than is allowed."""
    fields = (
        field if len(field) <= MAX_FIELD else field[:MAX_FIELD].rstrip() + b"\r\n" for field in _FIELD.findall(head)
    )
    short = b"".join(fields)
    return short if len(short) <= MAX_HEAD else short[: short.rfind(b"\n", 0, MAX_HEAD) + 1]


def _nth(pattern: re.Pattern[bytes], raw: bytes, number: int) -> int:
    """Where the ``number``-th match (from 0) begins, or the end."""
    return next((found.start() for at, found in enumerate(pattern.finditer(raw)) if at == number), len(raw))
