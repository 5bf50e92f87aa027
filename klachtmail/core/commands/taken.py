"""What single keywords take out of their line: an outcome, a case's number, an address, a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.values import Command

_CONSENT: Final = re.compile(
    r"[,;(]*\s*(?<!niet )\bmet (?:instemming|toestemming|akkoord)(?: van (?:de )?klager)?\b[).;]*", re.IGNORECASE
)
_INFORM: Final = re.compile(r"[,;(]*\s*\b(?P<no>niet )?(?:informeren|inlichten)\b[).]*", re.IGNORECASE)
_CASE: Final = re.compile(
    r"(?:(?:aan|met|bij|in|zaak)\s+){0,3}[\[(]?(?:kl[\s._/-]{0,3})?(?P<year>(?:19|20)\d\d)[\s._/-]{1,3}(?P<number>\d{1,6})"
    r"(?:[\s._-]{1,3}[^\W_]{4})?(?!\w)[\])]?",
    re.IGNORECASE,
)
"""A case number in any spelling, e.g. ``KL-2026-0041``, ``kl 2026 41`` or ``[KL-2026-0041-X7PQ]``."""
_EMAIL: Final = re.compile(r"[^\s<>()\[\]:;,\"']{1,64}@[^\s<>()\[\]:;,\"'@]{1,250}\.[a-z]{2,}", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[\d(][\d\s()./-]{5,20}\d")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TO: Final = re.compile(r"(?P<all>alles van .{1,80}? )?(?:aan|naar) (?P<who>\S.*)", re.IGNORECASE)

OUTCOMES: Final = (
    *("gegrond", "deels gegrond", "ongegrond", "geen oordeel"),
    *("in overleg opgelost", "doorverwezen"),
)
"""How a complaint may be settled, as the register writes it."""
_SPELT: Final = MappingProxyType(
    {
        "deels gegrond": r"(?:deels|gedeeltelijk|ten dele|half|deel)[ ,-]*(?:wel )?gegrond"
        r"(?:[ ,]*(?:en )?deels (?:ongegrond|niet))?",
        "geen oordeel": r"(?:geen|zonder) oordeel",
        "in overleg opgelost": r"(?:in|na) (?:goed )?overleg (?:opgelost|afgehandeld)"
        r"|opgelost(?: in (?:goed )?overleg)?|in overleg",
        "doorverwezen": r"door ?ver(?:wezen|wijzen|wijzing)|doorgestuurd",
        "ongegrond": r"on[ -]?gegrond|niet gegrond",
        "gegrond": r"gegrond",
    }
)
_OUTCOMES: Final = MappingProxyType(
    {outcome: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for outcome, words in _SPELT.items()}
)
_CHOICE: Final = re.compile(r"(?<!\w)[a-z ]{0,20}gegrond(?: ?/ ?[a-z]+(?: [a-z]+){0,3})+", re.IGNORECASE)
"""The outcomes that a link leaves to choose from: ``gegrond / deels gegrond / ongegrond`` is none yet."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A keyword's line as understood; ``left`` is what no argument claims, ``problem`` why a day is none."""

    command: Command
    left: str = ""
    problem: str = ""


def _consent(parsed: Parsed) -> Parsed:
    left = _CONSENT.sub(" ", parsed.left)
    return replace(parsed, command=replace(parsed.command, consent=left != parsed.left), left=left)


def _inform(parsed: Parsed) -> Parsed:
    found = _INFORM.search(parsed.left)
    inform = found is not None and not found["no"]
    return replace(parsed, command=replace(parsed.command, inform=inform), left=_INFORM.sub(" ", parsed.left))


def _outcome(parsed: Parsed) -> Parsed:
    """The outcome in the register's words: the first that is written, ``ongegrond`` before its part."""
    bare = _CHOICE.sub(" ", parsed.left)
    searched = ((outcome, pattern.search(bare)) for outcome, pattern in _OUTCOMES.items())
    found = [(match.start(), outcome, match) for outcome, match in searched if match]
    if not found:
        return replace(parsed, left=bare)
    _, outcome, match = min(found, key=lambda one: one[0])
    return _worded(replace(parsed, left=bare), outcome, match)


def _case(parsed: Parsed) -> Parsed:
    found = _CASE.search(parsed.left)
    return _worded(parsed, f"KL-{found['year']}-{int(found['number']):04}", found) if found else parsed


def _email(parsed: Parsed) -> Parsed:
    found = _EMAIL.search(parsed.left)
    if found is None:
        return parsed
    before, after = parsed.left[: found.start()].rstrip(" <("), parsed.left[found.end() :].lstrip(" >)")
    return replace(parsed, command=replace(parsed.command, words=found[0]), left=f"{before} {after}")


def _phone(parsed: Parsed) -> Parsed:
    found = _PHONE.search(parsed.left)
    return _worded(parsed, found[0], found) if found else parsed


def _year(parsed: Parsed) -> Parsed:
    found = _YEAR.search(parsed.left)
    return _worded(parsed, found[0], found) if found else parsed


def _receiver(parsed: Parsed) -> Parsed:
    """Who gets the case, or all cases of somebody."""
    found = _TO.match(parsed.left.strip(" .:,"))
    if found is None:
        return parsed
    words = f"{found['all'] or ''}{'aan ' if found['all'] else ''}{found['who'].rstrip(' .!?')}"
    return replace(parsed, command=replace(parsed.command, words=" ".join(words.split())), left="")


def _worded(parsed: Parsed, words: str, found: re.Match[str]) -> Parsed:
    """The words that the keyword wanted, and what stands around them."""
    left = f"{parsed.left[: found.start()]} {parsed.left[found.end() :]}"
    return replace(parsed, command=replace(parsed.command, words=words), left=left)


TAKES: Final[MappingProxyType[Keyword, tuple[Callable[[Parsed], Parsed], ...]]] = MappingProxyType(
    {
        Keyword.UITSTEL: (_consent,),
        Keyword.BETROKKEN: (_inform,),
        Keyword.AFHANDELEN: (_outcome,),
        Keyword.KOPPEL: (_case,),
        Keyword.ADRES: (_email,),
        Keyword.BEKEND: (_email,),
        Keyword.TELEFOON: (_phone,),
        Keyword.ANALYSE_KLAAR: (_year,),
        Keyword.OVERDRAGEN: (_receiver,),
    }
)
"""What some keywords take besides days and times: each takes its own out of the line."""
