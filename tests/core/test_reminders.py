"""Who is reminded on which day, and by which mark; values only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klachtmail.core.duties import duty
from klachtmail.core.model import Audience, DutyKind, State, Track
from klachtmail.core.reminders import due, in_role
from klachtmail.core.settings import Person
from tests.core.clock import (
    CALENDAR,
    DEPUTY,
    DIRECTOR,
    DPO,
    HANDLER,
    OFFICE,
    OFFICER,
    RECEIVED,
    SECOND,
    TABLE,
    at,
    standing,
    with_people,
    working_day,
    working_days_of,
)

ALL_BUT = {
    DutyKind.CONTACT: (DutyKind.ACKNOWLEDGE, DutyKind.SETTLE, DutyKind.ADMISSIBILITY),
    DutyKind.SETTLE: (DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.ADMISSIBILITY),
    DutyKind.ADMISSIBILITY: (DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.SETTLE),
    DutyKind.ACKNOWLEDGE: (DutyKind.CONTACT, DutyKind.SETTLE, DutyKind.ADMISSIBILITY),
}
PRIVACY_BUT_MONTH = (*ALL_BUT[DutyKind.SETTLE], DutyKind.SETTLE, DutyKind.DPO_ADVICE)
PRIVACY_BUT_ADVICE = (*ALL_BUT[DutyKind.SETTLE], DutyKind.SETTLE, DutyKind.MONTH)


@pytest.mark.parametrize(
    ("kind", "person", "days"),
    [
        pytest.param(DutyKind.CONTACT, HANDLER, [5, 6, 7, 8, 9, 10, 15, 20, 25, 30], id="contact, handler"),
        pytest.param(DutyKind.CONTACT, OFFICER, [8], id="contact, officer"),
        pytest.param(DutyKind.CONTACT, DIRECTOR, [9], id="contact, director"),
        pytest.param(DutyKind.CONTACT, SECOND, [9], id="contact, other director"),
        pytest.param(DutyKind.CONTACT, DPO, [], id="contact, DPO"),
        pytest.param(DutyKind.CONTACT, DEPUTY, [], id="contact, deputy"),
        pytest.param(DutyKind.SETTLE, HANDLER, [15, 18, 20, 21, 22, 23, 28], id="settle, handler"),
        pytest.param(DutyKind.SETTLE, OFFICER, [21], id="settle, officer"),
        pytest.param(DutyKind.SETTLE, DIRECTOR, [22], id="settle, director"),
        pytest.param(DutyKind.ADMISSIBILITY, HANDLER, [], id="admissibility, handler"),
        pytest.param(DutyKind.ADMISSIBILITY, OFFICER, [14, 19, 20], id="admissibility, officer"),
        pytest.param(DutyKind.ADMISSIBILITY, DIRECTOR, [21], id="admissibility, director"),
        pytest.param(DutyKind.ACKNOWLEDGE, OFFICER, [1, 3, 4], id="acknowledge, officer"),
        pytest.param(DutyKind.ACKNOWLEDGE, DIRECTOR, [5], id="acknowledge, director"),
    ],
)
def test_each_duty_reminds_on_its_days(kind: DutyKind, person: Person, days: list[int]) -> None:
    """The days before are the table's; late, the handler hears on day 1, 2, 3, 8, 13 ..., the others once."""
    assert list(working_days_of(standing(met=ALL_BUT[kind]), person)) == days


@pytest.mark.parametrize(
    ("met", "person", "days"),
    [
        pytest.param(PRIVACY_BUT_MONTH, HANDLER, [12, 17, 20, 22, 23, 24, 25, 30], id="month, handler"),
        pytest.param(PRIVACY_BUT_ADVICE, DPO, [5, 8, 10], id="advice, DPO"),
        pytest.param(PRIVACY_BUT_ADVICE, DIRECTOR, [11], id="advice, director"),
        pytest.param(PRIVACY_BUT_ADVICE, OFFICER, [], id="advice, officer"),
    ],
)
def test_privacy_duties_remind_on_their_days(met: tuple[DutyKind, ...], person: Person, days: list[int]) -> None:
    """Received on 9 March: the month ends on 9 April, working day 22 (R26); the DPO gets three (R28)."""
    assert list(working_days_of(standing(track=Track.PRIVACY, met=met), person)) == days


