"""What the regulation owes, one row a duty: ``TABLE`` is the policy. ``duties`` makes the dates of it.

A duty is met by an act of its own and ended by one that leaves nothing to do. The days of the reminders
are those of a configuration that says nothing. They keep within the budget of mails a person.
"""

from __future__ import annotations

from klachtmail.core.duty_rule import Act, DutyRule, Reminders, Roles, Start, Term, Unit
from klachtmail.core.model import Audience, DutyKind

NOBODY: Roles = ()
HANDLER: Roles = (Audience.HANDLER,)
OFFICER: Roles = (Audience.QUALITY_OFFICER,)
DIRECTIE: Roles = (Audience.DIRECTIE,)
DPO: Roles = (Audience.DPO,)
ALARMED: Roles = (*DPO, *DIRECTIE, *OFFICER)

ESCALATION = (OFFICER, DIRECTIE)
"""The first day late, the second day late; from then on the digest has it."""

NO_CASE = frozenset({Act.DECLINED, Act.WITHDRAWN, Act.NO_COMPLAINT, Act.JOINED})
CLOSED = NO_CASE | {Act.SETTLED}

TABLE = (
    DutyRule(
        DutyKind.ACKNOWLEDGE,
        "R14",
        Term("acknowledge", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(OFFICER, (2, 0), ESCALATION, at_day_end=True),
        met_by=frozenset({Act.ACKNOWLEDGED, Act.LETTER_POSTED, Act.NUMBER_TOLD}),
        ended_by=NO_CASE,
    ),
    DutyRule(
        DutyKind.JUDGE,  # asked at once, so that a reminder before its only day would be the same mail twice
        "R1",
        Term("", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(OFFICER, (), ESCALATION),
        met_by=frozenset({Act.JUDGED, Act.TAKEN_UP}),
        ended_by=CLOSED,
    ),
    DutyRule(
        DutyKind.CONTACT,
        "R16",
        Term("contact", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(HANDLER, (2, 1, 0), ESCALATION),
        met_by=frozenset({Act.TALKED, Act.INVITED}),
        ended_by=CLOSED,
    ),
    DutyRule(
        DutyKind.CONFIRM,
        "R17",
        Term("confirm", Unit.WORKING_DAYS, Start.TALK),
        Reminders(HANDLER, (0,), ESCALATION),
        met_by=frozenset({Act.TALK_CONFIRMED}),
        ended_by=CLOSED,
    ),
    DutyRule(
        DutyKind.ADMISSIBILITY,
        "R22",
        Term("admissibility_weeks", Unit.WEEKS, Start.RECEIPT),
        Reminders(OFFICER, (5, 0), ESCALATION),
        met_by=frozenset({Act.TALKED, Act.INVITED, Act.TAKEN_UP, Act.DECLINED}),
        ended_by=CLOSED,
        shares=DutyKind.JUDGE,
    ),
    DutyRule(
        DutyKind.SETTLE,
        "R18",
        Term("settle", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(HANDLER, (5, 2, 0), ESCALATION),
        met_by=frozenset({Act.SETTLED}),
        ended_by=NO_CASE,
    ),
    DutyRule(
        DutyKind.MONTH,
        "R26",
        Term("privacy_months", Unit.MONTHS, Start.RECEIPT),
        Reminders(HANDLER, (10, 5, 2, 0), ESCALATION),
        met_by=frozenset({Act.SETTLED}),
        ended_by=NO_CASE | {Act.SERVICE_TRACK},
        shares=DutyKind.SETTLE,
    ),
    DutyRule(
        DutyKind.DPO_ADVICE,  # four mails with the request; R28's second way is the directie's to decide
        "R28",
        Term("dpo_advice", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(DPO, (5, 2, 0), (DIRECTIE,)),
        met_by=frozenset({Act.ADVISED, Act.NO_ADVICE}),
        ended_by=CLOSED | {Act.SERVICE_TRACK},
    ),
    DutyRule(
        DutyKind.ANSWER,
        "R43",
        Term("answer", Unit.WORKING_DAYS, Start.MESSAGE),
        Reminders(HANDLER, (0,), ESCALATION),
        met_by=frozenset({Act.WRITTEN_TO, Act.TALKED, Act.INVITED, Act.TALK_CONFIRMED, Act.SEEN}),
        ended_by=CLOSED,
    ),
    DutyRule(
        DutyKind.POST_LETTER,
        "R15",
        Term("", Unit.WORKING_DAYS, Start.RECEIPT),
        Reminders(OFFICER, (0,), ESCALATION),
        met_by=frozenset({Act.LETTER_POSTED, Act.NUMBER_TOLD}),
        ended_by=NO_CASE | {Act.ACKNOWLEDGED},
        shares=DutyKind.ACKNOWLEDGE,
    ),
    DutyRule(
        DutyKind.BREACH,  # whatever becomes of the complaint, a breach stays one (R32)
        "R32",
        Term("breach_hours", Unit.HOURS, Start.BREACH),
        Reminders(ALARMED, (1, 0), (ALARMED,)),
        met_by=frozenset({Act.AP_NOTIFIED}),
        ended_by=frozenset({Act.NO_BREACH}),
    ),
    DutyRule(
        DutyKind.ERASE,  # the program's own; late means that it failed
        "R36",
        Term("retention_years", Unit.YEARS, Start.SETTLED),
        Reminders(NOBODY, (), ESCALATION),
        met_by=frozenset({Act.ERASED}),
        ended_by=frozenset({Act.HELD, Act.REOPENED}),
    ),
)


_ROWS = {row.kind: row for row in TABLE}


def rule_of(kind: DutyKind) -> DutyRule:
    """The row of a kind; there is one for every kind (a test holds this)."""
    return _ROWS[kind]


def kinds_met_by(act: Act) -> tuple[DutyKind, ...]:
    """The kinds of duty that an act meets, where they are open."""
    return tuple(row.kind for row in TABLE if act in row.met_by)


def kinds_ended_by(act: Act) -> tuple[DutyKind, ...]:
    """The kinds of duty that an act ends without meeting them."""
    return tuple(row.kind for row in TABLE if act in row.ended_by - row.met_by)
