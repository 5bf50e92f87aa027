"""What an answer of staff may be: a command, a question back, or prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from klachtmail.core.commands.keywords import Keyword


@dataclass(frozen=True, slots=True)
class Command:
    """One command as it was understood; what was not given is empty.

    ``day``, ``until`` and ``at`` are the dates and the time of the keyword's line. ``words`` is what else stands
    there: a place, a name, an address, a number, an outcome. ``fields`` are the ``Sleutel: waarde`` lines with their
    keys in one spelling. ``reason`` is what stands behind ``Reden:`` or free below a keyword that takes a reason,
    ``letter`` what stands behind ``Brief:`` (for STUUR: the text). ``others`` are further keywords in the same answer,
    which are not carried out. ``missing`` names in Dutch what the keyword cannot do without.
    """

    keyword: Keyword
    day: date | None = None
    until: date | None = None
    at: time | None = None
    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    letter: str = ""
    yes: bool | None = None
    consent: bool = False
    inform: bool = False
    others: tuple[Keyword, ...] = ()
    missing: tuple[str, ...] = ()

    def field(self, key: str) -> str:
        """The value of a field, empty where it was not given."""
        return next((value for name, value in self.fields if name == key), "")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back before anything is done, and the commands that may have been meant."""

    text: str
    proposals: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """An answer without a keyword: a note. ``proposal`` is the one command that its words would be.

    ``fields`` and ``letter`` are what stands in it as ``Sleutel: waarde`` and behind ``Brief:``, e.g. the lines that
    were still missing.
    """

    text: str
    proposal: Command | None = None
    fields: tuple[tuple[str, str], ...] = ()
    letter: str = ""


Answer = Command | Question | Prose
