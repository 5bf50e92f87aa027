"""What people typed, taken apart for showing it: paragraphs, and lists of lines that begin with a dash (filters)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_ITEM = re.compile(r"\s*[-–*•·]\s+(?=\S)")
"""How people begin a line of a list, e.g. ``- Hanna belt u``; Outlook makes ``•`` or ``·`` of it."""


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
