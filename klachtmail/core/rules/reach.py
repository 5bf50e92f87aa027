"""How somebody can be reached: the telephone number in his words, and when and by what he wants to be (R11, DESIGN 4).

Whoever calls a complainant should see it in the mail that asks him to. Nothing is decided by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from klachtmail.core.dutch_dates import MONTH_NAMES

MOST_WISHES: Final = 2
LONGEST_WISH: Final = 160
FEWEST_DIGITS: Final = 6

_PHONE: Final = re.compile(
    r"(?<![\w@.+-])(?:(?:\((?=0\d{1,3}\)))?(?:\+31|0031|0)[\s(-]{0,3}(?:\(0\))?(?:\d[\s./()-]{0,3}){8}\d"
    r"|(?:\+|00)(?!31)[1-9](?:[\s./()-]{0,3}\d){8,12})(?!\d)"
)
"""A Dutch number, e.g. ``06-12345678``, ``0591 - 00 00 42`` or ``+31 6 12 34 56 78``, or one abroad: ``+49 151 ..``."""

_CONTACT: Final = re.compile(
    r"\b(?:bel|bellen|terugbellen|(?:terug)?gebeld worden|bereik\w*|aan de telefoon komen|telefonisch|schriftelijk"
    r"|op papier|appen|mailen|per (?:(?:e-?)?mail|post|brief|app)|(?:call|ring|phone|text|reach|e-?mail) me|call"
    r"|by (?:e-?mail|phone|post)|anrufen|erreich\w*)\b|\b0\d{8,}",
    re.IGNORECASE,
)
"""How somebody is reached: ``terugbellen``, ``per post``, a number."""
_WISHED: Final = re.compile(
    r"\b(?:na|voor|vanaf|tot|tussen|om|rond) (?:ongeveer )?(?:\d{1,2}(?:[.:]\d\d)?|half|kwart|een|twee|drie|vier|vijf"
    rf"|zes|zessen|zeven|acht|negen|tien)\b(?! (?:dagen|weken|keer|maal|maanden|jaar|{MONTH_NAMES}))"
    r"|'s (?:ochtends|morgens|middags|avonds)|\b(?:overdag|doordeweeks|na (?:het )?werk|maar niet)\b"
    r"|\bop (?:werkdagen|(?:maan|dins|woens|donder|vrij)dag)|\bin de (?:ochtend|middag|avond|pauze)\b"
    r"|\b(?:liever|liefst|graag|alleen|uitsluitend|bij voorkeur|het beste?|altijd|gerust)\b"
    r"|\bniet (?:op|bellen|telefonisch)\b|\b(?:please|prefer\w*|only|after|before|between|bitte|nur|lieber|nach|vor)\b",
    re.IGNORECASE,
)
"""What makes a sentence about it a wish: a time of day, or ``liever``, ``alleen``, ``niet bellen``."""
_DEAF: Final = re.compile(r"\b(?:ik ben|zij is|hij is) (?:\w+ )?(?:doof|slechthorend)\b|\bdoventolk\b", re.IGNORECASE)
_NO_WISH: Final = re.compile(
    r"\b(?:waarom|hoef|nooit|niemand|weer niet|nog steeds|zou(?:den)?|beloofd|gezegd|zei|kon(?:den)?|wilde[n]?"
    r"|had(?:den)?|heb(?:ben)?|heeft|werd(?:en)?|is geweest|was|waren|kreeg|belde[n]?|mailde[n]?|durft|toestemming"
    r"|ik bel|bel ik|bel je|vrijblijvende?|were|did|called|never|nobody)\b",
    re.IGNORECASE,
)
"""What tells of calls that came, or never came, is no wish."""
_JOINED: Final = re.compile(r"(?<=\d)[ .-]+(?=\d)")
"""What stands between the digits of a number."""
_BETWEEN: Final = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Reach:
    """A telephone number and wishes, as they are written; empty where the text has none."""

    phone: str
    wishes: str


def reach_in(text: str, ours: str) -> Reach:
    """How the writer of a text can be reached; ``ours`` is the organisation's own number."""
    return Reach(phone_in(text, ours), wishes_in(text))


def phone_in(text: str, ours: str) -> str:
    """The first telephone number in a text that is not ``ours``, as it is written there; else empty."""
    numbers = (found[0].strip() for found in _PHONE.finditer(text))
    return next((number for number in numbers if _dialled(number) != _dialled(ours)), "")


def given_phone(value: str) -> str:
    """What was filled in as a telephone number, or empty where it is none, e.g. ``onbekend``."""
    return " ".join(value.split()) if sum(sign.isdigit() for sign in value) >= FEWEST_DIGITS else ""


def wishes_in(text: str) -> str:
    """At most two sentences that say when or how somebody wants to be reached, word for word; else empty."""
    sentences = (" ".join(each.split()).replace("’", "'") for each in _BETWEEN.split(text))
    return " ".join(islice((each for each in sentences if len(each) <= LONGEST_WISH and _wish(each)), MOST_WISHES))


def _wish(sentence: str) -> bool:
    asked = _CONTACT.search(_JOINED.sub("", sentence)) and _WISHED.search(sentence) and not _NO_WISH.search(sentence)
    return bool(asked or _DEAF.search(sentence))


def _dialled(number: str) -> str:
    """The digits of a number as one dials it in the Netherlands."""
    return re.sub(r"^(?:0031|31)0?", "0", re.sub(r"\D", "", number))
