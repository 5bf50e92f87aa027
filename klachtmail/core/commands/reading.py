"""An answer from its first line to its last: the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from klachtmail.core.commands.arguments import filled, only_arguments, parse
from klachtmail.core.commands.asking import CALLED, asked_back, corrected, meant, no_such_day
from klachtmail.core.commands.body import Body, begins_part, is_empty, read_body
from klachtmail.core.commands.cleaning import clean, plain
from klachtmail.core.commands.ending import before_ending, letter_of
from klachtmail.core.commands.first_line import INLINE, First, begun, keyword_of
from klachtmail.core.commands.free_text import contradicts, fact_in, only_called
from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.shapes import SHAPES, completed
from klachtmail.core.commands.taken import Parsed
from klachtmail.core.commands.values import Answer, Command, Prose, Question
from klachtmail.core.commands.yes_no import yes_or_no

_WRAPPED: Final = 60
"""A line of this length may have been broken by the mail program; the next one goes on."""
_FURTHER: Final = 12
"""Lines in which the keyword's line may go on."""
_OPENERS: Final = frozenset(
    {Keyword.KLACHT, Keyword.PRIVACY, Keyword.ADRES, Keyword.TELEFOON, Keyword.STATUS, Keyword.BEKEND}
    | {Keyword.NIEUW, Keyword.GEZIEN, Keyword.BETROKKEN, Keyword.STUKKEN, Keyword.HULP, Keyword.LIJST}
    | {Keyword.DOSSIER, Keyword.TEVREDEN, Keyword.EFFECT}
)
"""Keywords that in small letters begin many an ordinary sentence."""
_ASKS: Final = frozenset({Keyword.STATUS, Keyword.LIJST, Keyword.DOSSIER, Keyword.HULP})
"""Keywords that are a question themselves: ``STATUS?``."""
_DENIED: Final = re.compile(r"(?:nog |toch |maar )?niet(?!\w)", re.IGNORECASE)
_DENIES: Final = frozenset(
    {Keyword.NIET_BEREIKT, Keyword.NIET_IN_BEHANDELING, Keyword.GEEN_KLACHT, Keyword.GEEN_DATALEK, Keyword.GEEN_ADVIES}
    | {Keyword.UITSTEL, Keyword.BEWAREN, Keyword.TEVREDEN, Keyword.EFFECT, Keyword.AFWEZIG}
    | {Keyword.GESPROKEN, Keyword.UITNODIGEN, Keyword.NIEUW}
)
"""Keywords behind which a *niet* is a reason, or is looked at otherwise; behind any other it takes the keyword back:
``STUKKEN niet``."""
_LABEL: Final = re.compile(r"^\s*[*_]{0,3}(?:brief|tekst|bericht)[*_]{0,3} ?:[*_]{0,3}\s*", re.IGNORECASE)
"""What people write before a message that needs no label, e.g. ``Tekst:``."""
_LAID: Final = ("datum", "tijd", "plaats")
"""Fields that say what else stands on the keyword's line."""


def read(new_text: str, *, answered: date) -> Answer:
    """What an answer asks for; ``answered`` is the local day on which it arrived. Never raises."""
    lines = begun(clean(new_text).split("\n"))
    if not before_ending(lines):
        return Prose("")
    return (
        _yes_or_no(lines, answered)
        or _command(lines, answered)
        or asked_back(lines, answered)
        or _corrected(lines, answered)
        or _prose(lines, answered)
    )


def _yes_or_no(lines: list[str], answered: date) -> Command | Question | None:
    """JA, NEE, or the question which is meant; *nee, voicemail ingesproken* is asked by its fact."""
    found = yes_or_no(lines)
    fact = fact_in("\n".join(before_ending(lines)), answered) if isinstance(found, Question) else None
    return meant(fact) if fact else found


def _command(lines: list[str], answered: date) -> Answer | None:
    """The command that the first line names, or None where it is no keyword or only a word of prose."""
    first = keyword_of(lines[0])
    if first is None or (first.asked and first.rest and first.keyword not in _ASKS):
        return None
    if first.keyword is Keyword.STUUR:
        return _letter(first, lines[1:])
    head, *rest = [part.strip() for part in INLINE.split(first.rest)]
    parsed, used = _arguments(first.keyword, head, lines, answered)
    return _judged(first, parsed, [*rest, *lines[1 + used :]], answered)


def _corrected(lines: list[str], answered: date) -> Answer | None:
    """The question whether a keyword was meant that the first words come close to, with all that stands below."""
    better = corrected(lines, answered)
    found = _command(better, answered) if better else None
    return meant(found) if isinstance(found, Command) else found


