"""Where an answer ends: at a quote, a signature, a closing phrase or a footer.

A letter inside the answer keeps its closing phrase and the name below it; what a mail program adds under the
sender's own name does not belong to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.core.commands.cleaning import plain

_LOOK: Final = 200
_CLOSING: Final = re.compile(
    r"\W{0,3}(?:met |mit |een |de )*(?:"
    r"(?:zeer |heel )?(?:vriendelijke?|hartelijke?|beste|warme|collegiale|lieve|sportieve|vr\.?|vrdl\.?)"
    r" (?:groet(?:en|jes)?|gr)\b"
    r"|(?:veel |(?:dank|bedankt) en )?groet(?:en|jes|nis)?\b"
    r"|(?:m\.? ?v\.? ?(?:r\.? ?)?gr?|h\.?gr?|v\.?(?:r\.?)? ?gr|gr|grtz?|grtjs)\b"
    r"|vriendelijk groetend|hoogachtend|met (?:de meeste )?hoogachting|liefs\b"
    r"|(?:with )?(?:kind|best|warm) regards|regards|cheers"
    r")(?P<rest>.*)",
    re.IGNORECASE,
)
"""E.g. ``Met vriendelijke groet,``, ``Groetjes Ina`` or ``mvg``."""
_THANKS: Final = re.compile(
    r"(?:alvast |hartelijk |veel )?(?:bedankt|dank(?: ?(?:je|u))?(?: ?wel)?|thanks|thx)"
    r"(?: (?:alvast|voor (?:je|uw) (?:hulp|moeite)))?[ .,!]*",
    re.IGNORECASE,
)
"""A line that only thanks, e.g. ``Alvast bedankt!``."""
_DELIMITER: Final = re.compile(r"--\s*|_{5,}|-{5,}.{0,40}-{3,}|={5,}")
"""E.g. ``-- ``, ``________________________________`` or ``-----Oorspronkelijk bericht-----``."""
_FOOTER: Final = re.compile(
    r"(?:verzonden|verstuurd|gestuurd|sent) (?:vanaf|vanuit|van|met|via|door|from|with|using)\b.{0,40}\b(?:iphone|ipad"
    r"|galaxy|samsung|android|huawei|telefoon|mobiel|tablet|phone|outlook|mail|gmail|yahoo|windows|mac|smartphone)\b"
    r"|(?:(?:get|download) )?outlook (?:voor|for) (?:ios|android|mac)\b|(?:download|get) .{0,12}outlook\b"
    r"|(?:disclaimer|proclaimer)\b"
    r"|(?:dit|deze) (?:e-?mail|bericht|mailbericht)\w*\b.{0,80}(?:bestemd|vertrouwelijk|geadresseerde)"
    r"|de (?:inhoud|informatie) .{0,80}(?:vertrouwelijk|geadresseerde)"
    r"|(?:this|the) (?:e-?mail|message|information)\b.{0,80}(?:intended|confidential)"
    r"|(?:bent|indien|als|mocht) u .{0,30}niet .{0,40}(?:geadresseerde|ontvanger)"
    r"|denk (?:a\.u\.b\. )?aan het milieu|think before you print",
    re.IGNORECASE,
)
"""E.g. ``Verzonden vanaf mijn iPhone``, ``Outlook voor Android downloaden`` or a confidentiality note."""
_QUOTE: Final = re.compile(
    r">|(?:van|from): .{0,80}@"
    r"|op .{4,80}(?:schreef|heeft) .{0,120}:\s*$|on .{4,80}wrote:\s*$",
    re.IGNORECASE,
)
"""E.g. ``> ``, ``Van: Ina <ina@...`` or ``Op di 24 nov. 2026 schreef Ina:``."""
_PARTICULAR: Final = re.compile(
    r"\||\S@\S|\bwww\.|https?://|\b(?:B\.?V\.?|N\.?V\.?)(?:\W|$)|^\+?[\d(][\d\s()/.-]{8,}$"
    r"|^(?:[TMEWF]|Tel|Mob|Mobiel|Telefoon|KvK|tel|mob)\b\.?(?:: ?\S| ?[+(\d])"
)
"""What only a line of a signature has, e.g. ``T 0591-000042``, ``Jan | coach`` or ``www.example.org``."""
_NAME: Final = re.compile(r"(?:[^\W\d_]\.)*[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’&-]+){0,5}")
"""How a signature begins, e.g. ``Hanna de Vries``; without a sign that a sentence or a list has."""
_POSTSCRIPT: Final = re.compile(r"\W{0,3}(?:N\.?B\.?|P\.? ?S\.?)(?:\W|$)")
_SENTENCE: Final = re.compile(r".{12,}[a-zà-ÿ)\d][.!?]$")
_GAPS: Final = re.compile(r"\n+")
_DOUBLED: Final = 2
"""Line breaks between two lines that were one below the other."""
_REST_WORDS: Final = 5
_SHORT: Final = 70


def before_ending(lines: Sequence[str]) -> list[str]:
    """The lines before the first one that ends an answer, without thanks that stand last."""
    own = list(lines[: next((at for at, line in enumerate(lines) if _ends(line) or closes(line)), len(lines))])
    while own and (not own[-1].strip() or (len(own) > 1 and _only_thanks(own[-1]))):
        own.pop()
    return own


def letter_of(lines: Sequence[str]) -> str:
    """The letter in the lines behind ``Brief:``: with closing phrase and name, without the sender's signature."""
    own = _single_spaced(lines[: next((at for at, line in enumerate(lines) if _ends(line)), len(lines))])
    at = next((at for at, line in enumerate(own) if closes(line) and not _goes_on(own[at + 1 :])), None)
    kept = _without_particulars(own) if at is None else [*own[:at], *_signed(own[at:])]
    return "\n".join(line.rstrip() for line in _single_spaced(kept)).strip()


