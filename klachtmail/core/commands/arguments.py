"""What stands behind a keyword on its line: days, a time, yes or no, and words.

What is left over when a keyword has taken its own is either its words, its reason, or a sign that prose was meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import SHAPES
from klachtmail.core.commands.taken import TAKES, Parsed
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import MONTH_NAMES, FoundDay, Tense, find_day
from klachtmail.core.dutch_times import find_time

_SPAN: Final = re.compile(
    r"(?<![\d-])(?P<first>\d{1,2})(?P<mid> ?(?:tot en met|t/m|tot|-) ?)"
    rf"(?P<second>\d{{1,2}} (?P<month>{MONTH_NAMES})\b)",
    re.IGNORECASE,
)
"""E.g. ``21 t/m 28 december``, where the first day lacks its month."""
_UNTIL: Final = re.compile(r"(?<!\w)(?:tot en met|t/m|tot|t\.?e\.?m\.?)(?!\w)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<!\w)(?:tot en met|t/m|tot|t\.?e\.?m\.?|en)(?!\w)|[\s,(-]+", re.IGNORECASE)
"""What stands between the first and the last day of an absence."""
_YES: Final = re.compile(r"(?P<yes>ja|nee)\b[\s.,:;!-]*", re.IGNORECASE)
_LEADS: Final = re.compile(r"(?:^|\s)(?:(?:op|om|van|vanaf|per|d\.?d\.?|voor)\s*)+$", re.IGNORECASE)
"""A small word that leads to a day, e.g. ``op`` of *op 24-11*."""
_EDGES: Final = re.compile(r"^[\s.,;:!?)-]+|[\s,;:(-]+$")
_HOLDERS: Final = frozenset({"datum", "tijd", "plaats", "naam", "tot", "kl-nummer"})
"""The words that a link leaves to be replaced; one that was left is nothing."""
_POLITE: Final = re.compile(
    r"(?:[\s,.!?]|(?<!\w)(?:graag|hoor|s\.?v\.?p\.?|a\.?u\.?b\.?|alsjeblieft|alstublieft|(?:alvast )?bedankt"
    r"|dank(?: ?(?:je|u))?(?: ?wel)?|thanks)(?!\w))*",
    re.IGNORECASE,
)
_MANNER: Final = re.compile(
    r"(?:met (?:haar|hem|hen|(?:de )?klaa?g(?:er|ster)"
    r"|(?:mevrouw|meneer|de heer|mevr\.?|mw\.?|dhr\.?)(?: [\w.'-]+){0,4}?))?"
    r" ?(?:telefonisch|per telefoon|aan de telefoon|persoonlijk|op kantoor|via teams|thuis)?",
    re.IGNORECASE,
)
"""With whom and how somebody talked, e.g. ``met mw. Postma telefonisch``."""
_NAME: Final = re.compile(
    r"niemand|(?:(?:de heer|mevrouw|mevr\.|mw\.|dhr\.|van|de|der|den|het|ten|ter|'t|[A-Z][\w'.-]*)(?: |$)){1,6}"
)
_PLACE_WORDS: Final = 10
_EXACT: Final = frozenset(
    {Keyword.AFHANDELEN, Keyword.KOPPEL, Keyword.ANALYSE_KLAAR, Keyword.TELEFOON, Keyword.BEKEND},
)
"""Keywords whose words are one of a list, a number or an address, and nothing else."""


def parse(keyword: Keyword, rest: str, answered: date) -> Parsed:
    """The arguments in ``rest``, the keyword's line without the keyword."""
    shape = SHAPES[keyword]
    parsed = Parsed(Command(keyword), rest)
    if shape.tense is not None:
        parsed = _absence(parsed, answered) if shape.until else _day(parsed, answered, shape.tense)
    if shape.time:
        parsed = _time(parsed)
    if shape.yes:
        parsed = _yes(parsed)
    for take in TAKES.get(keyword, ()):
        parsed = take(parsed)
    return replace(parsed, left=_tidied(parsed.left))


