"""Where a mail's text ends and its signature begins.

In doubt a line stays: what is lost here is not judged, what stays too long does little harm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.intake.footers import before_disclaimer, speaks, trimmed, without_footers
from klachtmail.intake.headers import LOOK
from klachtmail.intake.names import (
    is_name,
    is_particular,
    is_short,
    lists_people,
    only_greets,
    says_something,
)

_CLOSINGS: Final = (
    r"(?:met |mit |een |de |mei )*(?:zeer |heel )?(?:vriendelijke?|hartelijke?|beste|warme|zonnige|collegiale|lieve"
    r"|sportieve|oprechte|welgemeende|vr\.?|vrdl\.?|freonlike) (?:groet\w*|gr)\b"
    r"|(?:veel |(?:dank|bedankt) en |met (?:een )?|mei )?(?:groet(?:en|jes|jens|nis)?|groutnis)\b"
    r"|(?:m\.? ?v\.? ?(?:r\.? ?)?gr?|h\.?gr?|v\.?(?:r\.?)? ?gr|m\.?f\.?g|gr|grtz?|grtjs)\b"
    r"|vriendelijk groetend|hoogachtend|met (?:de meeste )?(?:hoog)?achting|(?:veel )?liefs|xx+"
    r"|(?:met |with )?(?:kind|best|warm|many) (?:regards|wishes)|regards"
    r"|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|cheers"
    r"|(?:mit )?(?:freundliche[nm]?|viele|beste|besten|liebe|herzliche|schöne) (?:grü(?:ß|ss)en?|gru(?:ß|ss))"
    r"|grüße|gruß|hochachtungsvoll"
    r"|(?:bien )?cordialement|bien à vous|(?:meilleures )?salutations(?: distinguées)?"
    r"|(?:serdecznie )?pozdrawia(?:m|my)|z (?:poważaniem|wyrazami szacunku)"
    r"|saygılar(?:ımla|ımızla)?|sevgiler|selamlar"
    r"|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo"
    r"|(?:cordiali|distinti) saluti|cu (?:respect|stimă)|з повагою|с уважением|مع (?:الاحترام|التحية)"
)
_CLOSING: Final = re.compile(rf"\W{{0,3}}(?:{_CLOSINGS})(?P<rest>.*)", re.IGNORECASE)
"""A closing phrase at the start of a line, e.g. ``Met vriendelijke groet,`` or ``gr Ayla``."""
_BARE_CLOSING: Final = re.compile(r"(?:best|gr|mvg|LG|VG|BR),?\s*$", re.IGNORECASE)
"""A closing phrase that only counts when alone, e.g. ``Best,``."""
_POSTSCRIPT: Final = re.compile(r"\W{0,3}(?:N\.?B\.?|P\.? ?S\.?|PPS)(?:\W|$)")
"""E.g. ``P.S. Graag na vijf uur bellen``."""
_SENTENCE: Final = re.compile(r"[^\"'“(\[*].{12,}[.!?]\s*$")
_THANKS: Final = re.compile(
    r"\b(?:bedankt|dank|thanks?|danke|merci|dziękuję|teşekkür\w*|дякую|спасибо)\b", re.IGNORECASE
)
_TAIL: Final = 14
_LONG_TAIL: Final = 25
_REST_WORDS: Final = 6
_FEW: Final = 3


def without_signature(lines: Sequence[str], *, last: bool) -> list[str]:
    """A stretch of own lines without footers, note, closing phrase and, in the ``last`` stretch, bare names."""
    text = before_disclaimer(_before_delimiter(without_footers(lines)))
    kept = _before_closing(text)
    return trimmed(_before_name(kept) if last and kept == text else kept)


def _before_delimiter(lines: Sequence[str]) -> list[str]:
    """The lines before ``-- ``, where what follows is no more than a signature."""
    for at in range(max(0, len(lines) - 2 * _LONG_TAIL), len(lines)):
        if lines[at].rstrip() == "--" and _is_tail(lines[at + 1 :]):
            return list(lines[:at])
    return list(lines)


def _is_tail(lines: Sequence[str]) -> bool:
    """Whether lines are few enough for a signature, and nobody goes on speaking in them."""
    words = [line for line in before_disclaimer(["", *lines]) if line.strip()]
    room = _LONG_TAIL if any(is_particular(line) for line in words) else _TAIL
    return len(words) <= room and not any(_goes_on(line) for line in words)


def _goes_on(line: str) -> bool:
    """Whether a line under a closing phrase is text after all."""
    begin = line[:LOOK]
    return _POSTSCRIPT.match(begin) is not None or (speaks(begin) and len(begin.split()) > _FEW)


def _before_closing(lines: Sequence[str]) -> list[str]:
    """The lines before the closing phrase; a postscript under it stays."""
    for at in range(max(0, len(lines) - _LONG_TAIL), len(lines)):
        if not _closes(lines[at]):
            continue
        more = next((i for i in range(at + 1, len(lines)) if _POSTSCRIPT.match(lines[i][:LOOK])), len(lines))
        if _is_tail(lines[at + 1 : more]) and not _adds(lines[at + 1 : more]):
            return [*lines[:at], *lines[more:]]
    return list(lines)


def _closes(line: str) -> bool:
    """Whether a line is a closing phrase, with at most a name behind it."""
    begin = line[:LOOK].strip()
    if _BARE_CLOSING.match(begin):
        return True
    found = _CLOSING.match(begin)
    if found is None:
        return False
    rest = found["rest"].strip(" ,.!:-–\t")
    words = rest.split()
    if not words or says_something(rest) or "?" in rest:
        return not words
    return len(words) <= _REST_WORDS and (rest[0].isupper() or _lower_rest(words))


def _lower_rest(words: Sequence[str]) -> bool:
    """Whether words in lower case behind a closing phrase are a name, e.g. ``groetjes gerda``."""
    return len(words) < _FEW or any(word[0].isupper() for word in words)


def _adds(lines: Sequence[str]) -> bool:
    """Whether a whole sentence follows in a paragraph of its own, where no address or number marks a signature."""
    if any(is_particular(line) for line in lines):
        return False
    return any(
        _SENTENCE.match(line.strip()[:LOOK]) and not lines[at - 1].strip() for at, line in enumerate(lines) if at
    )


def _before_name(lines: Sequence[str]) -> list[str]:
    """The lines before a name that stands alone at the end, with what belongs to it below it."""
    for at in range(max(1, len(lines) - _TAIL), len(lines)):
        if _begins_name(lines, at) and _is_block(lines[at:]) and not only_greets(lines[:at]):
            return list(lines[:at])
    return list(lines)


def _begins_name(lines: Sequence[str], at: int) -> bool:
    """Whether line ``at`` is a name under a blank line or a finished sentence, and not an item of a list."""
    if not is_name(lines[at]):
        return False
    above = next((line.strip() for line in reversed(lines[:at]) if line.strip()), "")
    if not lines[at - 1].strip():
        return not above.endswith(":")
    return above.endswith((".", "!", "?", "…")) or _leads_to_name(above)


def _leads_to_name(line: str) -> bool:
    """Whether a name may stand straight under a line, e.g. ``Tot maandag,`` or ``Thank you``."""
    few = len(line.split()) <= _REST_WORDS
    return few and (_THANKS.search(line) is not None or (line.endswith(",") and not is_name(line.rstrip(","))))


def _is_block(lines: Sequence[str]) -> bool:
    """Whether all lines below a name are what stands below a name: short, without a sentence."""
    if lists_people(lines) or any(_goes_on(line) for line in lines):
        return False
    return all(is_short(line) or is_particular(line) for line in lines if line.strip())
