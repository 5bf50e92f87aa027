"""What of a mail its sender quoted or forwarded, and what stands between.

Mail programs mark a quote in three ways: ``>`` before each line, a line of introduction ("Op ... schreef
...:") and a head of rows ("Van: ... Verzonden: ..."). A quote with ``>`` ends where its marks end, so that
answers below it and between its lines are kept; one without marks runs to the end of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from klachtmail.intake.headers import LOOK, Head, head_at

_VERB: Final = re.compile(
    r"\b(?:schreef|geschreven|schrijft|wrote|schrieb|geschrieben|a écrit|napisał(?:\(a\)|a)?|pisze|yazdı"
    r"|escribió|ha scritto|escreveu|skrev|a scris|написал\w{0,2}|пише(?:т)?|كتب)(?!\w)"
)
_MOMENT: Final = re.compile(r"\d{1,2}[:.]\d\d|\b20\d\d\b|\d{1,2}[-./]\d{1,2}[-./]\d\d|@")
"""What a program's line of introduction has and a person's seldom: ``09:15``, ``2026`` or an address."""
_SURE: Final = re.compile(
    r"\S@\S|het volgende(?: geschreven)?\W*$|tarihinde|following|(?:schreef|heeft|wrote)[^:]{0,60}<"
    r"|^\W*(?:Op|On) .{0,30}\b20\d\d\b.{0,12}\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?,? (?:schreef|heeft) [^:]{1,80}:\W*$",
    re.IGNORECASE,
)
"""What only a program writes, e.g. ``Op di 10 mrt 2026 om 09:15 schreef Jan Jansen:`` or an address."""
_OPENS: Final = re.compile(
    r"\W{0,12}(?:Op|On|Am|Le|Dnia|W dniu|El|Il|Em|Den|På|Pe|Vào)\b[^a-z]*.{0,12}\d|.*\d.*@|.*@.*\d"
)
"""How a line of introduction begins, e.g. ``Op di 10 mrt 2026`` or ``wt., 10 mar 2026 o 09:15 Jan <jan@...``."""
_ADDRESSED: Final = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{1,100}>:\W*$")
"""The end of an introduction in any language, e.g. of ``Citeren Jan Jansen <jan@example.org>:``."""
_OLD_GMAIL: Final = re.compile(r"\d{4}[/-]\d{1,2}[/-]\d{1,2} .{0,100}<\S{1,100}@\S{1,100}>$")
"""An introduction without a verb, e.g. ``2026/3/10 Jan Jansen <jan@example.org>``."""
_ZOHO: Final = re.compile(r"\b(?:schreef|wrote) ?-{2,}$")
"""The end of an introduction of Zoho, e.g. ``---- Op di, 10 mrt 2026 09:15 Jan <jan@example.org> schreef ----``."""
_WRAPPED: Final = 4
_LIST: Final = 12
_LONG: Final = 60
_STOPS: Final = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart: the stretches of own lines, and the lines of the mail that a head stands above."""

    own: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()
    head: str = ""


def take_apart(lines: Sequence[str]) -> Parts:
    """The own lines, in stretches with a quote between each two, and what is quoted to the end of the mail."""
    own: list[list[str]] = [[]]
    marked = not _bulleted(lines)
    at = 0
    while at < len(lines):
        head = head_at(lines, at)
        if head is not None and not _marked_next(lines, head.end):
            return Parts(_stretches(own), tuple(lines[head.end :]), head.text)
        after = _behind_quote(lines, at, head, marked=marked)
        if after == at:
            own[-1].append(lines[at])
        elif own[-1]:
            own.append([])
        at = max(after, at + 1)
    return Parts(_stretches(own))


def _stretches(own: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The stretches that have words."""
    return tuple(tuple(lines) for lines in own if any(line.strip() for line in lines))


def _behind_quote(lines: Sequence[str], at: int, head: Head | None, *, marked: bool) -> int:
    """The line behind the quote that begins at line ``at``, or ``at`` where none begins."""
    if head is not None:
        return head.end
    if marked and is_marked(lines[at]):
        return at + 1 + _wrapped_rest(lines, at)
    return _behind_introduction(lines, at)


def is_marked(line: str) -> bool:
    """Whether a line is quoted with ``>``; ``>> OPEN HIER <<`` is a button."""
    begin = line[:LOOK].lstrip(" ")
    return begin.startswith(">") and not line.rstrip().endswith("<<")


def _marked_next(lines: Sequence[str], at: int) -> bool:
    """Whether the first line with words from ``at`` is quoted with ``>``."""
    return is_marked(next((line for line in lines[at : at + 4] if line.strip()), ""))


def _wrapped_rest(lines: Sequence[str], at: int) -> int:
    """1 where the next line is the rest of a quoted line that a program broke off, else 0."""
    if at + 2 >= len(lines) or not (is_marked(lines[at + 2]) and lines[at + 1][:1].islower()):
        return 0
    quoted = lines[at].rstrip()
    return int(len(quoted) >= _LONG and not quoted.endswith(_STOPS))


def _behind_introduction(lines: Sequence[str], at: int) -> int:
    """The line behind an introduction that begins at line ``at`` (wrapped or not), else ``at``.

    Without ``>`` below it, only a program's own form counts ("... <jan@example.org>:"), and runs to the end:
    "Op 2 november schreef mevrouw X:" may be anybody's sentence.
    """
    words = ""
    for end in range(at, min(at + _WRAPPED, len(lines))):
        line = lines[end][:LOOK].strip()
        words = f"{words} {line}"
        if not line or (end == at and not _may_introduce(line)):
            return at
        if end == at and _OLD_GMAIL.match(line) and _marked_next(lines, end + 1):
            return end + 1
        if line.rstrip("*_ ").endswith(":") or _ZOHO.search(line):
            return _behind(lines, at, end + 1, words)
    return at


def _may_introduce(line: str) -> bool:
    """Whether a line can begin an introduction; ``wt., 10 mar 2026 o 09:15 Jan <jan@example.org>`` also does."""
    return bool(_OPENS.match(line) or _VERB.search(line)) or ("@" in line and bool(_MOMENT.search(line)))


def _behind(lines: Sequence[str], at: int, end: int, words: str) -> int:
    """Where the quote under the introduction ``words`` ends, or ``at`` where these are no introduction."""
    if _ADDRESSED.search(words) and _marked_next(lines, end):
        return end
    if not (_VERB.search(words) and _MOMENT.search(words)):
        return end if _VERB.search(words) and end == at + 1 and _marked_next(lines, end) else at
    if _marked_next(lines, end):
        return end
    return len(lines) if _SURE.search(words) else at


def _bulleted(lines: Sequence[str]) -> bool:
    """Whether the only lines with ``>`` are a person's list: a few, together, under a line that ends in a colon."""
    places = [at for at, line in enumerate(lines) if is_marked(line)]
    if not 1 < len(places) <= _LIST or places[-1] - places[0] != len(places) - 1:
        return False
    above = next((line for line in reversed(lines[max(0, places[0] - 2) : places[0]]) if line.strip()), "")
    simple = above.rstrip().endswith(":") and not (_VERB.search(above[:LOOK]) or _MOMENT.search(above[:LOOK]))
    return simple and not any(lines[at].lstrip().startswith((">>", "> >")) for at in places)