def _letter(first: First, lines: list[str]) -> Answer:
    """STUUR: all that stands behind it is the message."""
    letter = letter_of(_LABEL.sub("", "\n".join([first.rest, *lines]), count=1).split("\n"))
    command = completed(Command(Keyword.STUUR, letter="" if is_empty(letter) else letter))
    return command if first.capitals or not first.rest else meant(command)


def _arguments(keyword: Keyword, head: str, lines: Sequence[str], answered: date) -> tuple[Parsed, int]:
    """The arguments of the keyword's line, and of how many further lines where it goes on there."""
    parsed, used = parse(keyword, head, answered), 0
    for at, line in enumerate(lines[1:_FURTHER], 1):
        if not line.strip() and not head:
            continue
        longer = parse(keyword, f"{head} {plain(line)}".strip(), answered)
        wrapped = len(lines[at - 1]) > _WRAPPED and line.strip()
        if _is_apart(keyword, line) or not (wrapped or _tells_more(parsed, longer)):
            break
        parsed, head, used = longer, f"{head} {plain(line)}".strip(), at
    return parsed, used


def _is_apart(keyword: Keyword, line: str) -> bool:
    """Whether a line begins something of its own; below TEVREDEN a lone *ja* is its argument."""
    return begins_part(line) and not (SHAPES[keyword].yes and plain(line).lower().rstrip(".!") in {"ja", "nee"})


def _tells_more(parsed: Parsed, longer: Parsed) -> bool:
    """Whether a further line holds nothing but arguments that were not given yet."""
    more = longer.command != parsed.command or bool(longer.problem and not parsed.problem)
    return more and longer.left == parsed.left


def _judged(first: First, parsed: Parsed, lines: list[str], answered: date) -> Answer | None:
    """The command where it was surely meant; else a question, or prose."""
    sure = first.capitals or only_arguments(parsed)
    if parsed.problem and sure:
        return no_such_day(parsed.problem)
    denied = _DENIED.match(parsed.left) is not None and first.keyword not in _DENIES
    if denied:
        parsed = replace(parsed, left="")
    body = read_body([*first.others, *lines])
    command = _with_body(_with_laid(filled(parsed), body, answered), body)
    if not sure and _is_prose(first, lines, answered):
        return None
    asked = not sure or denied or (first.asked and first.keyword not in _ASKS)
    return _doubt(command, answered) or (meant(command) if asked else command)


def _is_prose(first: First, lines: Sequence[str], answered: date) -> bool:
    """Whether a keyword in small letters is a word of a sentence: it opens many a one, or the words hold a fact."""
    told = "\n".join([f"{first.keyword.lower()} {first.rest}", *before_ending(lines)])
    return first.keyword in _OPENERS or fact_in(told, answered) is not None


def _doubt(command: Command, answered: date) -> Question | None:
    """GESPROKEN with words that say the contrary is asked back."""
    if command.keyword is not Keyword.GESPROKEN or not contradicts(command.words, answered):
        return None
    bare = replace(command, words="")
    return Question(CALLED, (bare, completed(replace(bare, keyword=Keyword.NIET_BEREIKT))))


def _with_laid(command: Command, body: Body, answered: date) -> Command:
    """The command with a day, a time and a place that stand as fields below its line."""
    laid = [dict(body.fields).get(key, "") for key in _LAID]
    shape = SHAPES[command.keyword]
    if shape.tense is None or not any(laid):
        return command
    found = filled(parse(command.keyword, plain(" ".join(laid)), answered))
    return replace(command, day=command.day or found.day, at=command.at or found.at, words=command.words or found.words)


def _with_body(command: Command, body: Body) -> Command:
    """The command with what stands below its line."""
    fields = dict(body.fields)
    reason = fields.pop("reden", "")
    own = {command.keyword} | ({Keyword.JA, Keyword.NEE} if SHAPES[command.keyword].yes else set())
    taken = _LAID if SHAPES[command.keyword].tense else ()
    free = body.free if SHAPES[command.keyword].reason else ""
    full = replace(
        command,
        fields=tuple((key, value) for key, value in fields.items() if key not in taken),
        reason=reason or "\n".join(filter(None, (command.reason, free))),
        letter=body.letter,
        others=tuple(other for other in body.others if other not in own),
    )
    return completed(full)


def _prose(lines: list[str], answered: date) -> Answer:
    """No keyword: a note, with the command that its words would be."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    told = "\n".join(before_ending(lines))
    body = read_body(lines)
    fact = fact_in(told, answered)
    if fact is None and only_called(told):
        return Question(CALLED, (Command(Keyword.GESPROKEN), Command(Keyword.NIET_BEREIKT)))
    return Prose(text, fact, body.fields, body.letter)
