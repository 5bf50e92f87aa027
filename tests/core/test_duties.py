"""The table of duties, their deadlines and the line that explains each (R14-R32, R36, R41)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from klachtmail.core.duties import breach_duty, duty, opening_duties
from klachtmail.core.duty_rule import Act, DutyRule, Unit
from klachtmail.core.duty_table import TABLE, kinds_ended_by, kinds_met_by, rule_of
from klachtmail.core.model import Audience, Duty, DutyKind, State, Track
from klachtmail.core.settings import CalendarRules, Terms
from klachtmail.core.workdays import Calendar

AMSTERDAM = "Europe/Amsterdam"
CALENDAR = Calendar(CalendarRules())
TERMS = Terms()
VERSION = f"(kalender {CALENDAR.version})"
DAY = timedelta(days=1)


def opened(
    received: str, track: Track = Track.SERVICE, state: State = State.OPEN, *, has_email: bool = True
) -> tuple[Duty, ...]:
    """The duties of a case received at this moment."""
    return opening_duties(
        track,
        state,
        datetime.fromisoformat(received),
        calendar=CALENDAR,
        terms=TERMS,
        timezone=AMSTERDAM,
        has_email=has_email,
    )


def one(kind: DutyKind, start: date, terms: Terms = TERMS) -> Duty:
    """A single duty from this day on."""
    return duty(kind, start, calendar=CALENDAR, terms=terms)


def find(duties: tuple[Duty, ...], kind: DutyKind) -> Duty:
    """The duty of a kind among several."""
    return next(found for found in duties if found.kind is kind)


SERVICE_KINDS = "acknowledge contact admissibility settle"
OPENINGS = [
    ("service", Track.SERVICE, State.OPEN, True, SERVICE_KINDS),
    ("service to judge", Track.SERVICE, State.TO_JUDGE, True, "acknowledge judge contact admissibility settle"),
    ("service on paper", Track.SERVICE, State.OPEN, False, f"{SERVICE_KINDS} post_letter"),
    ("privacy", Track.PRIVACY, State.OPEN, True, f"{SERVICE_KINDS} month dpo_advice"),
    (
        "privacy to judge on paper",
        Track.PRIVACY,
        State.TO_JUDGE,
        False,
        "acknowledge judge contact admissibility settle month dpo_advice post_letter",
    ),
]


@pytest.mark.parametrize(
    ("track", "state", "has_email", "kinds"), [row[1:] for row in OPENINGS], ids=[row[0] for row in OPENINGS]
)
def test_a_new_case_owes_what_its_track_and_state_ask(track: Track, state: State, has_email: bool, kinds: str) -> None:
    """R14-R28: the kinds, in the order of the regulation, all open."""
    duties = opened("2026-01-30T23:50+01:00", track, state, has_email=has_email)
    assert " ".join(found.kind for found in duties) == kinds
    assert all(found.open and found.moment is None for found in duties)


# received, kind, internal day, day that letters name
PRIVACY = [
    ("2026-01-30", "acknowledge", "2026-02-04", "2026-02-04"),
    ("2026-01-30", "judge", "2026-02-02", "2026-02-02"),
    ("2026-01-30", "contact", "2026-02-10", "2026-02-10"),
    ("2026-01-30", "admissibility", "2026-02-27", "2026-02-27"),
    ("2026-01-30", "settle", "2026-02-27", "2026-02-27"),
    ("2026-01-30", "month", "2026-02-27", "2026-02-28"),
    ("2026-01-30", "dpo_advice", "2026-02-13", "2026-02-13"),
    ("2026-01-30", "post_letter", "2026-02-02", "2026-02-02"),
    ("2026-01-31", "admissibility", "2026-02-27", "2026-02-28"),
    ("2028-01-31", "month", "2028-02-29", "2028-02-29"),
    ("2028-01-31", "settle", "2028-02-28", "2028-02-28"),
    ("2026-04-02", "settle", "2026-05-01", "2026-05-02"),
    ("2026-04-02", "month", "2026-05-01", "2026-05-02"),
    ("2026-05-01", "settle", "2026-06-01", "2026-06-01"),
    ("2026-11-20", "month", "2026-12-18", "2026-12-20"),
    ("2026-11-20", "settle", "2026-12-18", "2026-12-18"),
    ("2026-12-18", "settle", "2027-01-18", "2027-01-18"),
    ("2026-12-24", "settle", "2027-01-22", "2027-01-24"),
]


@pytest.mark.parametrize(
    ("received", "kind", "internal", "legal"), PRIVACY, ids=[f"{row[1]} {row[0]}" for row in PRIVACY]
)
def test_a_privacy_case_has_these_deadlines(received: str, kind: str, internal: str, legal: str) -> None:
    """R22, R26, R27: the working day before inside the house, the real day in letters, the earlier to settle."""
    duties = opened(f"{received}T10:00+01:00", Track.PRIVACY, State.TO_JUDGE, has_email=False)
    found = find(duties, DutyKind(kind))
    assert (str(found.deadline), str(found.legal)) == (internal, legal)


def test_a_service_case_settles_after_twenty_working_days_even_past_a_month() -> None:
    """R18 is a target of its own; R27's month is for the privacy track only."""
    found = find(opened("2026-04-02T10:00+02:00"), DutyKind.SETTLE)
    assert (found.deadline, found.legal) == (date(2026, 5, 4), date(2026, 5, 4))


