"""What stands below the keyword's line: ``Sleutel: waarde``, a reason, a letter behind ``Brief:``, further keywords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from klachtmail.core.commands.cleaning import behind, plain
from klachtmail.core.commands.ending import before_ending, letter_of
from klachtmail.core.commands.first_line import keyword_of
from klachtmail.core.commands.keywords import Keyword

_SPELLINGS: Final = MappingProxyType(
    {
        "oorzaak": ("oorzaak", "oorzaken", "oorz"),
        "maatregel": ("maatregel", "maatregelen", "verbetermaatregel", "actie"),
        "eigenaar": ("eigenaar", "eigenaar maatregel", "eigenaar van de maatregel", "actiehouder"),
        "gereed": ("gereed", "gereed op", "gereed per", "klaar", "klaar op", "datum gereed"),
        "reden": ("reden", "redenen", "toelichting", "motivering"),
        "kanaal": ("kanaal", "via", "binnengekomen via"),
        "ontvangen": ("ontvangen", "ontvangen op", "datum ontvangst", "ontvangstdatum", "ontvangst", "binnengekomen"),
        "ontvangen door": ("ontvangen door", "aangenomen door", "ontvanger"),
        "naam": ("naam", "klager", "naam klager", "naam van de klager", "naam beller", "beller"),
        "e-mail": ("e-mail", "email", "mail", "e-mailadres", "emailadres", "mailadres", "e mail"),
        "adres": ("adres", "postadres", "woonadres"),
        "telefoon": (
            "telefoon",
            "telefoonnummer",
            "tel",
            "tel.",
            "telnr",
            "telnr.",
            "mobiel",
            "mob",
            "nummer",
            "tel.nr.",
        ),
        "soort": ("soort", "soort klager", "type"),
        "betrokken": ("betrokken", "betrokkene", "betrokken medewerker", "medewerker", "gaat over"),
        "omschrijving": ("omschrijving", "klacht", "beschrijving", "inhoud", "bericht", "verhaal", "boodschap"),
        "al bevestigd op": ("al bevestigd op", "al bevestigd", "bevestigd op", "ontvangst al bevestigd op"),
        "al gesproken op": ("al gesproken op", "al gesproken", "gesproken op"),
        "al gedaan op": ("al gedaan op", "al gedaan", "al verstuurd op", "al verstuurd"),
        "datum": ("datum", "dag"),
        "tijd": ("tijd", "tijdstip"),
        "plaats": ("plaats", "locatie"),
    }
)
"""The keys of ``Sleutel: waarde`` lines, each with the ways in which people write it."""
_KEYS: Final = MappingProxyType({way: key for key, ways in _SPELLINGS.items() for way in ways})
_FIELD: Final = re.compile(r"(?P<key>[^\W\d_][^\W\d_ .-]*(?:[ .-][^\W\d_]*){0,4}) ?(?P<mark>[:=])")
_NUMBERED: Final = re.compile(r"(?:tel(?:efoon)?|mobiel|mob)\.? (?=[+(\d])", re.IGNORECASE)
"""A key without its colon, e.g. in ``Tel. 06-12345678``."""
_LONG: Final = frozenset({"oorzaak", "maatregel", "reden", "omschrijving"})
"""Values that may have paragraphs."""
_LETTER: Final = re.compile(r"[*_]{0,3}brief[*_]{0,3} ?(?::[*_]{0,3}|$)(?P<rest>.*)", re.IGNORECASE)
_EMPTY: Final = re.compile(
    r"(?:[. …_-]*|uw tekst|<[^<>@]{0,40}>|\[[^\[\]]{0,40}\]|(?:zie|in) (?:de )?bijlage[n]?[.!]*|bijgevoegd[.!]*)",
    re.IGNORECASE,
)
"""What is no value: a placeholder that was left, or a word of an attachment."""


@dataclass(frozen=True, slots=True)
class Body:
    """The parts below the keyword's line; ``free`` are the lines that belong to none of the others."""

    fields: tuple[tuple[str, str], ...] = ()
    free: str = ""
    letter: str = ""
    others: tuple[Keyword, ...] = ()


def read_body(lines: Sequence[str]) -> Body:
    """The parts of the lines below the keyword's; reading stops where the answer ends."""
    return _Reader().read(lines)


def field_of(line: str) -> tuple[str, str] | None:
    """The key in its one spelling and the value of a ``Sleutel: waarde`` line, or None."""
    words = plain(line)
    numbered = _NUMBERED.match(words)
    if numbered:
        return "telefoon", words[numbered.end() :]
    found = _FIELD.match(words)
    key = _KEYS.get(" ".join(found["key"].lower().split())) if found else None
    return (key, behind(found["mark"], line)) if found and key else None


def is_empty(value: str) -> bool:
    """Whether a value or a letter says nothing yet."""
    return _EMPTY.fullmatch(value.strip()) is not None


def begins_part(line: str) -> bool:
    """Whether a line begins a field, a letter or another command."""
    return field_of(line) is not None or _LETTER.match(plain(line)) is not None or other_keyword(line) is not None


def other_keyword(line: str) -> Keyword | None:
    """The keyword in capitals that a further line begins with, or None."""
    found = keyword_of(line)
    return found.keyword if found and found.capitals else None


class _Reader:
    """Reads line by line, and keeps where it is."""

    def __init__(self) -> None:
        self._fields: dict[str, list[str]] = {}
        self._free: list[str] = []
        self._others: list[Keyword] = []
        self._key = ""

    def read(self, lines: Sequence[str]) -> Body:
        letter = ""
        for at, line in enumerate(before_ending(lines)):
            found = _LETTER.match(plain(line))
            if found and not self._others:
                letter = letter_of([behind(":", line), *lines[at + 1 :]])
                break
            self._take(line)
        return self._body(letter)

    def _take(self, line: str) -> None:
        """One line: a field, another command, more of the last field, or free text."""
        field = field_of(line)
        keyword = None if field else other_keyword(line)
        if keyword:
            self._others.append(keyword)
        elif self._others:
            return  # it belongs to a command that is not carried out
        elif field and not any(self._fields.get(field[0], ())):  # a second ``Telefoon:`` is a signature's
            self._key = field[0]
            self._fields[self._key] = [field[1]]
        elif field:
            self._key = ""
        elif self._key and (line.strip() or self._key in _LONG):
            self._fields[self._key].append(line.strip())
        else:
            self._key = ""
            self._free.append(line.strip())

    def _body(self, letter: str) -> Body:
        fields = ((key, "\n".join(lines).strip()) for key, lines in self._fields.items())
        given = tuple((key, value) for key, value in fields if not is_empty(value))
        written = "" if is_empty(letter) else letter
        return Body(given, "\n".join(self._free).strip(), written, tuple(dict.fromkeys(self._others)))
