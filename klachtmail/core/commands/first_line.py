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
from klachtmail.core.commands.shapes import SHAPES

_BANNER: Final = re.compile(
    r"\[?extern\w*\]?:?$|(?:\[?extern\w*\]?|let op|waarschuwing|caution)\b.{0,40}(?:e-?mail|bericht|message).{0,40}"
    r"(?:buiten|extern|outside)|u ontvangt niet vaak e-?mail van|you don't often get email from",
    re.IGNORECASE,
)
"""What a mail server or Outlook writes above a text, e.g. ``[EXTERN] Deze e-mail komt van buiten``."""
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
    + r")(?![^\W\d]|[-'@.][^\W\d])(?P<mark>[\s.:;!,?\"')\]>*_-]*)(?P<rest>.*)",
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


_LOOK: Final = 30
INLINE: Final = re.compile(r"(?:^|(?<=\s))(?=(?:[Bb]rief|BRIEF|Reden|reden|Oorzaak|Maatregel|Eigenaar|Gereed) ?:)")
"""Where a field begins on the keyword's own line, e.g. ``GEEN KLACHT Reden: een vraag``."""
_AND: Final = re.compile(r"(?:(?:^|[,;.+&/])\s*|\b(?:en|EN) )(?=[A-Z])")
"""What joins a second keyword to the first, e.g. the comma of ``GESPROKEN 24-11, GEZIEN``."""
_BY_THEMSELVES: Final = frozenset(Keyword) - {Keyword.JA, Keyword.NEE, Keyword.ADRES, Keyword.BEKEND, Keyword.NIEUW}
"""Keywords that are no word of a place or a name."""


@dataclass(frozen=True, slots=True)
class First:
    """The keyword that a line begins with, and the rest of the line.

    ``capitals`` make it sure that it is meant, but not in *KLACHT IS BINNEN*; ``asked`` says that it has a question
    mark. ``others`` are further keywords on the same line.
    """

    keyword: Keyword
    rest: str
    capitals: bool
    asked: bool = False
    others: tuple[Keyword, ...] = ()


def keyword_of(line: str) -> First | None:
    """The keyword at the start of a line, or None."""
    found = _KEYWORD.match(plain(line))
    if found is None:
        return None
    rest, others = _parted(found["rest"].strip()) if found["typed"].isupper() else (found["rest"].strip(), ())
    letters = [letter for letter in rest if letter.isalpha()]
    shouted = len(letters) > len("KL") and all(letter.isupper() for letter in letters)
    keyword = _named(found["typed"])
    capitals = found["typed"].isupper() and (SHAPES[keyword].words or not shouted)
    return First(keyword, rest, capitals, "?" in found["mark"], others)


def _named(typed: str) -> Keyword:
    """The keyword that was typed in whatever way."""
    return _KEYWORDS[re.sub(r"[ _-]", "", typed).upper()]


def _parted(rest: str) -> tuple[str, tuple[Keyword, ...]]:
    """The rest of a line before further keywords in capitals, and those; none within a letter or a field."""
    field = INLINE.search(rest)
    joints = _AND.finditer(rest, 0, field.start() if field else len(rest))
    found = ((joint.start(), _KEYWORD.match(rest[joint.end() : joint.end() + _LOOK])) for joint in joints)
    named = [(start, _named(match["typed"])) for start, match in found if match and match["typed"].isupper()]
    further = [(start, keyword) for start, keyword in named if keyword in _BY_THEMSELVES]
    if not further:
        return rest, ()
    return rest[: further[0][0]].strip(), tuple(dict.fromkeys(keyword for _, keyword in further))


def begun(lines: list[str]) -> list[str]:
    """The lines from the first that says something: behind blank ones, a banner and a greeting."""
    at = next((at for at, line in enumerate(lines) if plain(line) and not _skipped(line)), len(lines))
    return joined([_ungreeted(lines[at]), *lines[at + 1 :]]) if at < len(lines) else []


def _skipped(line: str) -> bool:
    return _BANNER.match(plain(line)) is not None or is_greeting(line)


def is_greeting(line: str) -> bool:
    """Whether a line only greets."""
    words = plain(line)
    return _GREETING.fullmatch(words) is not None and keyword_of(words) is None


def _ungreeted(line: str) -> str:
    """The line without a greeting that a keyword follows, e.g. ``Hoi Ina, GESPROKEN``."""
    found = _GREETING.match(plain(line))
    if found is None or not found["mark"].strip():
        return line
    rest = plain(line)[found.end() :]
    return rest if keyword_of(rest) else line


def joined(lines: list[str]) -> list[str]:
    """The lines, where the first and second are one keyword that was broken: ``NIET`` and ``BEREIKT``."""
    if len(lines) > 1 and plain(lines[0]).lower() in _STARTS:
        both = f"{plain(lines[0])} {plain(lines[1])}"
        if keyword_of(both):
            return [both, *lines[2:]]
    return lines