def test_no_internal_day_of_a_case_is_later_than_the_legal_one() -> None:
    """Over a whole year of receipt days: never late, and always a working day (R22, R26, R41)."""
    for n in range(366):
        received = datetime(2027, 12, 1, 12, tzinfo=UTC) + DAY * n
        for found in opened(received.isoformat(), Track.PRIVACY, State.TO_JUDGE, has_email=False):
            assert found.deadline <= found.legal
            assert CALENDAR.is_working_day(found.deadline)


def test_the_hour_of_receipt_moves_nothing() -> None:
    """R39: Friday 23:50 in Amsterdam is Friday, though UTC and the sender may have another day."""
    early, late = opened("2026-01-30T00:00:00+01:00"), opened("2026-01-30T22:50:00+00:00")
    assert early == late
    assert early[0].deadline == date(2026, 2, 4)


@pytest.mark.parametrize(
    ("kind", "start", "deadline"),
    [
        (DutyKind.CONFIRM, date(2026, 4, 2), date(2026, 4, 7)),
        (DutyKind.ANSWER, date(2026, 12, 24), date(2026, 12, 29)),
        (DutyKind.JUDGE, date(2026, 1, 30), date(2026, 2, 2)),
        (DutyKind.POST_LETTER, date(2026, 12, 24), date(2026, 12, 28)),
        (DutyKind.DPO_ADVICE, date(2026, 1, 30), date(2026, 2, 13)),
        (DutyKind.ERASE, date(2028, 2, 29), date(2030, 3, 1)),
        (DutyKind.ERASE, date(2026, 2, 28), date(2028, 2, 28)),
        (DutyKind.ERASE, date(2026, 1, 31), date(2028, 1, 31)),
        (DutyKind.ERASE, date(2025, 1, 4), date(2027, 1, 4)),
        (DutyKind.ERASE, date(2024, 5, 2), date(2026, 5, 2)),
    ],
    ids=str,
)
def test_the_other_duties_have_these_deadlines(kind: DutyKind, start: date, deadline: date) -> None:
    """R15, R17, R28, R36, R43; the erasure keeps its day, be it a Saturday (2 May 2026)."""
    found = one(kind, start)
    assert (found.kind, found.deadline, found.legal) == (kind, deadline, deadline)


BREACHES = [
    ("over a weekend", "2026-01-30T23:50+01:00", "2026-02-02T23:50+01:00"),
    ("over the short night", "2026-03-27T10:00+01:00", "2026-03-30T11:00+02:00"),
    ("over the long night", "2026-10-23T10:00+02:00", "2026-10-26T09:00+01:00"),
    ("into the hour that comes twice", "2026-10-22T02:30+02:00", "2026-10-25T02:30+02:00"),
    ("named in UTC", "2026-12-24T23:30+00:00", "2026-12-28T00:30+01:00"),
]


