"""What people typed, taken apart for showing it: paragraphs, lists, and the middle of a letter (filters)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_ITEM = re.compile(r"\s*[-–*•·]\s+(?=\S)")
"""How people begin a line of a list, e.g. ``- Hanna belt u``; Outlook makes ``•`` or ``·`` of it."""
_SALUTATION = re.compile(
    r"\s*(?:(?:beste|geachte|lieve|dag|hallo|hoi|hi|goede(?:n|r)?dag|goedemorgen|goedemiddag|goedenavond)\b[^.!?:;]{0,60},"
    r"|(?:beste|geachte)(?: [^\s.!?:;,]+){1,4})\s*",
    re.IGNORECASE,
)
"""A line that is a salutation, e.g. ``Beste mevrouw Trip,``; ``Beste Hennie, wij bellen u.`` is a sentence."""
_CLOSING = re.compile(
    r"\s*(?:met )?(?:(?:de |een )?(?:vriendelijke|hartelijke|beste|warme) )?(?:groet(?:en|jes)?|hoogachtend)\b.{0,40}",
    re.IGNORECASE,
)
"""A line that closes a letter, e.g. ``Met vriendelijke groet,`` or ``Groetjes Ina``."""
_SIGNATURE = (4, 60)
"""At most so many lines of so many signs stand below a closing phrase; more is no signature."""


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """A text as paragraphs of lines; empty lines part them, whatever the line ends are."""
    lines = [line.rstrip() for line in text.splitlines()]
    return tuple(tuple(group) for filled, group in groupby(lines, bool) if filled)


def runs(lines: Iterable[str]) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """Lines that belong together, each time with whether they are items of a list; items come without their dash."""
    return tuple(
        (listed, tuple(_ITEM.sub("", line, count=1) if listed else line for line in group))
        for listed, group in groupby(lines, lambda line: bool(_ITEM.match(line)))
    )


def middle(text: str, author: str) -> str:
    """A letter that somebody typed without its salutation, and, where its author is known, without its signature.

    The template writes both; with two of each the letter would read as one inside another.
    """
    lines = text.strip().splitlines()
    if len(lines) > 1 and _SALUTATION.fullmatch(lines[0]):
        lines = lines[1:]
    closing = next((at for at, line in enumerate(lines) if at and _CLOSING.fullmatch(line)), None)
    if author and closing is not None and _is_signature(lines[closing + 1 :]):
        lines = lines[:closing]
    return "\n".join(lines)


def _is_signature(below: list[str]) -> bool:
    most, longest = _SIGNATURE
    written = [line for line in below if line.strip()]
    return len(written) <= most and all(len(line) <= longest for line in written)
