"""What somebody has done himself: his own letter to the complainant counts once he says as what."""

from __future__ import annotations

import re

from klachtmail.core.commands import DONE_ON, Answer, Keyword, Question
from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.contact import talk_day
from klachtmail.core.model import Event

DONE = "AL GEDAAN "
"""Before a keyword: what JA records as done, without sending anything."""

_COUNTS = frozenset({Keyword.UITNODIGEN, Keyword.BEVESTIGEN})
"""Letters by hand that may count, asked about by their past tense (``UITGENODIGD``, ``BEVESTIGD``)."""
_ANSWERED = re.compile(r"\s*BEANTWOORD\b", re.IGNORECASE)
"""E.g. ``Beantwoord.`` as the first word of an answer."""


def said_done(new_text: str, found: Answer) -> Keyword | None:
    """What its writer says he has done already, by the past tense that his answer begins with."""
    if _ANSWERED.match(new_text):
        return Keyword.STUUR
    proposals = found.proposals if isinstance(found, Question) else ()
    return next((one.keyword for one in proposals if one.field(DONE_ON) and one.keyword in _COUNTS), None)


def counted(bench: Bench, keyword: Keyword) -> Effect:
    """The duties that a letter by hand meets, by what its writer says it was."""
    if keyword is Keyword.BEVESTIGEN and talk_day(bench) is None:
        return refuse("Er is nog geen gesprek vastgelegd. Antwoord eerst met GESPROKEN en de datum.")
    day = bench.given.isoformat()
    act, kind, words = {
        Keyword.UITNODIGEN: (Act.INVITED, "invited", "de klager is uitgenodigd voor een gesprek"),
        Keyword.BEVESTIGEN: (Act.TALK_CONFIRMED, "talk_confirmed", "het gesprek is schriftelijk bevestigd"),
        Keyword.STUUR: (Act.WRITTEN_TO, "written_to", "de klager heeft antwoord gehad"),
    }[keyword]
    event = Event(kind, bench.actor.email, (("day", day), ("how", "brief van de medewerker zelf")))
    return Effect(f"Vastgelegd: {words}, met uw eigen brief.", acts=(act,), on=bench.given, events=(event,))
