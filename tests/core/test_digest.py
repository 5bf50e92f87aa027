"""What the digest and the list say, of whom and to whom; values only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from klachtmail.core.daily import DIGEST, LIST, letter, readers
from klachtmail.core.digest import Listed, OpenWork, Undelivered, digest, leaves_list
from klachtmail.core.duties import breach_duty
from klachtmail.core.model import DutyKind, Flag, State, Track
from klachtmail.core.standing import Standing
from klachtmail.core.timetable import Timetable
from tests.core.clock import (
    CALENDAR,
    DIRECTOR,
    OFFICE,
    OFFICER,
    RECEIVED,
    SECOND,
    TABLE,
    at,
    hours,
    standing,
    with_people,
    working_day,
)


def numbered(one: Standing, number: int) -> Standing:
    """The same case under another number."""
    return replace(one, case=replace(one.case, number=f"KL-2026-{number:04d}"))


def entry(number: str = "P-2026-0001", *, proposed: str = "", waits: bool = True) -> Listed:
    return Listed(number, waits, "h.trip@example.org", "Vraag", "geen bewijs", RECEIVED, proposed, False)


BREACH = breach_duty(RECEIVED, terms=OFFICE.terms, timezone="Europe/Amsterdam")
SOON = numbered(standing(met=(DutyKind.ACKNOWLEDGE, DutyKind.CONTACT)), 2)
LATE = numbered(standing(), 3)
MAYBE_LEAK = numbered(standing(track=Track.PRIVACY, flags=frozenset({Flag.BREACH}), more=(BREACH,)), 4)


def test_breaches_come_first_then_what_is_late_then_the_soonest() -> None:
    """The reader on a phone sees the worst without scrolling."""
    seen = digest(OpenWork((SOON, LATE, MAYBE_LEAK)), DIRECTOR, working_day(9), TABLE)
    assert [line.case.number[-1] for line in seen.lines] == ["4", "3", "2"]
    assert (seen.breaches, seen.late) == (1, 2)


def test_a_line_has_the_next_deadline_the_days_left_and_a_role() -> None:
    """No names: who has to act is a role."""
    (line,) = digest(OpenWork((LATE,)), DIRECTOR, working_day(5), TABLE).lines
    assert line.duty is not None
    assert (line.duty.kind, line.days_left, line.words, line.who) == (
        DutyKind.CONTACT,
        2,
        "Nog 2 werkdagen",
        "behandelaar",
    )


@pytest.mark.parametrize(
    ("one", "who"),
    [
        pytest.param(standing(), "behandelaar", id="handler"),
        pytest.param(standing(handler=""), "nog geen behandelaar", id="nobody yet"),
        pytest.param(standing(state=State.TO_JUDGE), "kwaliteitsverantwoordelijke", id="to judge"),
        pytest.param(MAYBE_LEAK, "DPO", id="breach"),
    ],
)
def test_the_digest_says_which_role_has_to_act(one: Standing, who: str) -> None:
    """That of the next duty."""
    assert digest(OpenWork((one,)), DIRECTOR, working_day(1), TABLE).lines[0].who == who


@pytest.mark.parametrize(
    ("after", "late"), [pytest.param(hours(71), False, id="71 hours"), pytest.param(hours(73), True, id="73 hours")]
)
def test_a_breach_is_late_by_the_hour(after: timedelta, late: bool) -> None:
    """R32: 72 clock hours, though its day is not over."""
    seen = digest(OpenWork((MAYBE_LEAK,)), DIRECTOR, RECEIVED + after, TABLE)
    assert seen.lines[0].late is late


def test_a_director_who_is_named_does_not_see_the_case() -> None:
    """R35: no line, no count, no letter of it, no message that may belong to it."""
    mine = replace(LATE, case=replace(LATE.case, left_out=frozenset({DIRECTOR.email})))
    work = OpenWork(
        (mine, SOON),
        (Undelivered(mine.case.number, "Ontvangen", "550"), Undelivered(SOON.case.number, "Ontvangen", "550")),
        (entry(proposed=mine.case.number), entry("P-2026-0002")),
    )
    first, second = (digest(work, one, working_day(9), TABLE) for one in (DIRECTOR, SECOND))
    assert [len(first.lines), len(second.lines)] == [1, 2]
    assert [first.late, second.late] == [0, 1]
    assert [len(first.undelivered), len(second.undelivered)] == [1, 2]
    assert [len(first.entries), len(second.entries)] == [1, 2]


def test_the_week_counts_the_deadlines_of_five_working_days() -> None:
    """From Monday, working day 5: contact on Wednesday."""
    seen = digest(OpenWork((LATE,)), DIRECTOR, working_day(5), TABLE)
    assert seen.week == ((working_day(7).date(), 1),)


def test_what_came_since_the_last_digest_is_new() -> None:
    """Over the weekend, since Friday's."""
    friday, saturday = at(13, 7), at(14, 12)
    work = OpenWork(tuple(numbered(standing(received=moment), n) for n, moment in enumerate((friday, saturday))))
    seen = digest(work, DIRECTOR, at(16, 8, 0), TABLE)
    assert sorted((line.case.number[-1], line.new) for line in seen.lines) == [("0", False), ("1", True)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(at(10, 7, 59), 0, id="a minute before"),
        pytest.param(at(10, 8, 0), 3, id="on time"),
        pytest.param(at(10, 23, 59), 3, id="late on its own day"),
        pytest.param(at(14, 8, 0), 0, id="Saturday"),
        pytest.param(at(6, 8, 0, month=4), 0, id="Easter Monday"),
        pytest.param(at(3, 8, 0, month=4), 3, id="Goede Vrijdag is a working day"),
        pytest.param(at(30, 8, 0), 3, id="the day after the clock went forward"),
        pytest.param(at(26, 8, 0, month=10), 3, id="the day after the clock went back"),
        pytest.param(at(26, 7, 59, month=10), 0, id="a minute before, in winter time"),
    ],
)
def test_digest_and_list_are_due_on_working_days_at_their_hour(now: datetime, expected: int) -> None:
    """Two directors and the quality officer, in the same minute."""
    assert len(readers(now, TABLE)) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(TABLE, [OFFICER], id="quality officer"),
        pytest.param(with_people(quality_officer=None), [DIRECTOR], id="role not filled: the first director"),
        pytest.param(with_people(quality_officer=None, directie=()), [], id="nobody"),
    ],
)
def test_the_list_goes_to_the_quality_officer(table: Timetable, expected: list[object]) -> None:
    """Or to who takes the role over (R13)."""
    assert [one.person for one in readers(at(10, 8, 0), table) if one.template == LIST] == expected


