"""Text of ``format=flowed`` (RFC 3676): lines that a mail program broke off, put together again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_SIGNATURE: Final = "-- "


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its quote marks and stuffing; ``flows``: it goes on in the next line of its depth."""

    depth: int
    words: str

    @property
    def flows(self) -> bool:
        return self.words.endswith(" ") and self.words != _SIGNATURE


def unflow(text: str, *, delsp: bool) -> str:
    """The text with its paragraphs in one line each, quotes with their marks. ``delsp``: the last blank goes."""
    paragraphs: list[list[str]] = []
    before = None
    for line in map(_line, text.split("\n")):
        words = line.words[:-1] if delsp and line.flows else line.words
        if before and before.flows and before.depth == line.depth and line.words != _SIGNATURE:
            paragraphs[-1].append(words)
        else:
            paragraphs.append([_marks(line.depth), words])
        before = line
    return "\n".join("".join(words) for words in paragraphs)


def _line(raw: str) -> _Line:
    """A line taken apart: ``> > words`` has depth 1 and is no nested quote, ``>> words`` is one."""
    words = raw.lstrip(">")
    return _Line(len(raw) - len(words), words.removeprefix(" "))


def _marks(depth: int) -> str:
    """The marks of a quote."""
    return ">" * depth + " " if depth else ""