def filled(parsed: Parsed) -> Command:
    """The command with what is left over: as its words where it takes some that were not given yet, else as reason."""
    command, left = parsed.command, parsed.left
    shape = SHAPES[command.keyword]
    if not left:
        return command
    if not shape.words or command.words or command.keyword in _EXACT:
        return replace(command, reason=left)
    return replace(command, words=left.rstrip(" .!?") if command.keyword is Keyword.OVERDRAGEN else left)


def only_arguments(parsed: Parsed) -> bool:
    """Whether nothing but the keyword's own arguments stands behind it."""
    keyword, left = parsed.command.keyword, parsed.left
    if keyword in {Keyword.GESPROKEN, Keyword.NIET_BEREIKT}:
        return _MANNER.fullmatch(left) is not None
    if keyword in {Keyword.BETROKKEN, Keyword.OVERDRAGEN}:
        return not left or _NAME.fullmatch(left) is not None
    if keyword is Keyword.UITNODIGEN and parsed.command.day and parsed.command.at:
        return len(left.split()) <= _PLACE_WORDS
    return not left


def _day(parsed: Parsed, answered: date, tense: Tense) -> Parsed:
    """The day, taken out of the line; in words that are a reason only where it stands first."""
    found = find_day(parsed.left, answered, tense)
    if found is None:
        return parsed
    before = _UNTIL.sub(" ", _LEADS.sub("", parsed.left[: found.start]))
    if before.strip(" ,.:") and tense is Tense.PAST and SHAPES[parsed.command.keyword].reason:
        return parsed
    left = f"{before} {parsed.left[found.end :]}"
    return replace(parsed, command=replace(parsed.command, day=found.day), left=left, problem=found.problem)


def _absence(parsed: Parsed, answered: date) -> Parsed:
    """An absence: from a day, until a day, or both."""
    text = _SPAN.sub(r"\g<first> \g<month>\g<mid>\g<second>", parsed.left)
    first = find_day(text, answered, Tense.FUTURE)
    if first is None:
        return parsed
    before, after = text[: first.start], text[first.end :]
    if _UNTIL.search(before):
        command = replace(parsed.command, until=first.day)
        return replace(parsed, command=command, left=f"{_UNTIL.sub(' ', before)} {after}", problem=first.problem)
    second = find_day(after, first.day or answered, Tense.FUTURE)
    return _spanned(parsed, first, _LEADS.sub("", before), after, second)


def _spanned(parsed: Parsed, first: FoundDay, before: str, after: str, second: FoundDay | None) -> Parsed:
    """An absence from its first day, and to its last where one is named."""
    command = replace(parsed.command, day=first.day, until=second.day if second else None)
    behind = f"{_BETWEEN.sub(' ', after[: second.start])} {after[second.end :]}" if second else after
    problem = first.problem or (second.problem if second else "")
    return replace(parsed, command=command, left=f"{before} {behind}", problem=problem)


def _time(parsed: Parsed) -> Parsed:
    """The time, taken out of the line."""
    found = find_time(parsed.left)
    if found is None:
        return parsed
    left = f"{_LEADS.sub('', parsed.left[: found.start])} {parsed.left[found.end :]}"
    return replace(parsed, command=replace(parsed.command, at=found.at), left=left)


def _yes(parsed: Parsed) -> Parsed:
    found = _YES.match(parsed.left)
    if found is None:
        return parsed
    yes = found["yes"].lower() == "ja"
    return replace(parsed, command=replace(parsed.command, yes=yes), left=parsed.left[found.end() :])


def _tidied(left: str) -> str:
    """What is left, without placeholders, courtesies, and signs at its edges."""
    words = " ".join(left.split())
    if _POLITE.fullmatch(words) or all(word.lower().strip(".,:<>[]()") in _HOLDERS for word in words.split()):
        return ""
    return _EDGES.sub("", words).strip()
