"""The head that a mail program sets above a mail it quotes or forwards: a divider line, header rows, or both.

``Head.end`` is the index of the first line below it. Every question looks at a handful of lines of bounded
length, so that the cost of a whole mail stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LOOK: Final = 300
"""How many characters of a line are looked at; a longer line is running text."""
_WINDOW: Final = 14
_COLON: Final = 40

_NAMES: Final = {
    "from": "Van|From|Von|De|Da|Od|Fra|Från|Kimden|Gönderen|От|Від|Від кого|من|VAN|FROM",
    "date": "Verzonden(?: op)?|Datum|Sent|Date|Gesendet|Envoyé|Enviado(?: el)?|Inviato|Data|Fecha|Wysłano|Sendt|Skickat"
    "|Trimis|Gönderilme Tarihi|Tarih|Отправлено|Дата|Надіслано|تاريخ الإرسال|التاريخ|DATUM",
    "to": "Aan|To|An|À|A|Do|Para|Către|Til|Till|Kime|Кому|إلى|Cc|CC|Kopie|Copia|Копия|Bcc|Antwoord aan|Antwoorden aan"
    "|Reply-To|AAN",
    "subject": "Onderwerp|Subject|Betreff|Betreft|Objet|Asunto|Assunto|Oggetto|Subiect|Emne|Ämne|Temat|Konu|Тема"
    "|الموضوع|ONDERWERP",
    "other": "Bijlagen?|Attachments?|Urgentie|Belang|Prioriteit|Importance|Gevoeligheid|Organisatie",
}
_ROW: Final = re.compile(
    r"\s{0,8}[*_|]{0,3}(?:" + "|".join(f"(?P<{key}>{names})" for key, names in _NAMES.items()) + r")"
    r"[*_]{0,3}\s?:[*_]{0,3}(?P<value>.*)"
)
"""A header row, e.g. ``Van: Jan <jan@example.org>`` or ``*Verzonden:* dinsdag 10 maart 2026 09:15``."""

_TITLES: Final = (
    r"Oorspronkelijke? (?:bericht|e-?mail(?:bericht)?|afspraak)|Origineel bericht"
    r"|Original (?:Message|Email|Appointment)|Forwarded message"
    r"|Doorgestuurde? (?:bericht|e-?mail)|Ursprüngliche Nachricht|Weitergeleitete Nachricht"
    r"|Message (?:d'origine|original|transféré)|Wiadomość oryginalna|Oryginalna wiadomość|Orijinal (?:mesaj|ileti)"
)
_DIVIDER: Final = re.compile(
    rf"\s{{0,8}}(?:[-_=*]{{2,60}} ?(?:{_TITLES})\b"
    r"|(?:Begin doorgestuurd bericht|Begin forwarded message|Anfang der weitergeleiteten Nachricht"
    r"|Début du message (?:réexpédié|transféré)) ?:\s*$)",
    re.IGNORECASE,
)
"""E.g. ``-----Oorspronkelijk bericht-----``, ``---------- Forwarded message ---------`` or
``Begin doorgestuurd bericht:``."""

_RUN_ON: Final = re.compile(
    r"\s{0,8}(?:Date|Datum|From|Van|Sent|Verzonden) ?: .{3,120} (?:From|Van|To|Aan|Sent|Verzonden) ?: .{3,160}"
    r" (?:Subject|Onderwerp) ?:"
    r"|>{3} .{3,120}\d{1,2}[:.]\d\d.{0,20}>{3}\s*$"
)
"""A head on one line: ``Datum: 10-3-2026 9:15 Van: jan@example.org Aan: .. Onderwerp: ..``, or GroupWise's
``>>> Jan Jansen <jan@example.org> 10-3-2026 9:15 >>>``."""

_FORM: Final = re.compile(
    r"(?:Naam|Voornaam|E-?mail\w*|Telefoon\w*|(?:Uw )?Bericht\w*|Omschrijving|Vraag|Opmerking\w*|Name|Phone"
    r"|(?:Your )?Message(?: Body)?)\b[^:]{0,20}:",
    re.IGNORECASE,
)
"""A field of a web form, e.g. ``Bericht:``, which says that rows above it belong to the form."""
_FIRST: Final = frozenset({"from", "date"})
_ONCE: Final = frozenset({"from", "date", "subject"})
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d|\b20\d\d\b")
"""A time or a year, e.g. ``09:15`` or ``2026``."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a quoted mail: where its text begins, and the values of its subject and sender rows."""

    end: int
    text: str = ""


