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
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import completed
from klachtmail.core.commands.values import Command, Question
from klachtmail.core.dutch_dates import short_day

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
        "HELP": Keyword.HULP,
        "INFO": Keyword.HULP,
        "VERSTUUR": Keyword.STUUR,
        "STUREN": Keyword.STUUR,
        "VERSTUREN": Keyword.STUUR,
        "ANTWOORD": Keyword.STUUR,
        "GESPREK": Keyword.GESPROKEN,
        "VOICEMAIL": Keyword.NIET_BEREIKT,
        "OVERGEDRAGEN": Keyword.OVERDRAGEN,
        "GEKOPPELD": Keyword.KOPPEL,
        "KOPPELEN": Keyword.KOPPEL,
        "HEROPENEN": Keyword.HEROPEN,
        "HEROPEND": Keyword.HEROPEN,
        "INTREKKEN": Keyword.INGETROKKEN,
        "GEPOST": Keyword.BRIEF_VERSTUURD,
        "ONTEVREDEN": Keyword.TEVREDEN,
        "GEMELD": Keyword.GEMELD_AP,
        "VAKANTIE": Keyword.AFWEZIG,
    }
)
"""Other words that people use for a keyword."""
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
        return _sent(_SENT[word], rest, answered) if _bare(_SENT[word], typed, rest, answered) else None
    return _meant(lines[0], answered)


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
    """To be sent, or sent already by the writer himself?"""
    parsed = parse(keyword, rest, answered)
    if parsed.problem:
        return no_such_day(parsed.problem)
    command = completed(filled(parsed))
    done = replace(command, fields=(("al gedaan op", short_day(answered)),), missing=())
    return Question(_DONE, (command, done))


def _bare(keyword: Keyword, typed: str, rest: str, answered: date) -> bool:
    """Whether a word is used as a command: in capitals, or with nothing but arguments behind it."""
    return typed.isupper() or only_arguments(parse(keyword, rest, answered))


def _meant(line: str, answered: date) -> Question | None:
    """The keyword that the first words come close to: one word, or several for a keyword of several."""
    words = plain(line).split()
    for count in (3, 2, 1):
        typed = "".join(re.sub(r"[^\w]", "", word) for word in words[:count])
        keyword = _close_to(typed.upper())
        rest = " ".join(words[count:]).lstrip(" .,:;!-")
        if keyword and _bare(keyword, typed, rest, answered):
            return meant(completed(filled(parse(keyword, rest, answered))))
    return None


def _close_to(word: str) -> Keyword | None:
    if word in _MEANT:
        return _MEANT[word]
    close = get_close_matches(word, _KEYWORDS, n=1, cutoff=_CLOSE) if len(word) >= _LEAST else []
    return _KEYWORDS[close[0]] if close else None
