"""What an answer without a keyword tells: the one command that its words would be.

Nothing is done on it before a person says ``JA``. A phrase counts only in a clause that neither denies it nor makes
it depend on something: *ik heb haar nog niet gesproken* and *als ik haar gesproken heb* tell of no talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from klachtmail.core.commands import phrases
from klachtmail.core.commands.arguments import parse
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.phrases import Phrase
from klachtmail.core.commands.shapes import SHAPES, completed
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import FoundDay, Tense, find_day
from klachtmail.core.dutch_times import find_time

_MOST: Final = 4000
"""Characters; what happened stands at the beginning."""
_ABBREVIATED: Final = re.compile(
    r"(?<!\w)((?:mw|mevr|dhr|hr|fam|mej|drs|ing|mr|dr|nr|tel|bijv|evt|ivm|d\.d|o\.a|i\.v\.m|n\.a\.v|jl|a\.s|[A-Z]))\.",
    re.IGNORECASE,
)
"""A full stop that ends no sentence, e.g. in ``mw. J. Postma``."""
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")
_CLAUSE: Final = re.compile(
    r",|;|:|(?<=\w)[.] | maar | want | dus | en (?=(?:ik|ze|zij|hij|we|wij|heb|ga|dat|de|het|toen|daarna|zal)\b)",
    re.IGNORECASE,
)
_ONLY_TIME: Final = re.compile(r"(?:[\s.]|(?<!\w)(?:om|op|rond|dat was|en|tot)(?!\w))*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A phrase that counts: where it stands in its clause, and the clause behind that one."""

    phrase: Phrase
    match: re.Match[str]
    clause: str
    next: str


def fact_in(text: str, answered: date) -> Command | None:
    """The command that the words would be, or None where they tell nothing, or nothing sure."""
    told = list(_told(text))
    if told:
        return _command(told[-1], answered)
    return next((Command(asked.keyword) for asked in phrases.ASKED if asked.pattern.search(text[:_MOST])), None)


def only_called(text: str) -> bool:
    """Whether somebody tells that he called, which may mean no more than dialled (R16)."""
    clauses = (clause for sentence in _sentences(text) for clause in _CLAUSE.split(sentence))
    return any(phrases.CALLED.search(clause) and not _denied(clause) and not _open(clause) for clause in clauses)


def contradicts(words: str, answered: date) -> bool:
    """Whether words behind GESPROKEN say that it was no talk with the complainant: *heb ik haar niet*."""
    clause = _CLAUSE.split(words)[0]
    fact = fact_in(words, answered)
    missed = fact is not None and fact.keyword is Keyword.NIET_BEREIKT
    return missed or phrases.NOT_AT_ALL.match(clause) is not None or phrases.WITH_OTHERS.search(clause) is not None


def _told(text: str) -> Iterator[_Told]:
    """The phrases that count, in the order of the text."""
    for sentence in _sentences(text):
        clauses = _CLAUSE.split(sentence)
        dangling = any(phrases.DANGLES.search(clause) for clause in clauses[:-1])
        for at, clause in enumerate(clauses):
            found = ((phrase, phrase.pattern.search(clause)) for phrase in phrases.PHRASES)
            counted = [
                (phrase, match) for phrase, match in found if match and _counts(phrase, clause, dangling=dangling)
            ]
            for phrase, match in sorted(counted, key=lambda one: one[1].start()):
                yield _Told(phrase, match, clause, "".join(clauses[at + 1 : at + 2]))


def _sentences(text: str) -> list[str]:
    """The sentences that state something; a question tells nothing."""
    whole = re.sub(r"(?<!\n)\n(?!\n)", " ", _ABBREVIATED.sub(r"\1", text[:_MOST]))
    return [sentence for sentence in _SENTENCE.split(whole) if not sentence.rstrip().endswith("?")]


def _counts(phrase: Phrase, clause: str, *, dangling: bool) -> bool:
    """Whether the clause says so, and does not deny it, plan it, or speak of somebody else."""
    if phrases.CONDITIONS.search(clause) or (not phrase.denied and (dangling or _denied(clause))):
        return False
    if phrase.keyword is Keyword.GESPROKEN and phrases.WITH_OTHERS.search(clause):
        return False
    if phrase.keyword is Keyword.NIET_BEREIKT and phrases.OF_COMPLAINANT.search(clause):
        return False
    return phrase.denied or phrase.wished or phrases.PLANS.search(clause) is None


def _denied(clause: str) -> bool:
    return phrases.DENIES.search(clause) is not None


def _open(clause: str) -> bool:
    """Whether it has not happened yet, or perhaps not."""
    return phrases.PLANS.search(clause) is not None or phrases.CONDITIONS.search(clause) is not None


def _command(told: _Told, answered: date) -> Command:
    """The command of a phrase, with the day, the time and the name that stand beside it."""
    keyword, shape = told.phrase.keyword, SHAPES[told.phrase.keyword]
    if shape.until:
        found = parse(keyword, told.clause, answered).command
        return completed(Command(keyword, day=found.day, until=found.until))
    clause = f"{told.clause} {told.next}" if _ONLY_TIME.fullmatch(_timeless(told.next, answered)) else told.clause
    day = _day(clause, told.match, shape.tense, answered) if shape.tense else None
    behind = f"{clause[: day.start]} {clause[day.end :]}" if day else clause
    at = find_time(behind) if shape.time else None
    who = next(filter(None, told.match.groupdict().values()), "")
    return completed(Command(keyword, day=day.day if day else None, at=at.at if at else None, words=who))


def _day(clause: str, match: re.Match[str], tense: Tense, answered: date) -> FoundDay | None:
    """The day of what happened: before the phrase for a fact, behind it for a plan, else on its other side.

    *Gisteren gesproken over de afspraak van vrijdag*, but *morgen uitnodigen voor donderdag*.
    """
    before = find_day(clause[: match.start()], answered, tense)
    after = find_day(clause[match.end() :], answered, tense)
    moved = FoundDay(after.day, after.start + match.end(), after.end + match.end()) if after else None
    return (before or moved) if tense is Tense.PAST else (moved or before)


def _timeless(clause: str, answered: date) -> str:
    """A clause without day and time."""
    day = find_day(clause, answered, Tense.PAST)
    rest = f"{clause[: day.start]} {clause[day.end :]}" if day else clause
    at = find_time(rest)
    return f"{rest[: at.start]} {rest[at.end :]}" if at else rest