def head_at(lines: Sequence[str], at: int) -> Head | None:
    """The head that begins at line ``at``, or None where none does."""
    if _DIVIDER.match(lines[at][:LOOK]):
        return _below_divider(lines, at + 1)
    begin = lines[at][:LOOK]
    if (begin.count(":") > 1 or begin.startswith(">>>")) and _RUN_ON.match(begin):
        return Head(at + 1, begin)
    if not _may_start(lines, at):
        return None
    rows, end = _rows(lines, at)
    return Head(end, _values(rows)) if _proved(rows) and not _in_form(rows, lines, end) else None


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    value: str


def _may_start(lines: Sequence[str], at: int) -> bool:
    """Whether line ``at`` can be the first of a head; under another such row it would repeat the look there."""
    row = _row(lines[at])
    if row is None or row.name not in _FIRST:
        return False
    above = _row(next((line for line in reversed(lines[max(0, at - 2) : at]) if line.strip()), ""))
    return above is None or above.name not in _FIRST or above.name == row.name


def _row(line: str) -> _Row | None:
    """The header row that a line is, or None."""
    found = _ROW.match(line[:LOOK]) if ":" in line[:_COLON] else None
    if found is None:
        return None
    name = next(name for name in _NAMES if found[name] is not None)
    return _Row(name, found["value"].strip())


def _below_divider(lines: Sequence[str], at: int) -> Head:
    """The head under a divider line, whose rows need no further proof."""
    rows, end = _rows(lines, at)
    return Head(end, _values(rows))


def _rows(lines: Sequence[str], at: int) -> tuple[list[_Row], int]:
    """The header rows from line ``at``, blank lines and one wrapped line between them forgiven."""
    rows: list[_Row] = []
    end, wrapped = at, 0
    for index in range(at, min(at + _WINDOW, len(lines))):
        row = _row(lines[index])
        if row is not None and row.name in _ONCE and row.name in {earlier.name for earlier in rows}:
            break
        if row is not None:
            rows, end, wrapped = [*rows, row], index + 1, 0
        elif lines[index].strip():
            wrapped += 1
        if wrapped > 1 or (wrapped and not rows):
            break
    return rows, end


def _values(rows: Sequence[_Row]) -> str:
    """What the rows say, one a line."""
    return "\n".join(row.value for row in rows)


def _proved(rows: Sequence[_Row]) -> bool:
    """Whether rows are a program's: an address, or three names with a moment; ``Van: 1 mei`` is neither."""
    names = {row.name for row in rows}
    if not names & {"from", "to"} or len(names) < 2:  # noqa: PLR2004 - one row is never a head
        return False
    if "from" not in names and "date" not in names:
        return False
    if any("@" in row.value for row in rows if row.name in {"from", "to"}):
        return True
    moment = any(_CLOCK.search(row.value) for row in rows if row.name == "date")
    return moment and {"from", "date", "to"} <= names


def _in_form(rows: Sequence[_Row], lines: Sequence[str], at: int) -> bool:
    """Whether sender and subject are a web form's: without date, and with a field as ``Bericht:`` below."""
    if {row.name for row in rows} & {"date", "to"}:
        return False
    below = next((line for line in lines[at : at + 3] if line.strip()), "")
    return _FORM.match(below[:LOOK]) is not None
