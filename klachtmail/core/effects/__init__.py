"""What each keyword of staff does: one table, (Bench) -> Effect (DESIGN 5).

``JA`` and ``NEE`` answer a question and stand with the questions, in ``core/staff_mail.py``; ``NIEUW`` opens a case
like any registration.
"""

from __future__ import annotations

from types import MappingProxyType

from klachtmail.core.commands import Keyword
from klachtmail.core.effects import afterwards, closing, contact, joining, judging, overview, persons, privacy, undoing
from klachtmail.core.effects.bench import Bench, Carry, Effect, refuse

__all__ = ["ANYWHERE", "ASKING", "EFFECTS", "ONCE_JUDGED", "ON_ENTRIES", "WHEN_CLOSED", "Bench", "Effect", "refuse"]

EFFECTS = MappingProxyType[Keyword, Carry](
    {
        Keyword.GESPROKEN: contact.spoken,
        Keyword.NIET_BEREIKT: contact.not_reached,
        Keyword.UITNODIGEN: contact.invite,
        Keyword.BEVESTIGEN: contact.confirm,
        Keyword.STUUR: contact.write,
        Keyword.UITSTEL: contact.delay,
        Keyword.GEZIEN: contact.seen,
        Keyword.AFHANDELEN: closing.settle,
        Keyword.NIET_IN_BEHANDELING: closing.decline,
        Keyword.INGETROKKEN: closing.withdrawn,
        Keyword.HEROPEN: closing.reopen,
        Keyword.IN_BEHANDELING: judging.taken_up,
        Keyword.KLACHT: judging.complaint,
        Keyword.PRIVACY: judging.privacy,
        Keyword.GEEN_KLACHT: judging.neither,
        Keyword.AFGEDAAN: judging.done_with,
        Keyword.OVERDRAGEN: persons.hand_over,
        Keyword.BETROKKEN: persons.concerned,
        Keyword.ADRES: persons.mend_address,
        Keyword.TELEFOON: persons.phone,
        Keyword.BEKEND: persons.known_address,
        Keyword.AFWEZIG: persons.absent,
        Keyword.KOPPEL: joining.join,
        Keyword.DATALEK: privacy.breach,
        Keyword.GEEN_DATALEK: privacy.no_breach,
        Keyword.GEMELD_AP: privacy.notified,
        Keyword.GEEN_ADVIES: privacy.no_advice,
        Keyword.STUKKEN: privacy.papers,
        Keyword.BRIEF_VERSTUURD: afterwards.posted,
        Keyword.NUMMER_DOORGEGEVEN: afterwards.number_told,
        Keyword.BEWAREN: afterwards.hold,
        Keyword.TEVREDEN: afterwards.satisfied,
        Keyword.EFFECT: afterwards.effect_checked,
        Keyword.MAATREGEL_KLAAR: afterwards.measure_done,
        Keyword.ANALYSE_KLAAR: afterwards.analysed,
        Keyword.STATUS: overview.status,
        Keyword.LIJST: overview.list_cases,
        Keyword.DOSSIER: overview.file,
        Keyword.HULP: overview.help_me,
        Keyword.ONGEDAAN: undoing.undo,
    }
)

ASKING = frozenset({Keyword.STATUS, Keyword.LIJST, Keyword.DOSSIER, Keyword.HULP})
"""Change nothing and are answered to the known address, so that one proof is enough."""

ANYWHERE = frozenset({Keyword.LIJST, Keyword.HULP, Keyword.STATUS, Keyword.AFWEZIG, Keyword.ANALYSE_KLAAR})
"""Need neither a case nor an entry (so does OVERDRAGEN alles van ... aan ...)."""

ON_ENTRIES = frozenset(
    {Keyword.KLACHT, Keyword.PRIVACY, Keyword.GEEN_KLACHT, Keyword.KOPPEL, Keyword.AFGEDAAN, Keyword.HULP}
)
"""Fit a message that is no case."""

ONCE_JUDGED = frozenset({Keyword.UITNODIGEN, Keyword.BEVESTIGEN, Keyword.UITSTEL, Keyword.AFHANDELEN})
"""Treat a case as the complaint that nobody has yet called it; its receipt was not even confirmed (R14)."""

WHEN_CLOSED = ASKING | {
    *(Keyword.HEROPEN, Keyword.BEWAREN, Keyword.TEVREDEN, Keyword.EFFECT, Keyword.MAATREGEL_KLAAR),
    *(Keyword.STUUR, Keyword.GEZIEN, Keyword.ADRES, Keyword.TELEFOON, Keyword.BEKEND, Keyword.ONGEDAAN),
    *(Keyword.DATALEK, Keyword.GEEN_DATALEK, Keyword.GEMELD_AP, Keyword.BRIEF_VERSTUURD, Keyword.KLACHT),
    *(Keyword.NUMMER_DOORGEGEVEN, Keyword.AFWEZIG, Keyword.ANALYSE_KLAAR, Keyword.OVERDRAGEN),
}
"""Fit a case that is closed; every other keyword is answered with HEROPEN."""
