"""``JA`` and ``NEE``: what goes out needs a yes that nobody can take for anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.core.commands.cleaning import plain
from klachtmail.core.commands.ending import before_ending, is_block
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.values import Command, Question

_POLITE: Final = (
    r"graag|hoor|prima|akkoord|oke|oké|ok|klopt|inderdaad|zeker|correct|goed|(?:dat|dit|het) (?:klopt|is goed|is prima)"
    r"|is goed|helemaal(?: goed| akkoord)?|(?:doe|stuur|verstuur|verzend) maar|verzenden|versturen|verstuur|verzend"
    r"|dank(?: ?(?:je|u))?(?: ?wel)?|bedankt|alvast|a\.?u\.?b\.?|alsjeblieft|alstublieft"
)
_BEGINS: Final = re.compile(r"['\"]?(?P<word>ja+|nee+|neen)\b['\"]?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_YES: Final = re.compile(rf"(?:[\s,.!;:-]|(?<!\w)(?:{_POLITE})(?!\w))*", re.IGNORECASE)
_NO_THANKS: Final = re.compile(
    r"(?:[\s,.!;:-]|(?<!\w)(?:dank(?: ?(?:je|u))?(?: ?wel)?|bedankt|hoor|toch|maar niet|niet|doe maar niet"
    r"|niet (?:doen|versturen|verzenden|sturen)|laat maar)(?!\w))*",
    re.IGNORECASE,
)
_NEARLY: Final = re.compile(
    r"(?:akkoord|ok(?:e|é|ay)?|prima|(?:is|dat is|dit is) (?:goed|prima|akkoord)|goed|klopt|(?:dat|dit|het) klopt|top"
    r"|(?:doe|verstuur|verzend|stuur) maar|yes|yep|jep|jawel|👍️?)[\s,.!]*(?:zo|hoor|verstuur maar)?[\s,.!]*",
    re.IGNORECASE,
)
"""What is a yes among people, but not yet one for a letter that goes out."""

_ASK: Final = "Uw antwoord is niet alleen JA of NEE. Daarom heb ik nog niets gedaan. Wat bedoelt u?"
_ASK_YES: Final = "Bedoelt u JA? Er gaat pas iets uit als u JA antwoordt."


def yes_or_no(lines: Sequence[str]) -> Command | Question | None:
    """The yes or no of an answer, a question where it is hedged, or None where it is about something else."""
    words = _words(lines)
    if _NEARLY.fullmatch(words):
        return Question(_ASK_YES, (Command(Keyword.JA), Command(Keyword.NEE)))
    found = _BEGINS.match(words)
    if found is None:
        return None
    if found["word"].lower().startswith("j"):
        return Command(Keyword.JA) if _YES.fullmatch(found["rest"]) else _question()
    return Command(Keyword.NEE) if _NO_THANKS.fullmatch(found["rest"]) else _question()


def _question() -> Question:
    return Question(_ASK, (Command(Keyword.JA), Command(Keyword.NEE)))


def _words(lines: Sequence[str]) -> str:
    """What is said before the ending, without a signature that stands below an empty line."""
    own = before_ending(lines)
    blank = next((at for at, line in enumerate(own) if at and not line.strip()), len(own))
    kept = own[:blank] if _is_signature(own[blank:]) else own
    return "\n".join(plain(line) for line in kept).strip()


_SAYS: Final = re.compile(
    r"\b(?:ik|we|wij|je|jij|jullie|u|hij|zij|ze|het|maar|alleen|wel|niet|nog|eerst|wacht|graag|wijzig|verander|mits"
    r"|tenzij|behalve|pas|svp|kan|kun|kunt|wil|wilt|moet|is|zijn|dan|als|dat|dit)\b|\?|:",
    re.IGNORECASE,
)
"""A word that says something, as no name or function does."""


def _is_signature(lines: Sequence[str]) -> bool:
    return is_block(lines) and not any(_SAYS.search(line) and not re.search(r"\d{4}|@", line) for line in lines)
