"""What stands behind a keyword on its line: days, a time, yes or no, and words.

What is left over when a keyword has taken its own is either its words, its reason, or a sign that prose was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import SHAPES
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import FoundDay, Tense, find_day, find_time

_SPAN: Final = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<mid> (?:tot|t/m|tot en met) (?:en met )?)(?P<second>\d{1,2} [a-z]+)"
)
"""E.g. ``21 t/m 28 december``, where the first day lacks its month."""
_UNTIL: Final = re.compile(r"\b(?:tot en met|t/m|tot|t\.?e\.?m\.?)(?!\w)\s*|(?<=\S) - ?(?=\S)", re.IGNORECASE)
_CONSENT: Final = re.compile(
    r"[,;(]*\s*\bmet (?:instemming|toestemming|akkoord)(?: van (?:de )?klager)?\b[).;]*", re.IGNORECASE
)
_INFORM: Final = re.compile(r"[,;(]*\s*\b(?:informeren|inlichten)\b[).]*", re.IGNORECASE)
_YES: Final = re.compile(r"(?P<yes>ja|nee)\b[\s.,:;!-]*", re.IGNORECASE)
_LEADS: Final = re.compile(r"(?:^|\s)(?:op|om|van|vanaf|per|d\.?d\.?|voor)\s*$", re.IGNORECASE)
"""A small word that leads to a day, e.g. ``op`` of *op 24-11*."""
_EDGES: Final = re.compile(r"^[\s.,;:!)-]+|[\s,;:(-]+$")
_CASE: Final = re.compile(
    r"(?:kl[\s._/-]{0,3})?((?:19|20)\d\d)[\s._/-]{1,3}(\d{1,6})(?:[\s._-]{1,3}\w{4})?\b", re.IGNORECASE
)
"""A case number in any spelling, e.g. ``KL-2026-0041``, ``kl 2026 41`` or ``[KL-2026-0041-X7PQ]``."""
_EMAIL: Final = re.compile(r"[^\s<>()\[\]:;,\"']+@[^\s<>()\[\]:;,\"']+\.[a-z]{2,}", re.IGNORECASE)
_PHONE: Final = re.compile(r"[\s.,:]*(\+?[\d(][\d\s()./-]{5,}\d)[\s.,]*")
_TO: Final = re.compile(r"(?P<all>alles van .+? )?(?:aan|naar) (?P<who>\S.*)", re.IGNORECASE)
_HOLDERS: Final = frozenset({"datum", "tijd", "plaats", "naam", "tot", "kl-nummer"})
"""The words that a link leaves to be replaced; one that was left is nothing."""

OUTCOMES: Final = (
    *("gegrond", "deels gegrond", "ongegrond", "geen oordeel"),
    *("in overleg opgelost", "doorverwezen"),
)
"""How a complaint may be settled, as the register writes it."""
_OUTCOME_WORDS: Final = MappingProxyType(
    {
        "deels gegrond": r"(?:deels|gedeeltelijk|ten dele|half|deel)[ ,-]*(?:wel )?gegrond"
        r"(?:[ ,]*(?:en )?deels ongegrond)?",
        "geen oordeel": r"(?:geen|zonder) oordeel",
        "in overleg opgelost": r"(?:(?:in|na) (?:goed )?overleg (?:opgelost|afgehandeld)"
        r"|opgelost(?: in (?:goed )?overleg)?|in overleg)",
        "doorverwezen": r"door ?verw[ei]+[sz]en|doorgestuurd",
        "ongegrond": r"(?:on[ -]?gegrond|niet gegrond)",
        "gegrond": r"gegrond",
    }
)
_OUTCOMES: Final = MappingProxyType(
    {outcome: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for outcome, words in _OUTCOME_WORDS.items()}
)


_CHOICE: Final = re.compile(r"(?<!\w)[a-z ]*gegrond(?: ?/ ?[a-z]+(?: [a-z]+)*)+", re.IGNORECASE)
"""The outcomes that a link leaves to choose from: ``gegrond / deels gegrond / ongegrond`` is none yet."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A keyword's line as understood; ``left`` is what no argument claims, ``problem`` why a day is none."""

    command: Command
    left: str = ""
    problem: str = ""


