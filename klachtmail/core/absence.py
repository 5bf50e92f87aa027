"""Who of staff is away, read from an automatic answer, and who is reminded then beside him (DESIGN 5).

An absence moves recipients and nothing else: no duty, no date, no state (DESIGN 2.5).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from klachtmail.core.days_said import Said, days_said
from klachtmail.core.model import Absence, Message, Route, Verdict
from klachtmail.core.settings import People

OUT_OF_OFFICE = "out_of_office"
"""How an absence is known that a person did not tell himself (``Absence.source``)."""

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=400)
"""Nobody says when he is back from something longer; such a date is about something else."""

_SENTENCE = re.compile(r"[!?;]|\.\s+(?=[A-Z])|\n\s*\n")
"""The end of a sentence, e.g. the full stop in ``afwezig. Ik ben``; not that in ``Jan. 4``."""

_INCLUDED = re.compile(
    r"\b(?:tot en met|t\s?/\s?m|t\.?e\.?m\.?|t\.m\.|tm|through|thru|up to and including|until and including)"
    r"\s+(?:de |the )?$",
    re.IGNORECASE,
)
"""Before the last day of an absence, e.g. ``afwezig t/m``, ``out of the office through``."""

_UNTIL = re.compile(r"\b(?:tot|until|till|til)\s+(?:de |the )?$", re.IGNORECASE)
"""Before the first day back, e.g. ``afwezig tot``."""

_FROM = re.compile(r"\b(?:vanaf|sinds|since|from|as of|starting)\s+(?:de |the )?$", re.IGNORECASE)
"""Before the first day of an absence, e.g. ``afwezig vanaf``."""

_RETURNS = re.compile(r"\b(?:terug|weer|retour|back|again|return(?:s|ing)?|daarna|resume)\b", re.IGNORECASE)
"""In a sentence about the first day back, e.g. ``Vanaf .. ben ik weer bereikbaar``, ``returning on ..``."""

_AWAY = re.compile(
    r"\b(?:afwezig|out of (?:the )?office|away|absent|vrij|\w*verlof|vakantie|holidays?|vacation|leave|ziek|sick)\b"
    r"|\b(?:niet|not)\b.{0,30}\b(?:aanwezig|bereikbaar|beschikbaar|werk\w*|available|working|in the office|reachable)\b"
    r"|\b(?:werk|ben er)\b.{0,30}\bniet\b",
    re.IGNORECASE,
)
"""In a sentence about days of absence, e.g. ``Ik ben vandaag afwezig``, ``Van .. tot .. ben ik met verlof``."""


def told_by(message: Message, verdict: Verdict, people: People, day: date) -> Absence | None:
    """The absence that an automatic answer of somebody of staff tells, received on a day."""
    person = people.find(message.sender.email) if message.sender else None
    if person is None or verdict.route is not Route.AUTOMATIC:
        return None
    return Absence(person.email, day, last_day(f"{message.subject}\n\n{message.new_text}", day), OUT_OF_OFFICE)


def last_day(text: str, written: date) -> date | None:
    """The last day of the absence that a text tells, or None where it names none that may be one.

    ``tot 4 januari`` and ``terug op 4 januari`` make it the third, ``t/m 4 januari`` the fourth. Of several the
    latest counts: in doubt the deputy is told, too.
    """
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCE.split(text))
    found = (_end(sentence, said) for sentence in sentences for said in days_said(sentence, written))
    return max((day for day in found if day and written <= day <= written + _LONGEST), default=None)


def _end(sentence: str, said: Said) -> date | None:
    """The last day of absence, where the words around a day make it that or the first day back."""
    lead = sentence[: said.start]
    if _INCLUDED.search(lead):
        return said.last
    if _UNTIL.search(lead) or _RETURNS.search(sentence):
        return said.day - _DAY
    return said.last if _AWAY.search(sentence) and not _FROM.search(lead) else None