@pytest.mark.parametrize(("start", "end"), [row[1:] for row in BREACHES], ids=[row[0] for row in BREACHES])
def test_a_breach_has_72_clock_hours(start: str, end: str) -> None:
    """R32: weekends and both nights of the clock change count by the hour."""
    found = breach_duty(datetime.fromisoformat(start), terms=TERMS, timezone=AMSTERDAM)
    assert found.moment is not None
    assert found.moment.isoformat(timespec="minutes") == end
    assert found.deadline == found.legal == date.fromisoformat(end[:10])
    assert found.moment.astimezone(UTC) - datetime.fromisoformat(start) == timedelta(hours=72)


EXPLANATIONS = [
    (
        DutyKind.ACKNOWLEDGE,
        date(2026, 1, 30),
        f"R14: 3 werkdagen na ontvangst op vr 30-01-2026: ma 02-02, di 03-02, wo 04-02 {VERSION}",
    ),
    (DutyKind.JUDGE, date(2026, 1, 30), f"R1: 1 werkdag na ontvangst op vr 30-01-2026: ma 02-02 {VERSION}"),
    (
        DutyKind.CONFIRM,
        date(2026, 12, 30),
        f"R17: 2 werkdagen na het gesprek op wo 30-12-2026: do 31-12, ma 04-01 {VERSION}",
    ),
    (
        DutyKind.ANSWER,
        date(2026, 1, 31),
        f"R43: 2 werkdagen na het bericht van de klager op za 31-01-2026: ma 02-02, di 03-02 {VERSION}",
    ),
    (
        DutyKind.ADMISSIBILITY,
        date(2026, 1, 30),
        f"R22: 4 weken (28 dagen) na ontvangst op vr 30-01-2026: vr 27-02-2026 {VERSION}",
    ),
    (
        DutyKind.MONTH,
        date(2026, 1, 31),
        "R26: 1 maand na ontvangst op za 31-01-2026: za 28-02-2026; geen werkdag, dus intern vr 27-02-2026 " + VERSION,
    ),
    (DutyKind.ERASE, date(2028, 2, 29), f"R36: 2 jaar na de afhandeling op di 29-02-2028: vr 01-03-2030 {VERSION}"),
]


@pytest.mark.parametrize(("kind", "start", "line"), EXPLANATIONS, ids=[str(row[0].value) for row in EXPLANATIONS])
def test_a_duty_explains_its_date_in_one_line(kind: DutyKind, start: date, line: str) -> None:
    """R41: rule, term, first day, days counted and the version of the calendar."""
    assert one(kind, start).explanation == line


def test_the_privacy_target_explains_both_of_its_terms() -> None:
    """R27: an auditor sees the twenty days and the month, whichever came first."""
    line = find(opened("2026-04-02T10:00+02:00", Track.PRIVACY), DutyKind.SETTLE).explanation
    assert line.startswith("R27, de vroegste van twee: R18: 20 werkdagen na ontvangst op do 02-04-2026: vr 03-04,")
    assert "ma 04-05 (kalender" in line
    assert "; R26: 1 maand na ontvangst op do 02-04-2026: za 02-05-2026; geen werkdag, dus intern vr 01-05" in line


def test_a_breach_explains_its_moment() -> None:
    """R32: both moments as the clock in Amsterdam shows them."""
    start = datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert breach_duty(start, terms=TERMS, timezone=AMSTERDAM).explanation == (
        "R32: 72 klokuren na ontvangst of ontdekking op vr 27-03-2026 10:00, weekend meegeteld: "
        "ma 30-03-2026 11:00 (Europe/Amsterdam)"
    )


def test_other_terms_give_other_dates_and_words() -> None:
    """``[terms]`` is the organisation's own, down to the singular and the plural."""
    terms = Terms(admissibility_weeks=1, privacy_months=2, retention_years=7, breach_hours=24)
    start = date(2026, 1, 30)
    assert "1 week (7 dagen) na" in one(DutyKind.ADMISSIBILITY, start, terms).explanation
    assert "2 maanden na" in one(DutyKind.MONTH, start, terms).explanation
    assert one(DutyKind.ERASE, start, terms).deadline == date(2033, 1, 30)
    moment = datetime(2026, 1, 30, 12, tzinfo=UTC)
    assert breach_duty(moment, terms=terms, timezone=AMSTERDAM).moment == moment + DAY


