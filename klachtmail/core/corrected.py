"""A letter that was shown, sent back corrected: what of it the person wrote himself (DESIGN 5).

Staff type the middle of a letter; salutation, dates, routes and signature come from its template. Who corrects a letter
may send only his own part, or copy the whole letter from the preview. The template's part must not stand in it twice.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import dropwhile


def own_part(corrected: str, shown: str, typed: str) -> str:
    """The corrected letter without what the template puts around it.

    ``shown`` is the whole letter as it was shown, ``typed`` the person's own part of it. A letter that does not begin
    as the shown one does is his own part already.
    """
    lines = corrected.strip().splitlines()
    if not lines or _words(lines[0]) != _words(shown.strip().partition("\n")[0]):
        return corrected
    own = {_words(line) for line in typed.splitlines()}
    frame = " ".join(words for line in shown.splitlines() if (words := _words(line)) not in own)
    behind = list(dropwhile(partial(_of_frame, frame), lines))
    return "\n".join(reversed(list(dropwhile(partial(_of_frame, frame), reversed(behind)))))


def _of_frame(frame: str, line: str) -> bool:
    """Whether the template wrote a line, which a mail program may have broken in two."""
    return not _words(line) or f" {_words(line)} " in f" {frame} "


def _words(line: str) -> str:
    """The words of a line: bullets, blanks and links are the mail program's own."""
    return " ".join(re.findall(r"\w+", line.casefold()))