def test_all_that_is_due_in_a_case_is_one_mail_the_next_act_first() -> None:
    """On working day 15 contact is 8 days late and settling is 5 days ahead."""
    (mail,) = [one for one in due(standing(), working_day(15), TABLE) if one.person == HANDLER]
    assert [(item.duty.kind, item.days_left) for item in mail.items] == [(DutyKind.CONTACT, -8), (DutyKind.SETTLE, 5)]
    assert mail.template == "handler-reminder"
    assert mail.key(standing().case) == "KL-2026-0042/remind/hanna@werkenderwijs.example/2026-03-30"


def test_a_mark_is_mailed_once() -> None:
    """Its key is remembered, so that a second tick does nothing."""
    one = standing()
    first = due(one, working_day(5), TABLE)
    again = replace(one, written=frozenset(reminder.key(one.case) for reminder in first))
    assert [reminder.person for reminder in first] == [HANDLER]
    assert due(again, working_day(5, 16), TABLE) == ()
    assert due(again, working_day(5, 23, 59), TABLE) == ()


@pytest.mark.parametrize(
    ("hour", "minute", "mails"),
    [pytest.param(8, 29, 0, id="a minute before"), pytest.param(8, 30, 1, id="on time")],
)
def test_reminders_go_at_the_hour_of_the_configuration(hour: int, minute: int, mails: int) -> None:
    """Local time, on the day of the mark."""
    assert len(due(standing(), working_day(5, hour, minute), TABLE)) == mails


@pytest.mark.parametrize(
    ("hour", "mails"), [pytest.param(16, 0, id="in the afternoon"), pytest.param(17, 1, id="at the day's end")]
)
def test_the_alarm_without_acknowledgement_goes_at_the_end_of_working_day_1(hour: int, mails: int) -> None:
    """R14: the quality officer is told in time to act on day 2."""
    assert len(due(standing(met=()), working_day(1, hour, 0), TABLE)) == mails


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(at(14, 12), id="Saturday"),
        pytest.param(at(15, 12), id="Sunday"),
        pytest.param(at(6, 12, month=4), id="Easter Monday"),
    ],
)
def test_nothing_goes_on_days_off(now: object) -> None:
    """Whatever stands since Friday waits for the next working day."""
    assert due(standing(), now, TABLE) == ()  # type: ignore[arg-type]


def test_after_a_stop_only_the_latest_mark_goes_and_says_since_when() -> None:
    """Nine days of silence over the marks of working days 5 to 7 and the first days late."""
    mails = due(standing(), working_day(12, 9, 15), TABLE)
    assert {one.person: one.day for one in mails} == {
        HANDLER: CALENDAR.add_working_days(RECEIVED.date(), 10).day,
        OFFICER: CALENDAR.add_working_days(RECEIVED.date(), 8).day,
        DIRECTOR: CALENDAR.add_working_days(RECEIVED.date(), 9).day,
        SECOND: CALENDAR.add_working_days(RECEIVED.date(), 9).day,
    }
    assert all(one.behind for one in mails)
    assert {item.days_left for one in mails for item in one.items} == {-5}


def test_a_case_that_is_registered_late_is_not_reminded_of_marks_from_before() -> None:
    """The notice of the new case has just said the same; what is late already is told all the same."""
    late = replace(standing(), opened_at=working_day(6, 10))
    assert due(late, working_day(6, 10), TABLE) == ()
    later = replace(standing(), opened_at=working_day(9, 10))
    assert {one.person for one in due(later, working_day(9, 11), TABLE)} == {HANDLER, OFFICER, DIRECTOR, SECOND}


def test_nothing_is_due_once_the_duties_are_met() -> None:
    """A met duty has no marks."""
    done = standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.SETTLE, DutyKind.ADMISSIBILITY))
    assert [working_days_of(done, one) for one in OFFICE.people.staff] == [{}] * 6


