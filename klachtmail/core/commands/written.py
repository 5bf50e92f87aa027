"""A command as one would type it, for links and receipts; ``read`` takes it back."""

from __future__ import annotations

from collections.abc import Iterator

from klachtmail.core.commands.keywords import Keyword
from klachtmail.core.commands.values import Command
from klachtmail.core.dutch_dates import short_day


def written(command: Command) -> str:
    """The command in full: the keyword's line, the fields, the reason, the letter."""
    if command.keyword is Keyword.STUUR:
        return "\n".join(filter(None, (command.keyword.value, command.letter)))
    lines = [" ".join(_line(command)), *(f"{key.capitalize()}: {value}" for key, value in command.fields)]
    if command.reason:
        lines.append(f"Reden: {command.reason}")
    if command.letter:
        lines.append(f"Brief:\n{command.letter}")
    return "\n".join((*lines, *command.others))


def _line(command: Command) -> Iterator[str]:
    """The parts of the keyword's line."""
    yield command.keyword.value
    yield from _days(command)
    if command.at:
        yield f"{command.at:%H:%M}"
    if command.yes is not None:
        yield "ja" if command.yes else "nee"
    if command.words:
        yield _words(command)
    if command.consent:
        yield "met instemming"
    if command.inform:
        yield "informeren"


def _days(command: Command) -> Iterator[str]:
    if command.day:
        until = command.keyword in {Keyword.UITSTEL, Keyword.BEWAREN}
        yield f"tot {short_day(command.day)}" if until else short_day(command.day)
    if command.until:
        yield f"tot {short_day(command.until)}"


def _words(command: Command) -> str:
    simple = command.keyword is Keyword.OVERDRAGEN and not command.words.startswith("alles van ")
    return f"aan {command.words}" if simple else command.words
