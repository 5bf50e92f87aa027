"""What a letter to the complainant does once SMTP has taken it (or it was posted): which act it is (DESIGN 5)."""

from __future__ import annotations

from types import MappingProxyType

from klachtmail.core.duty_rule import Act
from klachtmail.core.duty_table import kinds_ended_by, kinds_met_by
from klachtmail.core.model import DutyKind, Met

ACTS = MappingProxyType(
    {
        "complainant-acknowledgement": Act.ACKNOWLEDGED,
        "complainant-acknowledgement_privacy": Act.ACKNOWLEDGED,
        "complainant-acknowledgement_neutral": Act.ACKNOWLEDGED,
        "complainant-invitation": Act.INVITED,
        "complainant-confirmation": Act.TALK_CONFIRMED,
        "complainant-message": Act.WRITTEN_TO,
        "complainant-delay": Act.WRITTEN_TO,
        "complainant-declined": Act.DECLINED,
        "complainant-closing": Act.SETTLED,
        "complainant-withdrawn": Act.WITHDRAWN,
        "complainant-no_complaint": Act.NO_COMPLAINT,
    }
)

MAIN = MappingProxyType(
    {
        Act.ACKNOWLEDGED: DutyKind.ACKNOWLEDGE,
        Act.INVITED: DutyKind.CONTACT,
        Act.TALK_CONFIRMED: DutyKind.CONFIRM,
        Act.WRITTEN_TO: DutyKind.ANSWER,
        Act.DECLINED: DutyKind.ADMISSIBILITY,
        Act.SETTLED: DutyKind.SETTLE,
    }
)
"""The duty that is open again where the letter comes back."""


def main_duty(template: str) -> DutyKind | None:
    """The duty that a letter is written for."""
    act = ACTS.get(template)
    return MAIN.get(act) if act else None


def met_by(template: str, by: str) -> tuple[Met, ...]:
    """The duties that an accepted letter meets."""
    act = ACTS.get(template)
    return tuple(Met(kind, by) for kind in kinds_met_by(act)) if act else ()


def ended_by(template: str, by: str) -> tuple[Met, ...]:
    """The duties that it leaves nothing more to do for."""
    act = ACTS.get(template)
    return tuple(Met(kind, by) for kind in kinds_ended_by(act)) if act else ()