@pytest.mark.parametrize(
    ("works", "days"),
    [
        pytest.param({0, 1, 2, 3, 4}, [5, 6, 7, 8, 9, 10], id="all week"),
        pytest.param({0, 1, 2}, [5, 6, 7, 10], id="Monday to Wednesday"),
        pytest.param({3, 4}, [4, 8, 9, 13], id="Thursday and Friday"),
    ],
)
def test_a_mark_on_a_day_off_goes_on_the_last_working_day_before_it(works: set[int], days: list[int]) -> None:
    """What is late waits for the person's next day; received on Monday, working day 5 is a Monday."""
    hanna = replace(HANDLER, works=frozenset(works))
    staff = tuple(hanna if one == HANDLER else one for one in OFFICE.people.staff)
    table = with_people(handler=hanna, staff=staff)
    found = working_days_of(standing(met=ALL_BUT[DutyKind.CONTACT]), hanna, table, until=14)
    assert list(found) == days


@pytest.mark.parametrize(
    ("role", "changes", "left_out", "expected"),
    [
        pytest.param(Audience.HANDLER, {}, (), (HANDLER,), id="handler"),
        pytest.param(Audience.HANDLER, {}, (HANDLER,), (), id="handler who is left out later"),
        pytest.param(Audience.QUALITY_OFFICER, {}, (OFFICER,), (DIRECTOR,), id="officer named: a director"),
        pytest.param(Audience.QUALITY_OFFICER, {"quality_officer": None}, (), (DIRECTOR,), id="no officer"),
        pytest.param(Audience.DIRECTIE, {}, (DIRECTOR,), (SECOND,), id="one director named: the other"),
        pytest.param(Audience.DPO, {}, (), (), id="DPO has no part in a service complaint"),
    ],
)
def test_whoever_is_named_is_left_out_and_the_next_role_takes_over(
    role: Audience, changes: dict[str, object], left_out: tuple[Person, ...], expected: tuple[Person, ...]
) -> None:
    """R33-R35, for every mail of the clock."""
    case = standing(left_out=frozenset(one.email for one in left_out)).case
    assert in_role(role, case, with_people(**changes)) == expected


def test_without_a_handler_the_quality_officer_gets_his_reminders() -> None:
    """R34: nobody is assigned where the default handler is named."""
    one = standing(handler="", left_out=frozenset({HANDLER.email}))
    (mail,) = due(one, working_day(5), TABLE)
    assert (mail.person, mail.template) == (OFFICER, "quality_officer-reminder")


def test_a_person_with_two_roles_gets_one_mail() -> None:
    """Officer and handler in one: on working day 8 both roles hear that contact is late."""
    table = with_people(quality_officer=HANDLER)
    mails = due(standing(), working_day(8), table)
    assert [(one.person, one.template) for one in mails] == [(HANDLER, "handler-reminder")]


def test_a_judgement_is_overdue_from_working_day_2() -> None:
    """Asked at once, so that there is no reminder before; then the officer, then the directie, once each."""
    met = (DutyKind.ACKNOWLEDGE, *ALL_BUT[DutyKind.ACKNOWLEDGE])
    one = standing(state=State.TO_JUDGE, met=met)
    assert list(working_days_of(one, OFFICER)) == [2]
    assert list(working_days_of(one, DIRECTOR)) == [3]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        pytest.param(DutyKind.ANSWER, [2, 3, 4, 5, 10], id="answer"),
        pytest.param(DutyKind.CONFIRM, [2, 3, 4, 5, 10], id="confirm"),
    ],
)
def test_a_later_duty_reminds_from_its_own_day(kind: DutyKind, days: list[int]) -> None:
    """R17, R43: two working days after the talk or the message."""
    owed = duty(kind, RECEIVED.date(), calendar=CALENDAR, terms=OFFICE.terms)
    met = (DutyKind.ACKNOWLEDGE, *ALL_BUT[DutyKind.ACKNOWLEDGE])
    assert list(working_days_of(standing(met=met, more=(owed,)), HANDLER, until=12)) == days
