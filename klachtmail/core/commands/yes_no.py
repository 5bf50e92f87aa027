"""``JA`` and ``NEE``: what goes out needs a yes that nobody can take for anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.core.commands.cleaning import plain
from klachtmail.core.commands.ending import before_ending, is_block
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.values import Command, Question

_AGREES: Final = (
    r"graag|prima|akkoord|oke|oké|okay|ok|klopt|inderdaad|zeker|correct|goed|top|(?:dat|dit|het|alles) (?:klopt|is goed"
    r"|is prima|is akkoord)|is (?:goed|prima|akkoord)|(?:helemaal|geheel) (?:goed|akkoord|prima)|yes|yep|jep|jawel"
    r"|jazeker|(?:doe|stuur|verstuur|verzend) (?:hem |deze |dit |het )?maar|verzenden|versturen|verstuur|verzend|👍️?"
)
_POLITE: Final = (
    r"hoor|zo|helemaal|dank(?: ?(?:je|u))?(?: ?wel)?|bedankt|alvast|a\.?u\.?b\.?|s\.?v\.?p\.?|alsjeblieft|alstublieft"
)
_BEGINS: Final = re.compile(r"['\"]?(?P<word>ja+|nee+|neen)\b['\"]?(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_YES: Final = re.compile(rf"(?:[\s,.!;:-]|(?<!\w)(?:{_AGREES}|{_POLITE})(?!\w))*", re.IGNORECASE)
"""What may stand behind a yes and leaves it one, e.g. ``graag, verstuur maar``."""
_NO_THANKS: Final = re.compile(
    r"(?:[\s,.!;:-]|(?<!\w)(?:dank(?: ?(?:je|u))?(?: ?wel)?|bedankt|hoor|toch|maar niet|niet|doe maar niet"
    r"|niet (?:doen|versturen|verzenden|sturen)|laat maar)(?!\w))*",
    re.IGNORECASE,
)
_NEARLY: Final = re.compile(
    rf"(?:[\s,.!;:-]|(?<!\w)(?:{_POLITE})(?!\w))*(?<!\w)(?:{_AGREES})(?!\w)"
    rf"(?:[\s,.!;:-]|(?<!\w)(?:{_AGREES}|{_POLITE})(?!\w))*",
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
    """What is said before the ending, without a name and a signature below it."""
    own = [line for line in before_ending(lines) if line.strip()]
    kept = own[:1] if _is_signature(own[1:]) else own
    return "\n".join(plain(line) for line in kept)


_SAYS: Final = re.compile(
    r"\b(?:ik|we|wij|je|jij|jullie|u|hij|zij|ze|het|maar|alleen|wel|niet|nog|eerst|wacht|graag|wijzig\w*|verander\w*|mits"
    r"|tenzij|behalve|pas|svp|kan|kun|kunt|wil|wilt|moet|is|zijn|dan|als|dat|dit|later|straks|volgende|stop|toch"
    r"|liever|anders|ook|behoudens|morgen|overmorgen|vandaag|\w*dag|ja|nee|geen|let op|zie|brief)\b|\?|:(?!\s*[\d+(])",
    re.IGNORECASE,
)
"""A word that says something, as no name or function does; ``T: 06-...`` is one's number."""
_BEGINS_NAME: Final = re.compile(r"[A-ZÀ-Þ\d+(*_\[<'\"|]|www|http|\S+@")


def _is_signature(lines: Sequence[str]) -> bool:
    """Whether lines below a yes say nothing more: a name, a function, numbers."""
    return is_block(lines) and all(_BEGINS_NAME.match(line.strip()) and not _SAYS.search(line) for line in lines)
