"""How many mails a case makes, and which of its marks do; values only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from klachtmail.core.duties import breach_duty
from klachtmail.core.marks import Part, Reader, passed
from klachtmail.core.model import Audience, DutyKind, State, Track
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from tests.core.clock import (
    CALENDAR,
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
    untouched,
    with_people,
    working_day,
    working_days_of,
)

DONE = (DutyKind.ACKNOWLEDGE, DutyKind.CONTACT, DutyKind.ADMISSIBILITY)
NOBODY = {"handler": "", "left_out": frozenset({HANDLER.email})}


@pytest.mark.parametrize(
    ("facts", "budget"),
    [
        pytest.param({}, {HANDLER: 14, OFFICER: 6, DIRECTOR: 4, SECOND: 4}, id="service"),
        pytest.param({"track": Track.PRIVACY}, {HANDLER: 14, OFFICER: 6, DIRECTOR: 4, DPO: 4}, id="privacy"),
        pytest.param(
            {"state": State.TO_JUDGE, "track": Track.PRIVACY, "with_handler": True},
            {HANDLER: 14, OFFICER: 6, DIRECTOR: 4, DPO: 4},
            id="not judged, acknowledged neutrally",
        ),
        pytest.param({"state": State.TO_JUDGE, "met": ()}, {OFFICER: 8, DIRECTOR: 4}, id="letter waits for a person"),
        pytest.param({"state": State.TO_JUDGE, "met": (), "email": ""}, {OFFICER: 7, DIRECTOR: 4}, id="no address"),
        pytest.param(NOBODY, {OFFICER: 14, DIRECTOR: 4}, id="handler named: the officer has his part"),
        pytest.param(NOBODY | {"track": Track.PRIVACY}, {OFFICER: 14, DIRECTOR: 4}, id="likewise, privacy"),
    ],
)
def test_a_case_that_nobody_touches_keeps_within_the_budget(
    facts: dict[str, object], budget: dict[object, int]
) -> None:
    """DESIGN 2.8, 25 working days, from all weekdays and around the holidays; the notice of the case counts."""
    changes = dict(facts)
    handler = changes.pop("with_handler", False)
    for days in (0, 1, 2, 3, 4, 5, 6, 24, 25, 26, 37, 38, 48, 52, 65, 71, 280, 281, 283, 288, 290, 297):
        one = standing(received=RECEIVED + timedelta(days=days), **changes)  # type: ignore[arg-type]
        one = replace(one, case=replace(one.case, handler=HANDLER.email)) if handler else one
        found = untouched(one)
        for person, most in budget.items():
            notice = 1 if person in {HANDLER, OFFICER, DPO} else 0
            assert notice + len(found.get(person, {})) <= most, (person, one.case.received.at, found[person])  # type: ignore[call-overload,index]


def test_marks_far_ahead_make_no_mail_while_something_is_late() -> None:
    """Received on 9 March: the month's marks are working days 12, 17, 20 and 22; contact is late from day 8 on."""
    early = working_days_of(standing(track=Track.PRIVACY, met=DONE), HANDLER, until=22)
    late = working_days_of(standing(track=Track.PRIVACY), HANDLER, until=22)
    assert list(early) == [12, 15, 17, 18, 20, 21, 22]
    assert list(late) == [5, 6, 7, 8, 9, 10, 15, 18, 20, 21, 22]
    assert "month" in late[15], "what makes no mail of its own stands in the next one"


def test_a_mark_that_made_no_mail_makes_none_afterwards() -> None:
    """Contact is made on working day 13: the mark of day 12 was in nobody's inbox, and is past."""
    one = standing(track=Track.PRIVACY)
    duties = (
        replace(duty, met_at=working_day(13, 12)) if duty.kind is DutyKind.CONTACT else duty for duty in one.duties
    )
    assert list(working_days_of(replace(one, duties=tuple(duties)), HANDLER, until=17))[-2:] == [15, 17]


def test_what_is_late_has_one_row_of_mails_a_case() -> None:
    """Contact late: 8, 9, 10, 15, 20. Settling is missed on 20, which begins the row anew: 21, 22, 23, 28, 33."""
    found = working_days_of(standing(), HANDLER, until=35)
    assert list(found) == [5, 6, 7, 8, 9, 10, 15, 18, 20, 21, 22, 23, 28, 33]
    assert "contact" in found[33], "what was late first is still listed"


