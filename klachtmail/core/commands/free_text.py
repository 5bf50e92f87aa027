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

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import SHAPES, completed
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import find_day, find_time


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrasing and what it would be; ``denied`` phrases hold their own *niet* or *geen*."""

    keyword: Keyword
    pattern: re.Pattern[str]
    denied: bool = False


def _phrase(keyword: Keyword, pattern: str, *, denied: bool = False) -> Phrase:
    return Phrase(keyword, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), denied)


_WITH: Final = (
    r"(?:met )?(?:haar|hem|hen|mevrouw|meneer|mevr\.?|mw\.?|dhr\.?|de heer|(?:de )?(?:klager|klaagster|cliënte?))"
)

PHRASES: Final = (
    # somebody was called and did not answer
    _phrase(Keyword.NIET_BEREIKT, r"voice ?mail|antwoordapparaat|geen gehoor|tevergeefs gebeld", denied=True),
    _phrase(
        Keyword.NIET_BEREIKT,
        r"(?:niet|nam niet|neemt niet|niemand) op(?:genomen)?|nam(?:en)? (?:er )?niet op",
        denied=True,
    ),
    _phrase(
        Keyword.NIET_BEREIKT,
        r"niet (?:kunnen |te )?(?:bereik(?:t|en|baar)|te pakken(?: kunnen)? (?:gekregen|krijgen)|te spreken gekregen)"
        r"|niet gelukt om \w+ te (?:spreken|bereiken)|niet aan de (?:lijn|telefoon) gekregen",
        denied=True,
    ),
    # a talk took place
    _phrase(Keyword.GESPROKEN, r"gesproken|gesprek gehad|(?:telefonisch )?contact gehad"),
    _phrase(Keyword.GESPROKEN, r"aan de (?:telefoon|lijn) (?:gehad|gekregen)|(?:ik )?sprak (?:ik )?" + _WITH),
    # an invitation
    _phrase(
        Keyword.UITNODIGEN, r"uitgenodigd|uitnodigen|afspraak (?:gemaakt|gepland)|nodig (?:ik )?" + _WITH + r" uit"
    ),
    # the complaint is withdrawn
    _phrase(Keyword.INGETROKKEN, r"(?:trekt|trok|trekken) (?:\w+ ){0,4}in|(?:in ?trekken|in te trekken|ingetrokken)"),
    # more time is needed
    _phrase(
        Keyword.UITSTEL,
        r"(?:lukt|haal|halen|red|redden) (?:\w+ ){0,4}niet (?:\w+ ){0,3}(?:op tijd|binnen|voor|meer)",
        denied=True,
    ),
    _phrase(
        Keyword.UITSTEL,
        r"(?:meer|extra|langer(?:e)?) (?:de )?tijd nodig|uitstel|uitstellen|uitgesteld|niet op tijd",
        denied=True,
    ),
    # a letter was posted, the number told
    _phrase(
        Keyword.BRIEF_VERSTUURD,
        r"brief (?:\w+ ){0,4}(?:verstuurd|verzonden|gepost|weg)|op de (?:post|bus) gedaan|gepost",
    ),
    _phrase(Keyword.NUMMER_DOORGEGEVEN, r"(?:zaak)?nummer (?:\w+ ){0,4}doorgegeven"),
    # a breach was reported
    _phrase(
        Keyword.GEMELD_AP,
        r"gemeld (?:bij|aan) (?:de )?(?:AP|autoriteit)"
        r"|(?:bij|aan) (?:de )?(?:AP|autoriteit persoonsgegevens) (?:\w+ )?gemeld"
        r"|AP[- ]melding (?:\w+ )?(?:gedaan|verstuurd)|melding (?:\w+ )?gedaan bij (?:de )?(?:AP|autoriteit)",
    ),
    # somebody else has it, or nothing need be said
    _phrase(
        Keyword.OVERDRAGEN,
        r"overgedragen aan (?P<who>[A-Z]\w+(?: [A-Z]\w+)?)|(?P<whom>[A-Z]\w+) neemt (?:\w+ ){0,3}over",
    ),
    _phrase(
        Keyword.GEZIEN,
        r"(?:geen|hoeft (?:\w+ )?(?:geen|niet)) (?:antwoord|reactie|beantwoord)"
        r"(?: (?:\w+ )?(?:nodig|te worden|vereist))?"
        r"|alleen (?:ter info|ter kennisgeving|een bedankje)",
        denied=True,
    ),
)
"""Ways of saying what happened; where several stand in one answer, the last one counts."""

_DENIES: Final = re.compile(
    r"(?<!\w)(?:niet|geen|nooit|nog te|niemand|zonder|in plaats van|tenzij)(?!\w)", re.IGNORECASE
)
_DEPENDS: Final = re.compile(
    r"(?<!\w)(?:als|zodra|wanneer|nadat|voordat|indien|mits|totdat|of|hoop|denk|misschien|mogelijk|zou|moet|moeten|kan"
    r"|kun|kunnen|wil (?:je|jij|u|ik)|ga|gaan|gaat|zal|zullen|wordt|probeer|graag)(?!\w)",
    re.IGNORECASE,
)
"""A word that makes of a fact a plan, a wish or a condition."""
_OTHERS: Final = re.compile(
    r"(?<!\w)met (?:(?:mijn|een|de|zijn|haar|onze|hun) (?:collega|leidinggevende|teamleider|man|vrouw|partner|moeder"
    r"|vader|zoon|dochter|buur\w+|werkgever|directie|advocaat|directeur|begeleider|coach)\w*|elkaar|jou|je|jullie)(?!\w)"
    r"|(?<!\w)(?:zijn|haar) (?:man|vrouw|moeder|vader|zoon|dochter|partner|advocaat) (?:\w+ )?gesproken",
    re.IGNORECASE,
)
"""A talk with somebody else than the complainant."""
_PLANNED: Final = frozenset({Keyword.UITNODIGEN, Keyword.INGETROKKEN, Keyword.UITSTEL})
"""What may also be wished or planned: *hij wil de klacht intrekken*."""
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[^a-z\d])|\n\s*\n|(?<=[!?])\s+")
_CLAUSE: Final = re.compile(
    r",|;|:| maar | want | en (?=(?:ik|ze|zij|hij|we|wij|heb|ga|dat|de|het|toen|daarna)\b)|\. ", re.IGNORECASE
)
_CALLED: Final = re.compile(r"(?<!\w)(?:terug ?)?gebeld(?!\w)", re.IGNORECASE)


def fact_in(text: str, answered: date) -> Command | None:
    """The command that the words would be, or None where they tell nothing, or nothing sure."""
    found = [_command(phrase, match, sentence, answered) for phrase, match, sentence in _told(text)]
    return found[-1] if found else None


def only_called(text: str) -> bool:
    """Whether somebody tells that he called, which may mean no more than dialled (R16)."""
    return any(_CALLED.search(clause) and not _open(clause) for clause in _clauses_of(text))


def _told(text: str) -> Iterator[tuple[Phrase, re.Match[str], str]]:
    """The phrases that count, each with its sentence, in the order of the text."""
    for sentence in _sentences(text):
        for clause in _CLAUSE.split(sentence):
            for phrase in PHRASES:
                match = phrase.pattern.search(clause)
                if match and _counts(phrase, clause):
                    yield phrase, match, sentence


def _sentences(text: str) -> list[str]:
    """The sentences that state something; a question tells nothing."""
    whole = _SENTENCE.split(re.sub(r"(?<!\n)\n(?!\n)", " ", text))
    return [sentence for sentence in whole if not sentence.rstrip().endswith("?")]


def _clauses_of(text: str) -> list[str]:
    return [clause for sentence in _sentences(text) for clause in _CLAUSE.split(sentence)]


def _counts(phrase: Phrase, clause: str) -> bool:
    """Whether the clause says so, and does not deny it, plan it, or speak of somebody else."""
    if phrase.keyword is Keyword.GESPROKEN and _OTHERS.search(clause):
        return False
    if phrase.keyword in _PLANNED:
        return phrase.denied or _DENIES.search(clause) is None
    return not _DEPENDS.search(clause) if phrase.denied else not _open(clause)


def _open(clause: str) -> bool:
    return _DENIES.search(clause) is not None or _DEPENDS.search(clause) is not None


def _command(phrase: Phrase, match: re.Match[str], sentence: str, answered: date) -> Command:
    """The command of a phrase, with the day, the time and the name that stand in its sentence."""
    shape = SHAPES[phrase.keyword]
    day = find_day(sentence, answered, shape.tense) if shape.tense else None
    behind = f"{sentence[: day.start]} {sentence[day.end :]}" if day else sentence
    at = find_time(behind) if shape.time else None
    who = next(filter(None, match.groupdict().values()), "")
    return completed(Command(phrase.keyword, day=day.day if day else None, at=at.at if at else None, words=who))