def parse(keyword: Keyword, rest: str, answered: date) -> Parsed:
    """The arguments in ``rest``, the keyword's line without the keyword."""
    shape = SHAPES[keyword]
    parsed = Parsed(Command(keyword), _SPAN.sub(_with_month, rest))
    if shape.tense is not None:
        parsed = _days(parsed, answered, shape.tense, two=shape.until)
    if shape.time:
        parsed = _time(parsed)
    if shape.yes:
        parsed = _yes(parsed)
    parsed = _MARKED.get(keyword, lambda same: same)(parsed)
    return replace(parsed, left=_tidied(parsed.left))


def _with_month(found: re.Match[str]) -> str:
    """``21 t/m 28 december`` with the month at both days."""
    month = found["second"].split()[1]
    return f"{found['first']} {month}{found['mid']}{found['second']}"


def _days(parsed: Parsed, answered: date, tense: Tense, *, two: bool) -> Parsed:
    """The day, and of an absence the second one, taken out of the line."""
    first = find_day(parsed.left, answered, tense)
    if first is None:
        return parsed
    if first.day is None:
        return replace(parsed, problem=first.problem)
    before, after = _LEADS.sub("", parsed.left[: first.start]), parsed.left[first.end :]
    if not two:
        left = f"{_without_until(before)} {after}"
        return replace(parsed, command=replace(parsed.command, day=first.day), left=left)
    return _absence(parsed, first, before, after)


def _absence(parsed: Parsed, first: FoundDay, before: str, after: str) -> Parsed:
    """An absence: from a day, until a day, or both."""
    assert first.day is not None
    if _UNTIL.search(before):
        return replace(
            parsed, command=replace(parsed.command, until=first.day), left=f"{_without_until(before)} {after}"
        )
    second = find_day(after, first.day, Tense.FUTURE)
    if second is None:
        return replace(parsed, command=replace(parsed.command, day=first.day), left=f"{before} {after}")
    if second.day is None:
        return replace(parsed, problem=second.problem)
    left = f"{before} {_without_until(after[: second.start])} {after[second.end :]}"
    return replace(parsed, command=replace(parsed.command, day=first.day, until=second.day), left=left)


def _without_until(text: str) -> str:
    return _UNTIL.sub(" ", text)


def _time(parsed: Parsed) -> Parsed:
    """The time, taken out of the line."""
    found = find_time(parsed.left)
    if found is None:
        return parsed
    left = f"{parsed.left[: found.start]} {parsed.left[found.end :]}"
    return replace(parsed, command=replace(parsed.command, at=found.at), left=left)


def _yes(parsed: Parsed) -> Parsed:
    found = _YES.match(parsed.left)
    if found is None:
        return parsed
    yes = found["yes"].lower() == "ja"
    return replace(parsed, command=replace(parsed.command, yes=yes), left=parsed.left[found.end() :])


def _consent(parsed: Parsed) -> Parsed:
    left = _CONSENT.sub(" ", parsed.left)
    return replace(parsed, command=replace(parsed.command, consent=left != parsed.left), left=left)


def _inform(parsed: Parsed) -> Parsed:
    left = _INFORM.sub(" ", parsed.left)
    return replace(parsed, command=replace(parsed.command, inform=left != parsed.left), left=left)


def _outcome(parsed: Parsed) -> Parsed:
    """The outcome in the register's words: the first that is written, ``ongegrond`` before its part."""
    searched = ((outcome, pattern.search(parsed.left)) for outcome, pattern in _OUTCOMES.items())
    found = [(outcome, match) for outcome, match in searched if match]
    if not found or _CHOICE.search(parsed.left):
        return replace(parsed, left=_CHOICE.sub("", parsed.left))
    outcome, match = min(found, key=lambda one: one[1].start())
    return _worded(parsed, outcome, match)


def _case(parsed: Parsed) -> Parsed:
    found = _CASE.search(parsed.left)
    return _worded(parsed, f"KL-{found[1]}-{int(found[2]):04}", found) if found else parsed


