"""What each keyword takes: a day, a time, words, a reason, a letter; and what it cannot do without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import Tense


@dataclass(frozen=True, slots=True)
class Shape:
    """``tense`` is that of its day (None: it takes none); ``until`` a second day, ``time`` a time of day.

    ``words`` says that a place, a name or a number belongs to it, ``reason`` that free words are its reason, ``yes``
    that it is answered with *ja* or *nee*. ``needs`` names what is missing where it was not given.
    """

    tense: Tense | None = None
    until: bool = False
    time: bool = False
    words: bool = False
    reason: bool = False
    yes: bool = False
    needs: tuple[str, ...] = ()


_DAY: Final = "een datum"
_TIME: Final = "een tijd"
_REASON: Final = "de reden"
_LETTER: Final = "de brief"
_PLAIN: Final = Shape()
_DONE: Final = Shape(Tense.PAST)

SHAPES: Final = MappingProxyType(
    dict.fromkeys(Keyword, _PLAIN)
    | {
        Keyword.GESPROKEN: Shape(Tense.PAST, words=True),
        Keyword.NIET_BEREIKT: Shape(Tense.PAST, words=True),
        Keyword.UITNODIGEN: Shape(Tense.FUTURE, time=True, words=True, needs=(_DAY, _TIME)),
        Keyword.BEVESTIGEN: Shape(needs=(_LETTER,)),
        Keyword.STUUR: Shape(needs=("de tekst",)),
        Keyword.UITSTEL: Shape(Tense.FUTURE, reason=True, needs=(_DAY, _REASON)),
        Keyword.AFHANDELEN: Shape(words=True, needs=("de uitkomst", "de oorzaak", "de maatregel", _LETTER)),
        Keyword.OVERDRAGEN: Shape(words=True, needs=("een naam",)),
        Keyword.NIET_IN_BEHANDELING: Shape(reason=True, needs=(_REASON,)),
        Keyword.KLACHT: Shape(reason=True),
        Keyword.PRIVACY: Shape(reason=True),
        Keyword.GEEN_KLACHT: Shape(reason=True, needs=(_REASON,)),
        Keyword.BETROKKEN: Shape(words=True, needs=("een naam",)),
        Keyword.KOPPEL: Shape(words=True, needs=("een zaaknummer",)),
        Keyword.HEROPEN: Shape(reason=True),
        Keyword.INGETROKKEN: Shape(Tense.PAST, reason=True),
        Keyword.MAATREGEL_KLAAR: _DONE,
        Keyword.DATALEK: Shape(Tense.PAST, time=True, reason=True),
        Keyword.GEEN_DATALEK: Shape(reason=True, needs=(_REASON,)),
        Keyword.GEMELD_AP: Shape(Tense.PAST, time=True, words=True),
        Keyword.GEEN_ADVIES: Shape(reason=True, needs=(_REASON,)),
        Keyword.ADRES: Shape(words=True, needs=("een adres",)),
        Keyword.TELEFOON: Shape(words=True, needs=("een telefoonnummer",)),
        Keyword.BEKEND: Shape(words=True, needs=("een adres",)),
        Keyword.NIEUW: Shape(words=True),
        Keyword.BRIEF_VERSTUURD: _DONE,
        Keyword.NUMMER_DOORGEGEVEN: _DONE,
        Keyword.AFWEZIG: Shape(Tense.FUTURE, until=True, needs=(_DAY,)),
        Keyword.BEWAREN: Shape(Tense.FUTURE, reason=True, needs=(_DAY, _REASON)),
        Keyword.TEVREDEN: Shape(yes=True, reason=True, needs=("ja of nee",)),
        Keyword.EFFECT: Shape(yes=True, reason=True, needs=("ja of nee",)),
        Keyword.ANALYSE_KLAAR: Shape(words=True, needs=("een jaar",)),
    }
)

DONE_ON: Final = "al gedaan op"
"""The field of a letter that the writer of the command has sent himself: to be recorded, not to be sent."""
_WORDS: Final = frozenset(
    {"de uitkomst", "een naam", "een zaaknummer", "een adres", "een telefoonnummer", "een jaar"},
)
"""The needs that the words of the keyword's line meet."""


def completed(command: Command) -> Command:
    """The command with what it lacks."""
    lacking = [need for need in SHAPES[command.keyword].needs if not _given(need, command)]
    return replace(command, missing=(*lacking, *_of_measure(command)))


def merged(earlier: Command, later: Command) -> Command:
    """What was kept of an incomplete command, with what came in addition; the later word counts."""
    fields = dict(earlier.fields) | dict(later.fields)
    both = replace(
        earlier,
        day=later.day or earlier.day,
        until=later.until or earlier.until,
        at=later.at or earlier.at,
        words=later.words or earlier.words,
        fields=tuple(fields.items()),
        reason=later.reason or earlier.reason,
        letter=later.letter or earlier.letter,
        yes=earlier.yes if later.yes is None else later.yes,
        consent=later.consent or earlier.consent,
        inform=later.inform or earlier.inform,
        others=later.others,
    )
    return completed(both)


def _given(need: str, command: Command) -> bool:
    """Whether what is needed was given; a letter tells its reason itself."""
    if need in _WORDS:
        return bool(command.words)
    invited = command.keyword is Keyword.UITNODIGEN and command.field(DONE_ON)
    given = {
        _DAY: command.day or command.until or invited,
        _TIME: command.at or invited,
        _REASON: command.reason or (command.keyword is Keyword.GEEN_KLACHT and command.letter),
        _LETTER: command.letter or command.field(DONE_ON),
        "de tekst": command.letter,
        "ja of nee": command.yes is not None,
        "de oorzaak": command.field("oorzaak"),
        "de maatregel": command.field("maatregel"),
    }
    return bool(given[need])


def _of_measure(command: Command) -> tuple[str, ...]:
    """Owner and day of a measure, where one is needed: ``geen maatregel nodig, want ...`` is an answer (R3, R4)."""
    if command.keyword is not Keyword.AFHANDELEN or command.field("maatregel").lower().startswith(("geen", "niet")):
        return ()
    wanted = (("eigenaar", "de eigenaar van de maatregel"), ("gereed", "de dag waarop de maatregel gereed is"))
    return tuple(told for key, told in wanted if not command.field(key))
