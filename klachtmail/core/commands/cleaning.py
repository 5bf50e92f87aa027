"""The lines of an answer as mail programs leave them, made plain enough to be compared with keywords."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad\u202a-\u202e]")
"""Byte order marks, zero-width and directional characters, soft hyphens."""
_SPACES: Final = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000\t]|&nbsp;")
_BREAKS: Final = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]|<br ?/?>|</(?:div|p)>", re.IGNORECASE)
_TAGS: Final = re.compile(r"</?(?:div|p|span|b|strong|i|em|u|font|o:p)(?: [^<>]{0,300})?>", re.IGNORECASE)
"""What is left of HTML, e.g. ``<span lang="NL">``; never an address in angle brackets."""
_TYPOGRAPHIC: Final = str.maketrans("‘’‚‛`´“”„‟–—−‐‑", "''''''\"\"\"\"-----")
_BOLD: Final = re.compile(r"(?<![\w*])[*_]{1,3}(?=[^\W_])|(?<=[^\W_])[*_]{1,3}(?![\w*])|(?<=[.:!?])[*_]{1,3}(?![\w*])")
"""The marks of bold text, e.g. around ``*GESPROKEN*``."""
_BULLET: Final = re.compile(r"^(?:[•·▪◦●*o+-]|\d{1,2}[.)]) +(?=\S)")
"""E.g. ``- `` or ``1. `` before the first word."""
_OUTLOOK_LINK: Final = re.compile(r"<(?:mailto|tel):[^<>]{0,200}>", re.IGNORECASE)
"""What Outlook writes behind an address in plain text."""


def clean(text: str) -> str:
    """The text without invisible characters and remains of HTML, its spaces and line breaks the ordinary ones."""
    broken = _BREAKS.sub("\n", text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", _TAGS.sub("", broken)))


def plain(line: str) -> str:
    """One line for comparing: straight quotes and dashes, no bullet, no marks of bold text, single spaces."""
    straight = _OUTLOOK_LINK.sub("", _BOLD.sub("", line.translate(_TYPOGRAPHIC)))
    return _BULLET.sub("", " ".join(straight.split()))


def behind(mark: str, line: str) -> str:
    """What stands behind the first ``mark`` of a line, as its writer wrote it but for marks of bold text."""
    return _OUTLOOK_LINK.sub("", line.partition(mark)[2]).strip("*_ ")