def test_the_letter_of_a_day_has_the_day_in_its_key_and_links_at_every_entry() -> None:
    """Missed, it never goes on a later day; four links an entry (DESIGN 5)."""
    now = at(10, 8, 0)
    reader = next(one for one in readers(now, TABLE) if one.template == DIGEST)
    made = letter(
        reader, OpenWork((LATE,), entries=(entry(),)), now, TABLE, lambda _n, _p: "kwaliteit@werkenderwijs.example"
    )
    assert made.key == "directie-digest/directie@werkenderwijs.example/2026-03-10"
    ((_, seen),) = made.context
    (listed,) = seen.entries  # type: ignore[attr-defined]
    assert [words for _, _, words in listed.links] == ["KLACHT", "PRIVACY", "KOPPEL KL-nummer", "AFGEDAAN"]


@pytest.mark.parametrize(
    ("n", "leaves"), [pytest.param(5, False, id="working day 5"), pytest.param(6, True, id="working day 6")]
)
def test_a_listed_message_leaves_after_five_working_days(n: int, leaves: bool) -> None:
    """DESIGN 4: until answered or five working days old."""
    assert leaves_list(RECEIVED, working_day(n), TABLE) is leaves


def test_a_case_without_open_duties_still_has_its_line() -> None:
    """What is open is counted, whatever is due."""
    kinds = tuple(duty.kind for duty in standing().duties)
    (line,) = digest(OpenWork((standing(met=kinds),)), DIRECTOR, working_day(1), TABLE).lines
    assert (line.duty, line.late, line.who) == (None, False, "")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        pytest.param(0, "vandaag", id="today"),
        pytest.param(1, "1 werkdag oud", id="one"),
        pytest.param(4, "4 werkdagen oud", id="several"),
    ],
)
def test_a_message_in_the_list_has_its_age(n: int, words: str) -> None:
    """R37: in working days."""
    (listed,) = digest(OpenWork((), entries=(entry(),)), OFFICER, working_day(n), TABLE).entries
    assert listed.age_words == words


def test_calendar_and_table_agree_on_the_next_moment() -> None:
    """On a Friday evening the clock sleeps until Monday 08:00, or until a breach's 72 hours end."""
    friday = at(13, 18)
    assert TABLE.next_moment(friday) == at(16, 8, 0)
    assert TABLE.next_moment(friday, (at(14, 3),)) == at(14, 3)
    assert CALENDAR.is_working_day(at(16).date())