def closes(line: str) -> bool:
    """Whether a line is a closing phrase with at most a name behind it."""
    found = _CLOSING.match(plain(line)[:_LOOK])
    if found is None:
        return False
    words = found["rest"].strip(" ,.!:-").split()
    return not words or (len(words) <= _REST_WORDS and "?" not in found["rest"] and _is_signed(words))


def _is_signed(words: Sequence[str]) -> bool:
    """Whether words behind a closing phrase are a name, e.g. ``Groeten, Hanna``, ``mvg hanna``, ``namens het team``."""
    named = words[0][0].isupper() or words[0] == "namens" or len(words) == 1
    return named and words[0].lower() not in {"uit", "aan"}


def is_block(lines: Sequence[str]) -> bool:
    """Whether all lines look like a signature: short, none of them a sentence."""
    words = [line.strip() for line in lines if line.strip()]
    return all("|" in line or (len(line) <= _SHORT and not _SENTENCE.match(line)) for line in words)


def begins_signature(lines: Sequence[str], at: int) -> bool:
    """Whether a name begins a block of its own at line ``at``."""
    return not lines[at - 1].strip() and _NAME.fullmatch(lines[at].strip()) is not None


def _only_thanks(line: str) -> bool:
    """Whether a line only thanks."""
    return _THANKS.fullmatch(plain(line)) is not None


def _ends(line: str) -> bool:
    """Whether the answer, and a letter in it, ends before a line whatever stands above."""
    begin = line.strip()[:_LOOK]
    return bool(_DELIMITER.fullmatch(begin) or _QUOTE.match(begin) or _FOOTER.match(plain(begin)))


def _single_spaced(lines: Sequence[str]) -> list[str]:
    """The lines without the blank one that Exchange puts behind each when it makes plain text of Outlook's HTML.

    That it did shows: no two lines stand together, and where the writer left one blank, three are.
    """
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    gaps = {len(gap) for gap in _GAPS.findall(text)}
    doubled = gaps and max(gaps) > _DOUBLED and all(gap % 2 == 0 for gap in gaps)
    return (_GAPS.sub(lambda gap: "\n" * (len(gap[0]) // 2), text) if doubled else text).split("\n")


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether the letter goes on below a closing phrase after all: with whole sentences that are no postscript."""
    words = [line.strip() for line in lines if line.strip()]
    return bool(words) and any(_SENTENCE.match(line) and not _POSTSCRIPT.match(line) for line in words[1:])


def _signed(lines: Sequence[str]) -> list[str]:
    """A closing phrase with the name below it, and a postscript."""
    named = 1 if _named_beside(lines[0]) else next((at + 1 for at in range(1, len(lines)) if lines[at].strip()), 1)
    name = lines[:named] if named == 1 or not _PARTICULAR.search(lines[named - 1]) else lines[:1]
    more = next((at for at in range(named, len(lines)) if _POSTSCRIPT.match(lines[at])), None)
    return list(name) if more is None else [*name, "", *lines[more:]]


def _named_beside(line: str) -> bool:
    """Whether a name stands behind the closing phrase, e.g. ``Groeten, Hanna``."""
    found = _CLOSING.match(plain(line))
    return found is not None and bool(found["rest"].strip(" ,.!:-"))


def _without_particulars(lines: Sequence[str]) -> list[str]:
    """The lines without a signature at the end: a name in a block of its own, with numbers or addresses below it.

    What stands above it is the letter, so that one of a single block stays whole.
    """
    for at in range(1, len(lines)):
        if begins_signature(lines, at) and _is_signature(lines[at:]):
            return list(lines[:at]) if any(map(_says, lines[:at])) else list(lines)
    return list(lines)


def _is_signature(lines: Sequence[str]) -> bool:
    return is_block(lines) and any(_PARTICULAR.search(line.strip()) for line in lines)


def _says(line: str) -> bool:
    """Whether a line is more than blank or a salutation."""
    return bool(line.strip()) and not line.rstrip().endswith(",")
