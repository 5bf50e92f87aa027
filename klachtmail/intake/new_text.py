"""What a person newly wrote in a mail, without quotes, introductions, heads and signature.

For judging and for commands only: nothing that is stored or shown is cut. In doubt a line stays. Linear time
on any input; never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.core.facts import tokens_in
from klachtmail.intake.armour import without_armour
from klachtmail.intake.quotes import take_apart
from klachtmail.intake.signatures import without_signature

MAX_LENGTH: Final = 300_000
"""Characters of a text that are looked at; nobody writes more."""
_LEVELS: Final = 5
_INVISIBLE: Final = str.maketrans({"\ufeff": "", "\u200b": "", "\u200e": "", "\u200f": "", "\xa0": " ", "\r": "\n"})
_GLUED: Final = re.compile(
    r"(?<=[^\n>])(?=(?:> ?)?Op (?:\w{2,9}[.,]? )?\d{1,2} \w{3,9}\.? \d{4},? (?:om )?\d{1,2}:\d\d (?:heeft|schreef) )"
    r"|(?<=[^\n>])(?=-{0,3} ?On (?:\w{3,9}, )?(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}\.?),? \d{4},?(?: at)? \d{1,2}:\d\d"
    r"[^\n]{1,200} wrote:[ \t]{0,8}(?:\n|\Z))"
    r"|(?<=[^\n\s=_-])(?=-{3,12} ?(?:Oorspronkelijk|Original|Doorgestuurd|Forwarded))"
    r"|(?<=>:)(?=[ \t]{1,8}\S)"
)
"""The place where a program forgot a line break, e.g. in ``iPhoneOp 10 mrt. 2026 om 09:15 heeft Jan ...:``."""


def new_text(text: str) -> str:
    """What the sender newly wrote in ``text``, the whole plain text of a mail; empty where that is nothing.

    A forwarded mail is not the sender's own, but where he put nothing above it, it is what he has to say: then
    it is taken apart in its turn. A letter of ours, known by its token, is never anybody's own words.
    """
    lines = _lines(text[:MAX_LENGTH])
    for _ in range(_LEVELS):
        parts = take_apart(lines)
        written = _written(parts.own)
        if written or not parts.below or tokens_in(parts.head):
            break
        lines = list(parts.below)
    return written


def own_text(text: str) -> str:
    """The sender's own lines without what he quotes, and with his closing phrase and signature.

    For commands: a letter in them keeps its closing phrase, and a telephone number below a name may be what a note is
    about.
    """
    own = take_apart(_lines(text)).own
    return "\n\n".join("\n".join(line.rstrip() for line in lines).strip("\n") for lines in own)


def _lines(text: str) -> list[str]:
    """The lines of a text, with invisible characters gone and forgotten line breaks put back."""
    clean = without_armour(text.replace("\r\n", "\n").translate(_INVISIBLE))
    return _GLUED.sub("\n", clean).split("\n")


def _written(own: Sequence[Sequence[str]]) -> str:
    """The stretches of own lines, each without its signature, joined by a blank line."""
    cut = [without_signature(lines, last=at == len(own) - 1) for at, lines in enumerate(own)]
    texts = ("\n".join(line.rstrip() for line in lines).strip() for lines in cut)
    return "\n\n".join(filter(None, texts))
