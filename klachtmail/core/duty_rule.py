"""The shape of one row of ``duty_table``: its term, its reminders, and the acts that meet or end it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from klachtmail.core.model import Audience, DutyKind
from klachtmail.core.settings import Terms


class Unit(StrEnum):
    """What a term is counted in. All but working days count every day; only hours end at a moment."""

    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


class Start(StrEnum):
    """From when a term runs, in the words of the explanation."""

    RECEIPT = "ontvangst"
    TALK = "het gesprek"
    MESSAGE = "het bericht van de klager"
    BREACH = "ontvangst of ontdekking"
    SETTLED = "de afhandeling"


class Act(StrEnum):
    """What was done, as far as it meets or ends a duty; a letter counts once SMTP has accepted it."""

    ACKNOWLEDGED = "acknowledged"  # taken back by a bounce
    LETTER_POSTED = "letter_posted"  # BRIEF VERSTUURD
    NUMBER_TOLD = "number_told"  # NUMMER DOORGEGEVEN
    TALKED = "talked"  # GESPROKEN
    INVITED = "invited"  # UITNODIGEN
    TALK_CONFIRMED = "talk_confirmed"  # BEVESTIGEN
    WRITTEN_TO = "written_to"  # STUUR, UITSTEL
    SEEN = "seen"  # GEZIEN
    JUDGED = "judged"  # KLACHT, PRIVACY, AFGEDAAN
    TAKEN_UP = "taken_up"  # IN BEHANDELING
    DECLINED = "declined"  # NIET IN BEHANDELING: the notice of R22
    SETTLED = "settled"  # AFHANDELEN: the closing letter
    WITHDRAWN = "withdrawn"  # INGETROKKEN
    NO_COMPLAINT = "no_complaint"  # GEEN KLACHT
    JOINED = "joined"  # KOPPEL: it goes on in the case that it joins
    SERVICE_TRACK = "service_track"  # KLACHT on a case of the privacy track
    ADVISED = "advised"  # the DPO's answer, after the quality officer's JA
    NO_ADVICE = "no_advice"  # GEEN ADVIES, by the directie
    AP_NOTIFIED = "ap_notified"  # GEMELD AP
    NO_BREACH = "no_breach"  # GEEN DATALEK
    ERASED = "erased"  # by the program
    HELD = "held"  # BEWAREN
    REOPENED = "reopened"  # HEROPEN


Roles = tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """How long, from when. ``name`` is that of a field of ``Terms``, or empty for 1, which nobody can set."""

    name: str
    unit: Unit
    start: Start

    def length(self, terms: Terms) -> int:
        """How many units."""
        return int(getattr(terms, self.name)) if self.name else 1


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who is reminded, how many working days before the internal deadline, and who hears that it is late.

    ``late`` has the roles of the first, second, ... day after the deadline. Reminders go in the morning;
    ``at_day_end``: the first of them when the working day ends (R14).
    """

    who: Roles
    days: tuple[int, ...]
    late: tuple[Roles, ...]
    at_day_end: bool = False


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty of the regulation; ``rule`` is its number, e.g. ``R14``.

    ``shares`` is another duty that the same answer of the same person meets: late, one of them speaks for both.
    """

    kind: DutyKind
    rule: str
    term: Term
    reminders: Reminders
    met_by: frozenset[Act]
    ended_by: frozenset[Act]
    shares: DutyKind | None = None
