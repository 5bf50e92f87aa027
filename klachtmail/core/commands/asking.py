"""What is asked back: words that sound like a command and may mean two things, and keywords that were mistyped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.arguments import filled, only_arguments, parse
from klachtmail.core.commands.cleaning import plain
from klachtmail.core.commands.first_line import keyword_of
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import DONE_ON, SHAPES, completed
from klachtmail.core.commands.values import Command, Question
from klachtmail.core.dutch_dates import Tense, find_day, short_day

CALLED: Final = "Heeft u de klager zelf gesproken?"
_DONE: Final = "Moet ik de brief sturen, of heeft u dat al gedaan?"
_SENT: Final = MappingProxyType(
    {
        "UITGENODIGD": Keyword.UITNODIGEN,
        "BEVESTIGD": Keyword.BEVESTIGEN,
        "AFGEHANDELD": Keyword.AFHANDELEN,
        "UITGESTELD": Keyword.UITSTEL,
    }
)
"""Past participles of keywords that send a letter: to be sent, or sent already?"""
_DIALLED: Final = frozenset({"GEBELD", "TERUGGEBELD", "OPGEBELD"})
_MEANT: Final = MappingProxyType(
    {
        "HELP": "HULP",
        "INFO": "HULP",
        "VERSTUUR": "STUUR",
        "STUREN": "STUUR",
        "VERSTUREN": "STUUR",
        "ANTWOORD": "STUUR",
        "GESPREK": "GESPROKEN",
        "VOICEMAIL": "NIET BEREIKT",
        "OVERGEDRAGEN": "OVERDRAGEN",
        "GEKOPPELD": "KOPPEL",
        "KOPPELEN": "KOPPEL",
        "HEROPENEN": "HEROPEN",
        "HEROPEND": "HEROPEN",
        "INTREKKEN": "INGETROKKEN",
        "GEPOST": "BRIEF VERSTUURD",
        "ONTEVREDEN": "TEVREDEN nee",
        "GEMELD": "GEMELD AP",
        "VAKANTIE": "AFWEZIG",
    }
)
"""Other words that people use for a keyword."""
_MANNER: Final = re.compile(
    r"(?:op |d\.?d\.? )?[\d/. -]*(?:[a-z]+ ?\d{0,4} )?(?:(?:per|via|met een?) (?:mail|e-mail|brief|post|app))?[ .!]*",
    re.IGNORECASE,
)
"""How and when a letter went out, e.g. ``op 20-11 per mail``."""
_KEYWORDS: Final = MappingProxyType({keyword.replace(" ", ""): keyword for keyword in Keyword})
_CLOSE: Final = 0.8
_LEAST: Final = 4
_WORD: Final = re.compile(r"[\"'(]?(?P<word>[^\W\d_]+)(?!\w|[-'@]\w)[\"')]?[\s.,:;!-]*(?P<rest>.*)", re.DOTALL)


def asked_back(lines: list[str], answered: date) -> Question | None:
    """The question about the first words of an answer, or None where they are no command at all."""
    found = _WORD.match(plain(lines[0]))
    if found is None:
        return None
    typed, word, rest = found["word"], found["word"].upper(), found["rest"]
    if word in _DIALLED:
        return called(rest, answered) if _bare(Keyword.GESPROKEN, typed, rest, answered) else None
    if word in _SENT:
        bare = _bare(_SENT[word], typed, rest, answered) or _MANNER.fullmatch(rest)
        return _sent(_SENT[word], rest, answered) if bare else None
    return None


def called(rest: str, answered: date) -> Question:
    """In Dutch *gebeld* may mean no more than dialled (R16)."""
    both = (filled(parse(keyword, rest, answered)) for keyword in (Keyword.GESPROKEN, Keyword.NIET_BEREIKT))
    return Question(CALLED, tuple(completed(command) for command in both))


def no_such_day(problem: str) -> Question:
    """A date that does not exist is asked for and never guessed."""
    return Question(f"{problem}. Welke dag bedoelt u?")


def meant(command: Command) -> Question:
    """Whether this command was meant."""
    return Question(f"Bedoelt u {command.keyword}?", (command,))


def _sent(keyword: Keyword, rest: str, answered: date) -> Question:
    """To be sent, or sent already by the writer himself, on the day that he tells?"""
    parsed = parse(keyword, rest, answered)
    day = find_day(rest, answered, Tense.PAST)
    problem = parsed.problem or (day.problem if day else "")
    if problem:
        return no_such_day(problem)
    told = day.day if day and day.day and SHAPES[keyword].tense is None else answered
    command = filled(parsed) if SHAPES[keyword].words else parsed.command
    done = replace(command, fields=((DONE_ON, short_day(told)),))
    return Question(_DONE, (completed(command), completed(done)))


def _bare(keyword: Keyword, typed: str, rest: str, answered: date) -> bool:
    """Whether a word is used as a command: in capitals, or with nothing but arguments behind it."""
    return typed.isupper() or only_arguments(parse(keyword, rest, answered))


def corrected(lines: list[str], answered: date) -> list[str] | None:
    """The answer as its writer may have wanted to type it, where its first words come close to a keyword.

    One word, or several for a keyword of several; an outcome alone is one of AFHANDELEN.
    """
    words = plain(lines[0]).split()
    outcome = parse(Keyword.AFHANDELEN, plain(lines[0]), answered)
    if outcome.command.words and not outcome.left:
        return [f"{Keyword.AFHANDELEN} {outcome.command.words}", *lines[1:]]
    for count in (3, 2, 1):
        typed = "".join(re.sub(r"[^\w]", "", word) for word in words[:count])
        line = f"{_close_to(typed.upper())} {' '.join(words[count:])}"
        close = keyword_of(line) if line[0] != " " and not keyword_of(lines[0]) else None
        if close and _bare(close.keyword, typed, close.rest, answered):
            return [line, *lines[1:]]
    return None


def _close_to(word: str) -> str:
    """What somebody may have wanted to type, as he would have to; empty where it is nothing near."""
    if word in _MEANT:
        return _MEANT[word]
    close = get_close_matches(word, _KEYWORDS, n=1, cutoff=_CLOSE) if len(word) >= _LEAST else []
    return _KEYWORDS[close[0]].value if close else ""
