"""Which keyword an answer begins with, and whether its writer surely meant it.

In capitals a keyword is meant. In small letters, or as autocorrect writes it, it is meant where it stands alone on its
line or has nothing but its own arguments behind it: *Klacht is binnen* is prose, *Gesproken 24-11* is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.cleaning import plain
from klachtmail.core.commands.keywords import Keyword

_GREETING: Final = re.compile(
    r"(?:hoi|hallo|hi|hey|hee|ha|he|beste|geachte|dag|goede(?:n)?(?:morgen|middag|avond|dag)|moi|moin|lieve|l\.?s\.?)\b"
    r"(?P<who>(?: (?:[^\W\d_][\w.'-]*|&|/)){0,4})(?P<mark>\s*[,!.:-]*)\s*",
    re.IGNORECASE,
)
"""E.g. ``Hoi Ina,``, ``Goedemorgen`` or ``Beste collega's,``."""
_GLUE: Final = r"[ _-]?"
_KEYWORDS: Final = MappingProxyType({keyword.value.replace(" ", ""): keyword for keyword in Keyword})
_KEYWORD: Final = re.compile(
    r"[\"'(\[<#]{0,3}(?P<typed>"
    + "|".join(word.replace(" ", _GLUE) for word in sorted(Keyword, key=len, reverse=True))
    + r")(?!\w|[-'@.]\w)(?P<mark>[\s.:;!,\"')\]>*_-]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""E.g. ``GESPROKEN 24-11``, ``*Afhandelen:* gegrond`` or ``"KLACHT!"``."""
_STARTS: Final = frozenset(
    " ".join(words[:count])
    for keyword in Keyword
    for words in [keyword.lower().split()]
    for count in range(1, len(words))
)
"""What a keyword of several words begins with, where a mail program broke the line."""


@dataclass(frozen=True, slots=True)
class First:
    """The keyword that a line begins with, the rest of the line, and whether capitals make it sure."""

    keyword: Keyword
    rest: str
    capitals: bool


def keyword_of(line: str) -> First | None:
    """The keyword at the start of a line, or None."""
    found = _KEYWORD.match(plain(line))
    if found is None:
        return None
    keyword = _KEYWORDS[re.sub(r"[ _-]", "", found["typed"]).upper()]
    rest = found["rest"].strip()
    letters = [letter for letter in rest if letter.isalpha()]
    shouted = len(letters) > len("KL") and all(letter.isupper() for letter in letters)
    return First(keyword, rest, capitals=found["typed"].isupper() and not shouted)


def is_greeting(line: str) -> bool:
    """Whether a line only greets."""
    words = plain(line)
    return _GREETING.fullmatch(words) is not None and keyword_of(words) is None


def joined(lines: list[str]) -> list[str]:
    """The lines, where the first and second are one keyword that was broken: ``NIET`` and ``BEREIKT``."""
    if len(lines) > 1 and plain(lines[0]).lower() in _STARTS:
        both = f"{plain(lines[0])} {plain(lines[1])}"
        if keyword_of(both):
            return [both, *lines[2:]]
    return lines
