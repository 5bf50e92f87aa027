"""The labelled fields of a web form's mail, in the layouts that form programs use.

Known are ``Naam: Jan``, ``field[naam]=Jan``, ``| Naam | Jan |``, columns (an HTML table turned to text), and a
label on a line of its own with the value below it. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klachtmail.intake.form_labels import Labels, Means, plain

MAX_LINES: Final = 2000
MAX_LENGTH: Final = 1000
"""How much of a text and of a line is read."""
_BELOW: Final = 3
"""How many lines below its label a value may begin."""

_MARKED: Final = re.compile(r"(?P<label>[^\W\d_][^:=|\t\n]{0,90}?)[ *]{0,4}(?:: ?|= ?|\t|\|)(?!//)(?P<value>.*)")
"""A label with a mark behind it, e.g. ``Naam: Jan``, ``field[naam]=Jan``, ``Naam | Jan``."""
_COLUMNS: Final = re.compile(r"(?P<label>[^\W\d_]\S{0,40}(?: \S{1,40}){0,7}) {2,200}(?P<value>\S.*)")
"""Two columns of a table, e.g. ``Naam     Jan Jansen``."""
_BARS: Final = " \t|•"
_WORDS: Final = 12
"""A label has fewer words than this; more is a sentence with a colon."""
_SENDER: Final = re.compile(r"(?:.{0,200}https?://\S{1,300}|.{0,100}formulier\b.{0,100}) (?:van|from|door|by) ?:")
"""How some programs begin, e.g. ``This is an enquiry email via https://www.example.org/ from:``."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label made plain, what it means, and the first line of its value (empty where nothing was filled in)."""

    label: str
    means: Means
    value: str


def fields_of(lines: Sequence[str], labels: Labels) -> tuple[Field, ...]:
    """The labelled fields of a text in their order."""
    read = [_field(line[:MAX_LENGTH].strip(_BARS), labels) for line in lines[:MAX_LINES]]
    return tuple(_filled(lines, read, at) for at, field in enumerate(read) if field)


def first(fields: Sequence[Field], means: Means) -> str:
    """The value of the first field with this meaning that was filled in, or empty."""
    return next(_values(fields, means), "")


def _values(fields: Sequence[Field], means: Means) -> Iterator[str]:
    return (field.value for field in fields if field.means is means and field.value)


def _field(line: str, labels: Labels) -> Field | None:
    """The field of a labelled line, without what stands below it; None for any other line."""
    if _SENDER.fullmatch(line):
        return Field("van", Means.FROM, "")
    alone = labels.meaning(plain(line))
    if alone not in {Means.NOTHING, Means.FROM}:
        return Field(plain(line), alone, "")
    return _with_value(line, labels)


def _with_value(line: str, labels: Labels) -> Field | None:
    """The field of a line with label and value; columns count only under a known label."""
    begin = line.lstrip("*-#>0123456789.) ")
    marked = _MARKED.fullmatch(begin)
    if marked and len(marked["label"].split()) < _WORDS:
        label = plain(marked["label"])
        return Field(label, labels.meaning(label), marked["value"].strip(" \t*|")) if label else None
    columns = _COLUMNS.fullmatch(begin)
    means = labels.meaning(plain(columns["label"])) if columns else Means.NOTHING
    return Field(plain(columns["label"]), means, columns["value"].strip(_BARS)) if columns and means else None


def _filled(lines: Sequence[str], read: Sequence[Field | None], at: int) -> Field:
    """The field of line ``at``, with the value below it where it has none beside it."""
    field = read[at]
    assert field is not None
    if field.value:
        return field
    for below in range(at + 1, min(at + 1 + _BELOW, len(read))):
        value = lines[below][:MAX_LENGTH].strip(_BARS)
        if _ends(field, read[below]):
            break
        if value:
            return Field(field.label, field.means, value)
    return field


def _ends(field: Field, below: Field | None) -> bool:
    """Whether the line below belongs to the next field; a message may begin with a colon of its own."""
    return below is not None and not (field.means is Means.MESSAGE and below.means is Means.NOTHING)
