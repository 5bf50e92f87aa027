"""What the lines of a signature look like: names, functions, companies, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from klachtmail.intake.headers import LOOK

_TITLE: Final = r"(?:(?:mr|mrs|ms|dr|drs|ing|ir|prof|mw|mevr|dhr|mevrouw|mej|de heer|meneer|i\. ?A|namens)\.? )"
_INITIALS: Final = r"(?:[^\W\d_]\.){1,5}(?:-?[^\W\d_]\.)?|[A-Z]"
_PARTICLE: Final = r"van|von|de|den|der|la|le|el|al|ten|ter|te|'t|’t|op|in|bin|ibn|du|da|dos|zu|y|en|&"
_WORD: Final = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆĞİŞČŠŽА-ЯЄІЇҐ][\w'’.-]{0,24}"
_SUFFIX: Final = r"(?:\([^()]{1,40}\)|[-–|] .{1,60}|, .{1,60})?"
_NAME: Final = re.compile(
    rf"\s{{0,4}}{_TITLE}{{0,2}}(?P<words>(?:(?:{_INITIALS}|{_PARTICLE}|{_WORD})(?: |(?=[,|]|$))){{1,6}}){_SUFFIX}\s*$"
)
"""E.g. ``Hennie Trip``, ``H.J. van der Veen``, ``mr. S. Klootwijk, advocaat`` or ``Jan``."""
_CAPITAL: Final = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆĞİŞČŠŽА-ЯЄІЇҐ][a-zà-öø-ÿłśżźćğışčšžа-яєіїґ'’-]")
_SHOUTED: Final = re.compile(r"[A-Z] ?[A-Z]*\.? [A-Z]{2,}")
"""A name in capitals, e.g. ``F NAGEL``."""
_INITIAL: Final = re.compile(r"[A-Z]\.")

_PARTICULAR: Final = re.compile(
    r"\||\S@\S|\bwww\.|https?://|\b\d{4} ?[A-Z]{2}\b|\b(?:B\.?V\.?|N\.?V\.?|GmbH|V\.?O\.?F\.?|U\.A\.|Ltd)(?:\W|$)"
    r"|\b(?:[TMEWF]|Tel|Mob|Mobiel|Telefoon|Fax|KvK|Postbus|IBAN|BTW|tel|mob)\b\.?(?:: ?\w| ?[+(\d])"
    r"|(?:\+|\b0)\(?(?:\d[ -]{0,3}\)?){8}|^\s*[\[<].{1,200}[\]>]\s*$"
    r"|^\s*(?:[Aa]anwezig|[Bb]ereikbaar|[Ww]erkdagen|[Bb]ezoekadres|[Pp]ostadres)\b"
)
"""What marks a line of a signature, e.g. ``9521 JA``, ``T 0591-000042``, ``www.example.org`` or ``Jan | coach``."""
_DASHES: Final = ("-", "–", "~", "/")
"""What some set before their name, e.g. ``-Maarten de Jong``."""
_WORDS: Final = 8
_MOTTO_WORDS: Final = 12
_GREETING_WORDS: Final = 6
_PEOPLE: Final = 3
_FINISHED: Final = re.compile(r"[?!]$|[a-zà-ÿ)]{2}\.$")
_MOTTO: Final = ('"', "“", "'", "‘", "(", "«", "*", "[")

_NO_NAMES: Final = frozenset(
    """
    ja nee ok oke oké akkoord prima goed klopt bedankt dank dankjewel dankuwel graag helaas gezien top
    mooi succes sterkte thanks merci danke maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    morgen vandaag gisteren januari februari maart april mei juni juli augustus september oktober
    november december jammer schande bah onzin belachelijk geen niet niets niks nooit altijd alles
    bijlage bijlagen help spoed dringend klacht let zie yes no please mogelijk onbekend stilte einde
    nogmaals tot daarom dus verder punt klaar nou en of maar afdeling team dienst
    """.split()  # noqa: SIM905 - as a list it would take a line a word
)
"""Lone words that begin with a capital at the end of a mail and are an answer, or a department."""
_SENTENCE_WORDS: Final = frozenset(
    """
    is was zijn waren heeft hebben had kan kon wil wilde moet moest zegt zei belt belde bel bellen komt
    kwam doet deed gaat ging wordt werd kunt u jullie niet geen nooit weer niks graag
    """.split()  # noqa: SIM905 - as a list it would take a line a word
)
"""Words that say something, also without a full stop; nobody has them in his name or function."""
_NO_ENDINGS: Final = ("lijk", "baar", "ig", "isch", "lend", "heid", "loos")
_GREETING: Final = re.compile(
    r"\W*(?:hoi|hallo|hello|hi|hey|hee|ha|he|beste|geachte|dag|goede\w*|goeie\w*|moi|moin|dear|l\.?s\.?|heren|dames"
    r"|lieve|guten|sehr geehrte\w*|liebe\w*|bonjour|merhaba|selam|sayın|dzień|szanown\w+|bună|morgen|aan|t\.a\.v"
    r"|ter attentie)\b",
    re.IGNORECASE,
)


def is_name(line: str) -> bool:
    """Whether a line is a person's name, alone or with a function behind it; a lone common word is none."""
    begin = line[:LOOK].strip()
    if begin[:1] in _DASHES and begin[1:2].isupper():
        begin = begin[1:]
    if _GREETING.match(begin):
        return False
    found = _NAME.match(begin)
    if found is None:
        return False
    words = found["words"].split()
    if not (_CAPITAL.search(found["words"]) or _SHOUTED.match(begin) or _INITIAL.fullmatch(begin)):
        return False
    first = words[0].casefold()
    return first not in _NO_NAMES and not (len(words) == 1 and first.endswith(_NO_ENDINGS))


def is_particular(line: str) -> bool:
    """Whether a line has what only a signature has: an address, a number, a company, ``|``."""
    return _PARTICULAR.search(line[:LOOK]) is not None


def is_short(line: str) -> bool:
    """Whether a line can stand under a name: a function, a place, a motto, no sentence."""
    begin = line[:LOOK].strip()
    if begin.startswith(_MOTTO):
        return len(begin.split()) <= _MOTTO_WORDS
    return len(begin.split()) <= _WORDS and not _FINISHED.search(begin) and not says_something(begin)


def says_something(words: str) -> bool:
    """Whether words hold one of a sentence, e.g. ``belt nooit terug``."""
    return not _SENTENCE_WORDS.isdisjoint(words.casefold().split())


def lists_people(lines: Sequence[str]) -> bool:
    """Whether lines name three people or more, which no signature does."""
    return sum(is_name(line) and " " in line.strip() and not is_particular(line) for line in lines) >= _PEOPLE


def only_greets(lines: Sequence[str]) -> bool:
    """Whether no line says more than a greeting."""
    return all(_GREETING.match(line) and len(line.split()) <= _GREETING_WORDS for line in lines if line.strip())