def _email(parsed: Parsed) -> Parsed:
    found = _EMAIL.search(parsed.left)
    if found is None:
        return parsed
    bare = f"{parsed.left[: found.start()].rstrip(' <(')} {parsed.left[found.end() :].lstrip(' >)')}"
    return replace(parsed, command=replace(parsed.command, words=found[0].rstrip(".")), left=bare)


def _phone(parsed: Parsed) -> Parsed:
    found = _PHONE.search(parsed.left)
    return _worded(parsed, found[1], found) if found else parsed


def _year(parsed: Parsed) -> Parsed:
    found = re.search(r"(?<!\d)20\d\d(?!\d)", parsed.left)
    return _worded(parsed, found[0], found) if found else parsed


def _receiver(parsed: Parsed) -> Parsed:
    """Who gets the case, or all cases of somebody."""
    found = _TO.match(parsed.left.strip(" .:,"))
    if found is None:
        return parsed
    whole = f"{found['all'] or ''}{'aan ' if found['all'] else ''}{found['who'].rstrip(' .!')}"
    return replace(parsed, command=replace(parsed.command, words=" ".join(whole.split())), left="")


def _worded(parsed: Parsed, words: str, found: re.Match[str]) -> Parsed:
    """The words that the keyword wanted, and what stands around them."""
    left = f"{parsed.left[: found.start()]} {parsed.left[found.end() :]}"
    return replace(parsed, command=replace(parsed.command, words=words), left=left)


_MARKED: Final = MappingProxyType(
    {
        Keyword.UITSTEL: _consent,
        Keyword.BETROKKEN: _inform,
        Keyword.AFHANDELEN: _outcome,
        Keyword.KOPPEL: _case,
        Keyword.ADRES: _email,
        Keyword.BEKEND: _email,
        Keyword.TELEFOON: _phone,
        Keyword.ANALYSE_KLAAR: _year,
        Keyword.OVERDRAGEN: _receiver,
    }
)
"""What some keywords take besides: each takes its own out of the line."""


def _tidied(left: str) -> str:
    """What is left, without the small words that joined it to what was taken out, and without placeholders."""
    words = " ".join(left.split())
    if all(word.lower().strip(".,:<>[]()") in _HOLDERS for word in words.split()):
        return ""
    return _EDGES.sub("", words).strip()


_EXACT: Final = frozenset(
    {Keyword.AFHANDELEN, Keyword.KOPPEL, Keyword.ANALYSE_KLAAR, Keyword.TELEFOON, Keyword.BEKEND},
)
"""Keywords whose words are one of a list, a number or an address, and nothing else."""


def filled(parsed: Parsed) -> Command:
    """The command with what is left over: as its reason where it takes one or its words are given, else as words."""
    command, left = parsed.command, parsed.left
    if not left:
        return command
    if SHAPES[command.keyword].reason or command.words or command.keyword in _EXACT:
        return replace(command, reason=left)
    return replace(command, words=left)


_MANNER: Final = re.compile(
    r"(?:telefonisch|per telefoon|aan de telefoon|persoonlijk|op kantoor|via teams)?", re.IGNORECASE
)
_NAME: Final = re.compile(
    r"niemand|(?:(?:de heer|mevrouw|mevr\.|mw\.|dhr\.|van|de|der|den|het|ten|ter|'t|[A-Z][\w'.-]*)(?: |$)){1,6}"
)
_PLACE_WORDS: Final = 10


def only_arguments(parsed: Parsed) -> bool:
    """Whether nothing but the keyword's own arguments stands behind it."""
    keyword, left = parsed.command.keyword, parsed.left
    if keyword in {Keyword.GESPROKEN, Keyword.NIET_BEREIKT}:
        return _MANNER.fullmatch(left) is not None
    if keyword is Keyword.BETROKKEN:
        return _NAME.fullmatch(left) is not None
    if keyword is Keyword.UITNODIGEN and parsed.command.day and parsed.command.at:
        return len(left.split()) <= _PLACE_WORDS
    return not left
