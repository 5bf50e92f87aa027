"""Staff's answers, read: ONE keyword as the first word of the new text, then what belongs to it (DESIGN 5).

``read`` takes the new text of an answer, already without quotes, and gives back a command, a question to ask back, or
prose. It never guesses: what may mean two things is asked, what has no keyword is a note. ``written`` is the way back.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from klachtmail.core.commands.arguments import OUTCOMES, Parsed, filled, only_arguments, parse
from klachtmail.core.commands.asking import CALLED, asked_back, meant, no_such_day
from klachtmail.core.commands.body import PLACEHOLDERS, Body, begins_part, read_body
from klachtmail.core.commands.cleaning import clean, plain
from klachtmail.core.commands.ending import letter_of
from klachtmail.core.commands.first_line import First, is_greeting, joined, keyword_of
from klachtmail.core.commands.free_text import fact_in, only_called
from klachtmail.core.commands.keywords import TABLE, Keyword, Rule, Who
from klachtmail.core.commands.shapes import SHAPES, completed, merged
from klachtmail.core.commands.values import Answer, Command, Prose, Question
from klachtmail.core.commands.written import written
from klachtmail.core.commands.yes_no import yes_or_no

__all__ = [
    "OUTCOMES",
    "TABLE",
    "Answer",
    "Command",
    "Keyword",
    "Prose",
    "Question",
    "Rule",
    "Who",
    "merged",
    "read",
    "written",
]

_WRAPPED: Final = 60
"""A line of this length may have been broken by the mail program; the next one goes on."""
_INLINE: Final = re.compile(r"(?:^|(?<=\s))(?=(?:[Bb]rief|BRIEF|Reden|reden|Oorzaak|Maatregel|Eigenaar|Gereed) ?:)")
"""Where a field begins on the keyword's own line, e.g. ``GEEN KLACHT Reden: een vraag``."""
_OPENERS: Final = frozenset(
    {Keyword.KLACHT, Keyword.PRIVACY, Keyword.ADRES, Keyword.TELEFOON, Keyword.STATUS, Keyword.BEKEND}
    | {Keyword.NIEUW, Keyword.GEZIEN, Keyword.BETROKKEN, Keyword.STUKKEN, Keyword.HULP, Keyword.LIJST}
    | {Keyword.DOSSIER, Keyword.TEVREDEN, Keyword.EFFECT}
)
"""Keywords that in small letters begin many an ordinary sentence."""


def read(new_text: str, *, answered: date) -> Answer:
    """What an answer asks for; ``answered`` is the local day on which it arrived. Never raises."""
    lines = _begun(clean(new_text).split("\n"))
    if not lines:
        return Prose("")
    return yes_or_no(lines) or _command(lines, answered) or asked_back(lines, answered) or _prose(lines, answered)


def _begun(lines: list[str]) -> list[str]:
    """The lines from the first that says something: behind blank ones and a greeting."""
    at = next((at for at, line in enumerate(lines) if plain(line) and not is_greeting(line)), len(lines))
    return joined(lines[at:])


def _command(lines: list[str], answered: date) -> Answer | None:
    """The command that the first line names, or None where it is no keyword or only a word of prose."""
    first = keyword_of(lines[0])
    if first is None:
        return None
    if first.keyword is Keyword.STUUR:
        return _letter(first, lines[1:])
    head, *rest = [part.strip() for part in _INLINE.split(first.rest)]
    parsed, used = _arguments(first.keyword, head, lines[1:], answered)
    return _judged(first, parsed, [*rest, *lines[1 + used :]], answered)


def _letter(first: First, lines: list[str]) -> Answer | None:
    """STUUR: all that stands behind it is the message."""
    letter = letter_of([re.sub(r"^(?:brief|tekst) ?:\s*", "", first.rest, flags=re.IGNORECASE), *lines])
    letter = re.sub(r"^(?:brief|tekst) ?:\s*", "", letter, flags=re.IGNORECASE)
    command = completed(Command(Keyword.STUUR, letter="" if letter.lower() in PLACEHOLDERS else letter))
    return command if first.capitals or not first.rest else meant(command)


def _arguments(keyword: Keyword, head: str, lines: list[str], answered: date) -> tuple[Parsed, int]:
    """The arguments of the keyword's line, and of how many further lines where it goes on there."""
    parsed, used = parse(keyword, head, answered), 0
    for at, line in enumerate(lines):
        wrapped = len(head) > _WRAPPED and at == used
        if (not line.strip() and not head) or begins_part(line):
            if line.strip():
                break
            continue
        longer = parse(keyword, f"{head} {plain(line)}", answered)
        if not (line.strip() and (wrapped or _tells_more(parsed, longer))):
            break
        parsed, head, used = longer, f"{head} {plain(line)}".strip(), at + 1
    return parsed, used


def _tells_more(parsed: Parsed, longer: Parsed) -> bool:
    """Whether a further line holds nothing but arguments that were not given yet."""
    more = completed(longer.command) != completed(parsed.command) or bool(longer.problem and not parsed.problem)
    return more and longer.left == parsed.left


def _judged(first: First, parsed: Parsed, lines: list[str], answered: date) -> Answer | None:
    """The command where it was surely meant; else a question, or prose."""
    meant_so = first.capitals or only_arguments(parsed)
    if parsed.problem and (meant_so or not parsed.command.words):
        return no_such_day(parsed.problem)
    command = _with_body(filled(parsed), read_body(lines))
    if not meant_so:
        return _unsure(first, command, [first.rest, *lines], answered)
    return _doubt(command, answered) or command


def _unsure(first: First, command: Command, lines: list[str], answered: date) -> Answer | None:
    """A keyword in small letters within a sentence: prose where its words hold a fact or it opens many a sentence."""
    if first.keyword in _OPENERS or fact_in("\n".join([first.keyword.lower(), *lines]), answered):
        return None
    return meant(command)


def _doubt(command: Command, answered: date) -> Question | None:
    """GESPROKEN with words that say the contrary is asked back."""
    if command.keyword is not Keyword.GESPROKEN or not command.words:
        return None
    fact = fact_in(f"gesproken {command.words}", answered)
    if fact and fact.keyword is Keyword.GESPROKEN:
        return None
    bare = replace(command, words="")
    return Question(CALLED, (bare, completed(replace(bare, keyword=Keyword.NIET_BEREIKT))))


def _with_body(command: Command, body: Body) -> Command:
    """The command with what stands below its line."""
    fields = dict(body.fields)
    reason = fields.pop("reden", "")
    free = body.free if SHAPES[command.keyword].reason else ""
    full = replace(
        command,
        fields=tuple(fields.items()),
        reason=reason or "\n".join(filter(None, (command.reason, free))),
        letter=body.letter,
        others=tuple(keyword for keyword in body.others if keyword is not command.keyword),
    )
    return completed(full)


def _prose(lines: list[str], answered: date) -> Answer:
    """No keyword: a note, with the command that its words would be."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    body = read_body(lines)
    fact = fact_in(text, answered)
    if fact is None and only_called(text):
        return Question(CALLED, (Command(Keyword.GESPROKEN), Command(Keyword.NIET_BEREIKT)))
    return Prose(text, fact, body.fields, body.letter)