def test_closure_days_that_do_not_count_move_a_deadline_and_show() -> None:
    """R41: the days counted leave them out and the version says why."""
    rules = CalendarRules(closed=(date(2026, 2, 2),), closed_days_count=False)
    found = duty(DutyKind.ACKNOWLEDGE, date(2026, 1, 30), calendar=Calendar(rules), terms=TERMS)
    assert found.deadline == date(2026, 2, 5)
    assert ": di 03-02, wo 04-02, do 05-02 (kalender strict, " in found.explanation
    assert found.explanation.endswith(", zonder sluitingsdagen (1))")


def test_a_breach_cannot_run_from_a_day() -> None:
    """R32 counts hours, so a day is not enough."""
    with pytest.raises(ValueError, match="breach runs from a moment"):
        one(DutyKind.BREACH, date(2026, 1, 30))


def test_a_naive_moment_starts_no_clock() -> None:
    """R39: nobody guesses the zone of a receipt."""
    with pytest.raises(ValueError, match="needs a zone"):
        opened("2026-01-30T23:50")
    with pytest.raises(ValueError, match="needs a zone"):
        breach_duty(datetime.fromisoformat("2026-01-30T23:50"), terms=TERMS, timezone=AMSTERDAM)


def test_the_table_has_one_row_for_each_kind() -> None:
    """No duty without a rule, none with two."""
    assert sorted(row.kind for row in TABLE) == sorted(DutyKind)
    assert all(rule_of(kind).kind is kind for kind in DutyKind)


def test_every_setting_of_the_terms_has_its_duty() -> None:
    """What an organisation sets in ``[terms]`` takes effect; judging and posting are not for setting."""
    named = {row.term.name for row in TABLE if row.term.name}
    assert named == set(Terms.__dataclass_fields__)
    assert {row.kind for row in TABLE if not row.term.name} == {DutyKind.JUDGE, DutyKind.POST_LETTER}


@pytest.mark.parametrize("row", TABLE, ids=[row.kind.value for row in TABLE])
def test_every_row_is_a_whole_policy(row: DutyRule) -> None:
    """Each can be met, its marks run down to the deadline, and somebody hears that it is late."""
    assert row.met_by
    assert row.reminders.late
    assert list(row.reminders.days) == sorted(set(row.reminders.days), reverse=True)
    assert row.rule.startswith("R")


ACTS = [
    (Act.ACKNOWLEDGED, "acknowledge", "post_letter"),
    (Act.LETTER_POSTED, "acknowledge post_letter", ""),
    (Act.TALKED, "contact admissibility answer", ""),
    (Act.TALK_CONFIRMED, "confirm answer", ""),
    (Act.TAKEN_UP, "judge admissibility", ""),
    (Act.DECLINED, "admissibility", "acknowledge judge contact confirm settle month dpo_advice answer post_letter"),
    (Act.SETTLED, "settle month", "judge contact confirm admissibility dpo_advice answer"),
    (Act.SERVICE_TRACK, "", "month dpo_advice"),
    (Act.AP_NOTIFIED, "breach", ""),
    (Act.NO_BREACH, "", "breach"),
    (Act.HELD, "", "erase"),
]


@pytest.mark.parametrize(("act", "met", "ended"), ACTS, ids=[row[0].value for row in ACTS])
def test_an_act_meets_and_ends_these_duties(act: Act, met: str, ended: str) -> None:
    """What the table says of the acts, read from the other side."""
    assert " ".join(kinds_met_by(act)) == met
    assert " ".join(kinds_ended_by(act)) == ended


@pytest.mark.parametrize("act", Act, ids=[act.value for act in Act])
def test_no_act_is_without_consequence(act: Act) -> None:
    """An act that meets and ends nothing does not belong in the list."""
    assert kinds_met_by(act) or kinds_ended_by(act)


def test_a_closed_complaint_does_not_end_a_breach() -> None:
    """R32: only the report to the AP or a decision that it is none."""
    row = rule_of(DutyKind.BREACH)
    assert row.met_by | row.ended_by == {Act.AP_NOTIFIED, Act.NO_BREACH}
    assert row.term.unit is Unit.HOURS


def test_the_dpo_gets_at_most_four_mails() -> None:
    """R28: the request and three reminders."""
    reminders = rule_of(DutyKind.DPO_ADVICE).reminders
    assert reminders.who == (Audience.DPO,)
    assert 1 + len(reminders.days) + sum(Audience.DPO in roles for roles in reminders.late) == 4
