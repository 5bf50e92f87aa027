"""What somebody has done himself: his own letter to the complainant counts once he says as what."""

from __future__ import annotations

import re

from klachtmail.core.commands import Keyword
from klachtmail.core.duty_rule import Act
from klachtmail.core.effects.bench import Bench, Effect, refuse
from klachtmail.core.effects.contact import talk_day
from klachtmail.core.model import Event

DONE = "AL GEDAAN "
"""Before a keyword: what JA records as done, without sending anything."""

_PAST = {
    "UITGENODIGD": Keyword.UITNODIGEN,
    "BEVESTIGD": Keyword.BEVESTIGEN,
    "BEANTWOORD": Keyword.STUUR,
}
_FIRST = re.compile(r"\s*(" + "|".join(_PAST) + r")\b[\s.!]*", re.IGNORECASE)
"""E.g. ``Bevestigd.`` as the first word of an answer."""


def said_done(new_text: str) -> Keyword | None:
    """The keyword whose past tense an answer begins with: what its writer says he has done already."""
    match = _FIRST.match(new_text)
    return _PAST[match[1].upper()] if match else None


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