@pytest.mark.parametrize(
    ("facts", "officer", "director"),
    [
        pytest.param({"track": Track.PRIVACY, "met": (*DONE, DutyKind.DPO_ADVICE)}, [21], [22], id="settle and month"),
        pytest.param({"state": State.TO_JUDGE, "with_handler": True}, [2, 8, 19, 21], [3, 9, 22], id="judge first"),
    ],
)
def test_what_one_answer_meets_is_late_together(
    facts: dict[str, object], officer: list[int], director: list[int]
) -> None:
    """AFHANDELEN meets settling and the month, IN BEHANDELING judging and admissibility: told once of the first."""
    changes = dict(facts)
    handler = HANDLER.email if changes.pop("with_handler", False) else None
    one = standing(**changes)  # type: ignore[arg-type]
    one = replace(one, case=replace(one.case, handler=handler)) if handler else one
    assert list(working_days_of(one, OFFICER)) == officer
    assert list(working_days_of(one, DIRECTOR)) == director


def test_the_month_leads_where_it_ends_first() -> None:
    """R23: a new date for settling does not move the month (R26): its own marks, then it is late by itself."""
    one = standing(track=Track.PRIVACY, met=(*DONE, DutyKind.DPO_ADVICE))
    later = working_day(40).date()
    duties = tuple(
        replace(duty, deadline=later, legal=later) if duty.kind is DutyKind.SETTLE else duty for duty in one.duties
    )
    found = working_days_of(replace(one, duties=duties), HANDLER, until=30)
    assert list(found) == [12, 17, 20, 22, 23, 24, 25, 30]
    assert list(working_days_of(replace(one, duties=duties), OFFICER, until=30)) == [23]


def test_while_nobody_judged_only_judging_is_asked() -> None:
    """A letter that waits for a person: no reminder to call somebody who may not exist."""
    one = standing(state=State.TO_JUDGE, met=())
    found = working_days_of(one, OFFICER, until=7)
    assert list(found) == [1, 2, 3, 4]
    assert not any("contact" in why for why in found.values())


@pytest.mark.parametrize(
    ("n", "hour", "expected"),
    [
        pytest.param(4, 9, [], id="before"),
        pytest.param(5, 9, [True], id="first mark"),
        pytest.param(8, 9, [True] * 4, id="first day late"),
    ],
)
def test_marks_pass_one_by_one(n: int, hour: int, expected: list[bool]) -> None:
    """Each says whether it makes a mail."""
    one: Standing = standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.SETTLE, DutyKind.ADMISSIBILITY))
    (contact,) = [duty for duty in one.duties if duty.open]
    reader = Reader(HANDLER, (Part(Audience.HANDLER),))
    table: Timetable = TABLE
    assert [mark.mails for mark in passed(contact, one, reader, working_day(n, hour), table)] == expected


def test_without_officer_and_directors_the_handler_is_reminded_all_the_same() -> None:
    """R13: empty roles leave their mails out, nobody else's."""
    table = with_people(quality_officer=None, directie=(), dpo=None)
    assert list(untouched(standing(), table)) == [HANDLER]


def test_a_case_of_the_year_s_end_counts_by_its_own_calendar() -> None:
    """Received on 24 December: contact by 6 January; reminded on 4, 5 and 6 January."""
    one = standing(received=at(24, 10, month=12))
    days = [
        CALENDAR.add_working_days(one.case.received.at.date(), n).day for n in working_days_of(one, HANDLER, until=7)
    ]
    assert [f"{day:%d-%m}" for day in days] == ["04-01", "05-01", "06-01"]
    assert OFFICE.terms.contact == 7


def test_what_runs_in_clock_hours_has_no_days_late() -> None:
    """R32: its overdue is an alert of its own, at its minute."""
    breach = breach_duty(RECEIVED, terms=OFFICE.terms, timezone="Europe/Amsterdam")
    one = standing(track=Track.PRIVACY, more=(breach,))
    found = passed(breach, one, Reader(DIRECTOR, (Part(Audience.DIRECTIE),)), working_day(9), TABLE)
    assert [mark.at for mark in found] == [working_day(2), working_day(3)]
